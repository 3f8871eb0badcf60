"""What the clock does for meetings."""

import pytest
from django.urls import reverse

from centres.models import Membership
from meetings.models import Meeting
from meetings.tasks import fill_agendas, plan_ahead, remind_papers, remind_withdrawals
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import centres, families, meetings, referrals

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


def test_papers_that_close_on_the_day_of_a_meeting_moved_by_a_bank_holiday_are_told():
    team = meetings.team()
    team.series.every_weeks, team.series.papers_close_days = 1, 6
    team.series.save()
    meetings.meeting(team, on=today())  # a day later than usual, so that it stands before the one after it
    following = meetings.meeting(team, on=days_ago(-6))
    remind_papers()
    assert {one.path for one in Reminder.objects.filter(kind="papers")} == {reverse("meeting", args=[following.pk])}


def test_a_chair_is_told_of_a_second_withdrawal_before_the_same_meeting():
    team = meetings.team()
    family = meetings.known_family(team)
    meetings.referral_item(meetings.meeting(team, on=days_ago(-3)), team, family=family)
    for _ in range(2):
        family.agreements.update(status="withdrawn", withdrawn_on=today(), withdrawn_by="Mother")
        assert (remind_withdrawals(), remind_withdrawals()) == (1, 0)
        families.agreement(family, by=team.health_visitor, given_on=today())
        assert remind_withdrawals() == 0


def test_who_no_longer_works_there_is_not_told_that_papers_close():
    team = meetings.team()
    meetings.meeting(team, on=days_ago(-4))
    referrals.draft(by=centres.health_visitor(team.centre, ends_on=days_ago(1)))
    Membership.objects.filter(user=team.housing_officer).update(ends_on=days_ago(-3))
    remind_papers()
    assert {one.to for one in Reminder.objects.all()} == {*team.everybody} - {team.housing_officer}
