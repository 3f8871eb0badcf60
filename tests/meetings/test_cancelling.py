"""Cancelling one date of a series, and where its agenda goes."""

from datetime import timedelta

import pytest

from audit.models import Entry
from meetings.models import AgencyView, AgendaItem, Meeting
from meetings.services import add_item, plan_meetings, record_view
from meetings.status import ItemStatus, MeetingStatus
from reminders.models import Reminder
from tests.at_once import at_once
from tests.days import today
from tests.factories import centres, meetings
from tests.meetings.asking import code_of
from tests.meetings.dated import cancelled, filled
from tests.meetings.planned import coming, planned_team

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
DAY, WEEKS = timedelta(days=1), timedelta(weeks=8)


@pytest.fixture
def team():
    return planned_team(first_on=today() + 7 * DAY)


def test_a_cancelled_meeting_says_why_and_counts_up(team):
    made = cancelled(team)
    assert (made.status, made.changed_because, made.sequence) == (MeetingStatus.CANCELLED, "Training day", 1)


def test_a_cancelled_turn_is_not_made_again(team):
    cancelled(team)
    assert plan_meetings(series=team.series, until=today() + WEEKS, by=None) == []


def test_nor_is_that_of_a_meeting_that_was_put_in_by_hand(team):
    first = coming(team)[0]
    Meeting.objects.filter(pk=first.pk).update(rhythm_on=None)
    cancelled(team, first)
    assert plan_meetings(series=team.series, until=today() + WEEKS, by=None) == []


def test_a_meeting_is_not_cancelled_without_a_reason(team):
    assert code_of(cancelled, team, reason=" ") == "no_reason"


def test_whoever_cancels_second_is_told(team):
    assert code_of(cancelled, team, cancelled(team)) == "already_cancelled"


def test_what_was_on_its_agenda_is_on_the_next_one_with_the_views_that_were_written(team):
    first, second = coming(team)[:2]
    meetings.waiting_referral(team)
    item = filled(first)[0]
    record_view(item=item, agency=team.trust, words="We know them.", by=team.health_visitor)
    cancelled(team, first)
    item.refresh_from_db()
    assert (item.meeting, item.status) == (second, ItemStatus.WAITING)
    assert AgencyView.objects.get(item__meeting=second, agency=team.trust).words == "We know them."
    assert second.items.filter(referral=item.referral).count() == 1


def test_a_matter_of_the_team_goes_along(team):
    first, second = coming(team)[:2]
    add_item(meeting=first, title="Play scheme", by=team.manager)
    cancelled(team, first)
    assert [one.title for one in second.items.all()] == ["Play scheme"]


def test_what_was_put_off_before_and_carried_into_it_is_carried_once_more(team):
    held = meetings.closed_meeting(team)
    put_off = meetings.other_item(held, status=ItemStatus.DEFERRED, put_off_because="No time")
    first, second, third = coming(team)[:3]
    filled(first)
    cancelled(team, first)
    cancelled(team, second)
    assert [one.carried_from for one in third.items.all()] == [put_off]


def test_what_no_longer_belongs_there_does_not_go_along(team):
    first, second = coming(team)[:2]
    referral = meetings.waiting_referral(team)
    filled(first)
    type(referral).objects.filter(pk=referral.pk).update(status="withdrawn")
    cancelled(team, first)
    assert not second.items.exists()


def test_where_no_later_meeting_is_planned_it_waits_for_the_one_that_will_be(team):
    team.series.meetings.exclude(pk=coming(team)[0].pk).delete()
    first = coming(team)[0]
    add_item(meeting=first, title="Play scheme", by=team.manager)
    cancelled(team, first)
    assert first.items.count() == 1
    later = plan_meetings(series=team.series, until=today() + WEEKS, by=None)[0]
    filled(later)
    assert [one.title for one in later.items.all()] == ["Play scheme"]


def test_a_view_reaches_an_item_that_is_there_already(team):
    first, second = coming(team)[:2]
    referral = meetings.waiting_referral(team)
    old, new = (meetings.referral_item(one, team, referral=referral) for one in (first, second))
    meetings.view(old, team.trust, by=team.health_visitor, words="Old, of the trust")
    meetings.view(old, team.council, by=team.support_worker, words="Old, of the council")
    meetings.view(new, team.trust, by=team.health_visitor, words="New, of the trust")
    cancelled(team, first)
    assert set(new.views.values_list("words", flat=True)) == {"New, of the trust", "Old, of the council"}


def test_cancelling_is_told_and_logged(team):
    first = cancelled(team)
    assert Reminder.objects.filter(kind="meeting", sentence__contains="is cancelled").count() == 4
    assert Entry.objects.get(verb="cancel_meeting").subject_id == first.pk


@committing
def test_cancelled_twice_at_once_it_is_cancelled_once():
    team = planned_team(first_on=today() + 7 * DAY)
    first, other = coming(team)[0], centres.administrator(team.centre)
    answers = at_once(lambda: cancelled(team, first).pk, lambda: cancelled(team, first, by=other).pk)
    assert answers.count("already_cancelled") == 1
    assert Meeting.objects.get(pk=first.pk).sequence == 1


def test_the_item_that_moved_is_one_item(team):
    first = coming(team)[0]
    meetings.waiting_referral(team)
    filled(first)
    cancelled(team, first)
    assert AgendaItem.objects.count() == 1
