"""Making the meetings of a series ahead of time."""

import itertools
from datetime import timedelta

import pytest

from audit.models import Entry
from centres.models import Membership
from inputs.errors import NotAllowed, RuleBroken
from meetings.models import Meeting
from meetings.services import change_chair, plan_meetings
from meetings.status import MeetingStatus
from tests.days import days_ago, today
from tests.factories import centres, meetings

pytestmark = pytest.mark.django_db


def planned(team, weeks=12, by=None):
    """Plan so many weeks ahead from today."""
    return plan_meetings(series=team.series, until=today() + timedelta(weeks=weeks), since=today(), by=by)


def test_a_series_meets_every_two_weeks():
    found = planned(meetings.team())
    assert len(found) == 7


def test_planning_again_makes_nothing_twice():
    team = meetings.team()
    planned(team)
    assert planned(team) == []


def test_planning_further_goes_on_where_it_stopped():
    team = meetings.team()
    planned(team, weeks=4)
    planned(team, weeks=8)
    turns = list(Meeting.objects.order_by("rhythm_on").values_list("rhythm_on", flat=True))
    assert {later - one for one, later in itertools.pairwise(turns)} == {timedelta(14)}


def test_a_cancelled_meeting_is_not_made_again():
    team = meetings.team()
    planned(team)
    Meeting.objects.filter(on__gt=today()).update(status=MeetingStatus.CANCELLED, changed_because="Snow")
    assert planned(team) == []


def test_a_meeting_moved_to_another_day_is_not_made_again():
    team = meetings.team()
    first = planned(team)[0]
    Meeting.objects.filter(pk=first.pk).update(on=first.on + timedelta(days=1))
    assert planned(team) == []


def test_a_series_that_has_ended_makes_no_meetings_after_its_end():
    team = meetings.team()
    team.series.ended_on = today() + timedelta(weeks=4)
    team.series.save()
    assert len(planned(team)) == 3


def test_the_chair_rotates_between_those_who_take_turns():
    team = meetings.team()
    chairs = [meeting.chair for meeting in planned(team, weeks=6)]
    assert chairs == [team.manager, team.health_visitor, team.manager, team.health_visitor]


def test_somebody_whose_membership_ends_does_not_get_the_chair_after_that():
    team = meetings.team()
    Membership.objects.filter(user=team.health_visitor).update(ends_on=today() + timedelta(days=1))
    assert {meeting.chair for meeting in planned(team)} == {team.manager}


def test_without_turns_the_manager_has_the_chair():
    team = meetings.team()
    team.series.members.update(chair_turn=None)
    assert planned(team)[0].chair == team.manager


def test_a_series_without_anybody_to_chair_it_says_so():
    series = meetings.series(centres.centre())
    with pytest.raises(RuleBroken) as error:
        plan_meetings(series=series, until=today(), by=None)
    assert error.value.code == "no_chair"


def test_every_member_in_force_on_the_date_is_expected():
    team = meetings.team()
    Membership.objects.filter(user=team.housing_officer).update(ends_on=today() + timedelta(days=1))
    first, second = planned(team, weeks=2)
    assert {one.user for one in first.attendance.all()} == set(team.everybody)
    assert {one.user for one in second.attendance.all()} == set(team.everybody) - {team.housing_officer}


def test_an_administrator_can_plan():
    team = meetings.team()
    assert planned(team, by=centres.administrator(team.centre))


def test_a_health_visitor_cannot_plan():
    team = meetings.team()
    with pytest.raises(NotAllowed):
        planned(team, by=team.health_visitor)


def test_a_manager_of_another_centre_cannot_plan():
    with pytest.raises(NotAllowed):
        planned(meetings.team(), by=centres.manager(centres.centre()))


def test_planning_is_logged():
    meeting = planned(meetings.team(), weeks=0)[0]
    assert Entry.objects.get(verb="plan_meeting").subject_id == meeting.pk


def test_the_chair_of_one_meeting_can_be_changed():
    team = meetings.team()
    meeting = meetings.meeting(team)
    assert change_chair(meeting=meeting, chair=team.health_visitor, by=team.manager).chair == team.health_visitor


def test_the_rotation_goes_on_from_who_really_had_the_chair():
    team = meetings.team()
    meetings.closed_meeting(team, chair=team.manager)
    assert planned(team, weeks=0)[0].chair == team.health_visitor


def test_an_administrator_cannot_be_given_the_chair():
    team = meetings.team()
    with pytest.raises(RuleBroken) as error:
        change_chair(meeting=meetings.meeting(team), chair=centres.administrator(team.centre), by=team.manager)
    assert error.value.code == "cannot_chair"


def test_a_member_cannot_take_the_chair_themselves():
    team = meetings.team()
    with pytest.raises(NotAllowed):
        change_chair(meeting=meetings.meeting(team), chair=team.support_worker, by=team.support_worker)


def test_the_chair_of_a_closed_meeting_no_longer_changes():
    team = meetings.team()
    with pytest.raises(RuleBroken) as error:
        change_chair(meeting=meetings.closed_meeting(team, on=days_ago(3)), chair=team.health_visitor, by=team.manager)
    assert error.value.code == "meeting_over"
