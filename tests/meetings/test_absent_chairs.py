"""Who is away and has a turn in the chair."""

from datetime import timedelta

import pytest

from audit.models import Entry
from meetings.models import Meeting
from meetings.services import (
    move_meeting,
    plan_meetings,
)
from reminders.models import Reminder
from tests.at_once import at_once
from tests.days import today
from tests.factories import centres
from tests.meetings.absent import away
from tests.meetings.planned import coming, planned_team

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
DAY, WEEKS = timedelta(days=1), timedelta(weeks=8)


@pytest.fixture
def team():
    return planned_team()


def test_whoever_has_the_chair_and_is_away_hands_it_over(team):
    meeting = coming(team)[2]
    assert meeting.chair == team.manager
    away(team, team.manager, meeting.on)
    meeting.refresh_from_db()
    assert meeting.chair == team.health_visitor
    assert Reminder.objects.filter(kind="chair", to=team.health_visitor).count() == 1
    assert Entry.objects.get(verb="deal_chair").subject_id == meeting.pk


def test_meetings_outside_the_absence_keep_their_chairs(team):
    before = [one.chair for one in coming(team)]
    away(team, team.manager, coming(team)[2].on)
    after = [one.chair for one in coming(team)]
    assert [one for number, one in enumerate(before) if number != 2] == [
        one for number, one in enumerate(after) if number != 2
    ]


def test_who_is_away_is_passed_over_when_meetings_are_planned(team):
    until = today() + 2 * WEEKS
    away(team, team.manager, today() + WEEKS + DAY, until)
    made = plan_meetings(series=team.series, until=until, by=None)
    assert {one.chair for one in made} == {team.health_visitor}


def test_if_everybody_who_takes_turns_is_away_a_manager_who_is_there_has_it(team):
    deputy = centres.manager(team.centre)
    meeting = coming(team)[2]
    for who in (team.manager, team.health_visitor):
        away(team, who, meeting.on)
    meeting.refresh_from_db()
    assert meeting.chair == deputy


def test_if_nobody_could_take_it_the_chair_stays_and_who_keeps_the_series_is_told(team):
    meeting = coming(team)[2]
    for who in (team.health_visitor, team.manager):
        away(team, who, meeting.on)
    meeting.refresh_from_db()
    assert meeting.chair in (team.manager, team.health_visitor)
    assert Reminder.objects.filter(kind="chair", key=f"chair:{meeting.pk}:nobody", to=team.manager).exists()


def test_meetings_go_on_being_planned_while_everybody_is_away(team):
    until = today() + 2 * WEEKS
    for who in (team.manager, team.health_visitor):
        away(team, who, today(), until)
    assert plan_meetings(series=team.series, until=until, by=None)


def test_a_meeting_moved_into_the_chairs_absence_gets_another_chair(team):
    meeting = coming(team)[2]
    away(team, team.manager, meeting.on + DAY)
    facts = {"at": meeting.at, "place": meeting.place, "reason": "The room is taken"}
    moved = move_meeting(meeting=meeting, to=meeting.on + DAY, by=team.manager,
                         on=today(), **facts)  # fmt: skip
    assert moved.chair == team.health_visitor


@committing
def test_two_who_take_turns_away_at_once_leave_the_chair_with_somebody():
    team = planned_team()
    day = coming(team)[2].on
    centres.manager(team.centre, name="Deputy")
    at_once(lambda: away(team, team.manager, day).pk, lambda: away(team, team.health_visitor, day).pk)
    assert Meeting.objects.get(on=day).chair.name == "Deputy"
