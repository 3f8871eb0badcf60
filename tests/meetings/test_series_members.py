"""The members of a series and their turns in the chair, changed while meetings are planned."""

import pytest

from audit.models import Entry
from centres.models import Membership
from centres.status import Role
from inputs.errors import NotAllowed
from meetings.models import Meeting, SeriesMember
from meetings.services import change_chair
from meetings.status import MeetingStatus, Present
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import centres, meetings
from tests.meetings.asking import code_of
from tests.meetings.inviting import job
from tests.meetings.keeping_series import changed, expected
from tests.meetings.planned import planned_team

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    """A centre's team with a series whose next three months are planned."""
    return planned_team()


def coming(team):
    return list(team.series.meetings.filter(on__gt=today()).order_by("on"))


def test_somebody_added_is_expected_at_the_meetings_that_are_planned(team):
    psychologist = centres.member(team.centre, Role.SPECIALIST)
    changed(team, add=[job(psychologist)])
    assert all(psychologist in expected(one) for one in coming(team))


def test_somebody_taken_out_is_no_longer_invited(team):
    changed(team, remove=[job(team.housing_officer)])
    assert not any(team.housing_officer in expected(one) for one in coming(team))


def test_somebody_taken_out_who_sent_apologies_is_no_longer_invited(team):
    first = coming(team)[0]
    first.attendance.filter(user=team.housing_officer).update(present=Present.APOLOGIES)
    changed(team, remove=[job(team.housing_officer)])
    assert team.housing_officer not in expected(first)


def test_meetings_that_were_held_stay_as_they_were(team):
    held = meetings.closed_meeting(team)
    changed(team, remove=[job(team.housing_officer)])
    assert team.housing_officer in expected(held)


def test_who_comes_for_another_agency_is_expected_for_that_one(team):
    nursery = centres.partner(team.centre)
    centres.member(team.centre, Role.SPECIALIST, user=team.social_worker, of=nursery)
    before, after = Membership.objects.filter(user=team.social_worker).order_by("id")
    changed(team, add=[after], remove=[before])
    assert {one.attendance.get(user=team.social_worker).agency for one in coming(team)} == {nursery}


def test_new_turns_deal_the_chairs_of_coming_meetings_anew(team):
    changed(team, chairs=[job(team.support_worker)])
    assert {one.chair for one in coming(team)} == {team.support_worker}


def test_todays_chair_stays(team):
    changed(team, chairs=[job(team.support_worker)])
    assert team.series.meetings.get(on=today()).chair == team.manager


def test_turns_can_change_places(team):
    first, second = job(team.manager), job(team.health_visitor)
    changed(team, chairs=[second, first])
    turns = team.series.members.exclude(chair_turn=None).order_by("chair_turn")
    assert list(turns.values_list("membership", flat=True)) == [second.pk, first.pk]


def test_a_chair_changed_by_hand_stays_while_the_turns_do(team):
    meeting = coming(team)[0]
    change_chair(meeting=meeting, chair=team.social_worker, by=team.manager)
    changed(team, remove=[job(team.housing_officer)])
    meeting.refresh_from_db()
    assert meeting.chair == team.social_worker


def test_who_is_taken_out_hands_over_the_chair_of_coming_meetings(team):
    changed(team, remove=[job(team.health_visitor)])
    assert {one.chair for one in coming(team)} == {team.manager}


def test_who_was_given_one_chair_and_is_taken_out_hands_it_over(team):
    meeting = coming(team)[0]
    change_chair(meeting=meeting, chair=team.social_worker, by=team.manager)
    changed(team, remove=[job(team.social_worker)])
    meeting.refresh_from_db()
    assert meeting.chair in (team.manager, team.health_visitor)


def test_a_running_meeting_is_left_alone(team):
    running = team.series.meetings.get(on=today())
    Meeting.objects.filter(pk=running.pk).update(status=MeetingStatus.RUNNING, opened_at=running.starts_at)
    changed(team, remove=[job(team.housing_officer)])
    assert team.housing_officer in expected(running)


def test_adding_again_and_removing_who_is_not_in_it_changes_nothing(team):
    stranger = centres.health_visitor(team.centre)
    changed(team, add=[job(team.support_worker)], remove=[job(stranger)])
    assert SeriesMember.objects.filter(series=team.series).count() == 5


@pytest.mark.parametrize("who", ["health_visitor", "support_worker"])
def test_nobody_else_changes_the_members(team, who):
    with pytest.raises(NotAllowed):
        changed(team, by=getattr(team, who), remove=[job(team.housing_officer)])


def test_the_manager_of_another_centre_changes_no_members(team):
    with pytest.raises(NotAllowed):
        changed(team, by=centres.manager(centres.centre()), remove=[job(team.housing_officer)])


def test_an_administrator_does_not_become_a_member(team):
    assert code_of(changed, team, add=[job(centres.administrator(team.centre))]) == "cannot_attend"


def test_a_series_keeps_at_least_one_member(team):
    assert code_of(changed, team, remove=[job(who) for who in team.everybody]) == "no_members"


def test_a_turn_is_not_given_to_who_is_taken_out(team):
    assert (
        code_of(changed, team, remove=[job(team.manager)], chairs=[job(team.manager)]) == "chair_not_expected"
    )  # fmt: skip


def test_the_last_turn_is_not_taken_away_where_no_manager_could_chair(team):
    by = centres.administrator(team.centre)
    Membership.objects.filter(user=team.manager).update(ends_on=days_ago(1))
    assert code_of(changed, team, by=by, chairs=[]) == "no_chair"


def test_a_series_that_has_ended_stays_as_it_was(team):
    team.series.ended_on = days_ago(1)
    team.series.save()
    assert code_of(changed, team, remove=[job(team.housing_officer)]) == "series_ended"


def test_changing_is_logged(team):
    changed(team, remove=[job(team.housing_officer)])
    assert Entry.objects.get(verb="change_series_members").detail["removed"] == [job(team.housing_officer).pk]


@committing
def test_two_people_added_at_once_by_two_people_are_both_in_it():
    team = meetings.team()
    administrator = centres.administrator(team.centre)
    one, other = job(centres.health_visitor(team.centre)), job(centres.support_worker(team.centre))
    at_once(lambda: changed(team, add=[one]), lambda: changed(team, by=administrator, add=[other]))
    assert team.series.members.filter(membership__in=[one, other]).count() == 2


@committing
def test_the_same_person_added_twice_at_once_is_in_it_once():
    team = meetings.team()
    visitor = job(centres.health_visitor(team.centre))
    at_once(*[lambda: changed(team, add=[visitor]).pk] * 2)
    assert team.series.members.filter(membership=visitor).count() == 1
