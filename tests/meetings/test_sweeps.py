"""What the clock does for meetings."""

import pytest

from meetings.models import Meeting
from meetings.tasks import fill_agendas, plan_ahead, remind_papers
from reminders.models import Reminder
from tests.factories import centres, meetings, referrals
from tests.factories.centres import days_ago, today

pytestmark = pytest.mark.django_db


def test_meetings_are_planned_three_months_ahead():
    meetings.team()
    plan_ahead()
    assert Meeting.objects.last().on >= today()
    assert (Meeting.objects.first().on - today()).days > 70


def test_nothing_is_planned_in_the_past():
    meetings.team()
    plan_ahead()
    assert not Meeting.objects.filter(on__lt=today()).exists()


def test_planning_every_day_makes_each_meeting_once():
    meetings.team()
    made = plan_ahead(str(days_ago(0)))
    assert (made, plan_ahead(str(days_ago(-1)))) == (Meeting.objects.count(), 0)


def test_a_series_nobody_can_chair_holds_up_no_other():
    meetings.series(centres.centre())
    meetings.team()
    assert plan_ahead() > 0


def test_the_next_agenda_of_each_series_fills_itself():
    team = meetings.team()
    meetings.waiting_referral(team)
    following, later = meetings.meeting(team, on=days_ago(-3)), meetings.meeting(team, on=days_ago(-17))
    fill_agendas()
    assert (following.items.count(), later.items.count()) == (1, 0)


def test_filling_again_adds_nothing():
    team = meetings.team()
    meetings.waiting_referral(team)
    meetings.meeting(team, on=days_ago(-3))
    assert (fill_agendas(), fill_agendas()) == (1, 0)


def test_everybody_expected_is_told_once_that_papers_close():
    team = meetings.team()
    meetings.meeting(team, on=days_ago(-3))  # papers close tomorrow
    remind_papers()
    remind_papers()
    assert {one.to for one in Reminder.objects.filter(kind="papers")} == set(team.everybody)
    assert Reminder.objects.count() == len(team.everybody)


def test_somebody_with_a_draft_is_told_that_papers_close():
    team = meetings.team()
    meetings.meeting(team, on=days_ago(-4))
    writer = centres.health_visitor(team.centre)
    referrals.draft(by=writer)
    remind_papers()
    assert Reminder.objects.filter(to=writer).exists()


@pytest.mark.parametrize("away", [-10, -1])
def test_nobody_is_told_too_early_or_after_papers_closed(away):
    team = meetings.team()
    meetings.meeting(team, on=days_ago(away))
    assert remind_papers() == 0


def test_the_reminder_names_no_family():
    team = meetings.team()
    meetings.waiting_referral(team)
    meetings.meeting(team, on=days_ago(-3))
    remind_papers()
    assert "Okafor" not in Reminder.objects.first().sentence
