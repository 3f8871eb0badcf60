"""What the questions about meetings and absences count, each asked directly."""

from datetime import timedelta

import pytest
from django.utils import timezone

from centres.models import Membership
from centres.status import Role
from meetings.models import Absence, AgendaItem, Leaving, Meeting
from meetings.status import ItemStatus, LeavingStatus, MeetingStatus
from tests.days import days_ago, today
from tests.factories import centres, meetings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("status", "days", "upcoming", "cancelled"), [
    (MeetingStatus.PLANNED, 0, True, True), (MeetingStatus.PLANNED, 1, False, False),
    (MeetingStatus.PLANNED, -9, True, True), (MeetingStatus.CANCELLED, 0, False, True),
    (MeetingStatus.CANCELLED, -9, False, True), (MeetingStatus.CANCELLED, 1, False, False),
    (MeetingStatus.RUNNING, 1, True, True), (MeetingStatus.CLOSED, 0, False, False),
])  # fmt: skip
def test_what_is_still_to_come(status, days, upcoming, cancelled):
    made = meetings.meeting(meetings.team(), on=days_ago(days))
    moments = {"opened_at": timezone.now() - timedelta(hours=2), "closed_at": timezone.now() - timedelta(hours=1)}
    given = {MeetingStatus.RUNNING: {"opened_at": moments["opened_at"]}, MeetingStatus.CLOSED: moments,
             MeetingStatus.CANCELLED: {"changed_because": "Snow"}}  # fmt: skip
    Meeting.objects.filter(pk=made.pk).update(status=status, **given.get(status, {}))
    assert Meeting.objects.upcoming(today()).exists() is upcoming
    assert Meeting.objects.upcoming_or_cancelled(today()).exists() is cancelled


@pytest.mark.parametrize("role", Role)
def test_who_is_away_is_seen_by_themselves_and_by_whoever_keeps_the_series(role):
    at, elsewhere = centres.centre(), centres.centre()
    away = {"centre": at, "starts_on": today(), "ends_on": today()}
    mine = Absence.objects.create(who=centres.health_visitor(at), **away)
    keeps = role in {Role.CENTRE_MANAGER, Role.ADMINISTRATOR}
    assert list(Absence.objects.visible_to(mine.who)) == [mine]
    assert Absence.objects.visible_to(centres.member(at, role)).exists() is keeps
    assert not Absence.objects.visible_to(centres.member(elsewhere, role)).exists()


@pytest.mark.parametrize(("days", "lasts"), [(1, False), (0, True), (-1, True)])
def test_an_absence_lasts_until_its_last_day(days, lasts):
    at = centres.centre()
    who = centres.health_visitor(at)
    Absence.objects.create(who=who, centre=at, starts_on=days_ago(5), ends_on=days_ago(days))
    assert Absence.objects.not_over(today()).exists() is lasts


def test_items_that_wait_and_those_on_which_nobody_has_written():
    team = meetings.team()
    at = meetings.running_meeting(team)
    untouched, typed, viewed, decided = (meetings.other_item(at, position=place) for place in (4, 5, 6, 7))
    AgendaItem.objects.filter(pk=typed.pk).update(typed={"reason": "It h"})
    meetings.view(viewed, team.trust, by=team.health_visitor)
    meetings.decision(decided, by=team.manager)
    assert decided.status == ItemStatus.DECIDED
    assert set(AgendaItem.objects.waiting()) == {untouched, typed, viewed}
    assert list(AgendaItem.objects.untouched()) == [untouched]


def test_whose_last_day_is_not_accepted_waits():
    at = centres.centre()
    made = [meetings.leaving(Membership.objects.get(user=centres.health_visitor(at))) for _ in range(2)]
    settled = {"status": LeavingStatus.TAKEN_BACK, "settled_on": today(), "settled_by": centres.manager(at)}
    Leaving.objects.filter(pk=made[1].pk).update(**settled)
    assert list(Leaving.objects.waiting()) == [made[0]]


def test_the_item_that_was_taken_up_last_in_this_meeting_is_discussed():
    one, another = (meetings.running_meeting(meetings.team()) for _ in range(2))
    first, second, third = (meetings.other_item(one, position=place) for place in (1, 2, 3))
    elsewhere = meetings.other_item(another)
    assert AgendaItem.objects.being_discussed(one) is None
    now = timezone.now()
    for item, minutes in ((first, 5), (second, 9), (elsewhere, 1)):
        AgendaItem.objects.filter(pk=item.pk).update(taken_up_at=now - timedelta(minutes=minutes))
    assert AgendaItem.objects.being_discussed(one) == first
    assert third.taken_up_at is None
