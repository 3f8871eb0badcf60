"""What is counted."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from cases.models import Case, Contact
from cases.status import CaseStatus, Closing
from centres.status import Role
from referrals.status import ReferralStatus
from reports import indicators
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.factories import reports as many

pytestmark = pytest.mark.django_db


def period():
    return (days_ago(100), today())


def sent(at, number=1, **fields):
    return many.sent_referrals(number, at, **{"on": days_ago(40), **fields})


def only(counts):
    return {name: count for name, count in counts.items() if count}


def test_a_review_held_on_its_day_was_on_time():
    at = make.centre()
    many.reviews(many.opened_cases(sent(at)), due_on=days_ago(5), held_on=days_ago(5))
    assert only(indicators.reviews(at, *period(), today())) == {"on_time": 1}


def test_a_review_held_a_day_later_was_late():
    at = make.centre()
    many.reviews(many.opened_cases(sent(at)), due_on=days_ago(5), held_on=days_ago(4))
    assert only(indicators.reviews(at, *period(), today())) == {"late": 1}


def test_a_review_not_held_by_yesterday_is_overdue():
    at = make.centre()
    many.reviews(many.opened_cases(sent(at)), due_on=days_ago(1))
    assert only(indicators.reviews(at, *period(), today())) == {"overdue": 1}


def test_a_review_due_today_is_still_to_come():
    at = make.centre()
    many.reviews(many.opened_cases(sent(at)), due_on=today())
    assert only(indicators.reviews(at, *period(), today())) == {"to_come": 1}


def test_a_review_of_a_case_that_was_closed_first_was_not_needed():
    at = make.centre()
    many.reviews(many.opened_cases(sent(at)), due_on=days_ago(5))
    Case.objects.update(status=CaseStatus.CLOSED, closed_on=days_ago(9), closing=Closing.MOVED)
    assert only(indicators.reviews(at, *period(), today())) == {"closed": 1}


def test_a_review_that_was_missed_when_the_case_was_closed_stays_late_also_after_it_was_opened_again():
    at = make.centre()
    many.reviews(many.opened_cases(sent(at)), due_on=days_ago(5), missed_on=days_ago(2))
    assert only(indicators.reviews(at, *period(), today())) == {"overdue": 1}
    Case.objects.update(status=CaseStatus.CLOSED, closed_on=days_ago(2), closing=Closing.MOVED)
    assert only(indicators.reviews(at, *period(), today())) == {"overdue": 1}


@pytest.mark.parametrize("days", [101, -1])
def test_a_review_due_outside_the_period_is_not_counted(days):
    at = make.centre()
    many.reviews(many.opened_cases(sent(at)), due_on=days_ago(days))
    assert only(indicators.reviews(at, *period(), today())) == {}


def test_reviews_and_referrals_of_another_centre_are_not_counted():
    at = make.centre()
    many.reviews(many.opened_cases(sent(make.centre())), due_on=days_ago(5))
    assert only(indicators.reviews(at, *period(), today())) == {}
    assert only(indicators.by_source(at, *period())) == {}


def test_referrals_are_counted_by_the_referrers_role():
    at = make.centre()
    sent(at, 3)
    sent(at, 2, source=Role.SPECIALIST)
    assert only(indicators.by_source(at, *period())) == {"Health visitor": 3, "Specialist": 2}


def test_referrals_are_counted_by_tier():
    at = make.centre()
    sent(at, 3)
    sent(at, 2, tier=3)
    assert list(indicators.by_tier(at, *period()).values()) == [3, 2]


def test_referrals_are_counted_by_decision():
    at = make.centre()
    sent(at, 3)
    sent(at, 2, status=ReferralStatus.SUBMITTED, decided_on=None)
    assert only(indicators.by_decision(at, *period())) == {"Support agreed": 3, "Waiting for the meeting": 2}


def test_drafts_and_advice_are_not_counted():
    at = make.centre()
    sent(at, status=ReferralStatus.DRAFT)
    sent(at, status=ReferralStatus.ADVICE_GIVEN)
    assert only(indicators.by_source(at, *period())) == {}


@pytest.mark.parametrize(
    ("days", "at_time", "counted"),
    [(100, time(0, 0), 1), (0, time(23, 59), 1), (101, time(23, 59), 0), (-1, time(0, 0), 0)],
)
def test_both_days_of_the_period_count_by_the_clock_on_the_wall(days, at_time, counted):
    at = make.centre()
    sent(at, submitted_at=timezone.make_aware(datetime.combine(days_ago(days), at_time)))
    assert sum(indicators.by_source(at, *period()).values()) == counted


def test_days_to_the_decision_have_a_median_and_a_range():
    at = make.centre()
    for days in (2, 4, 9):
        sent(at, decided_on=days_ago(40 - days))
    found = indicators.days_to_decision(at, *period())
    assert (found.number, found.median, found.shortest, found.longest) == (3, 4, 2, 9)


def test_the_median_of_an_even_number_is_between_the_two_in_the_middle():
    at = make.centre()
    for days in (2, 5):
        sent(at, decided_on=days_ago(40 - days))
    assert indicators.days_to_decision(at, *period()).median == 3.5


def test_a_referral_that_was_withdrawn_was_not_decided():
    at = make.centre()
    sent(at, status=ReferralStatus.WITHDRAWN)
    assert indicators.days_to_decision(at, *period()).number == 0


def test_a_referral_answered_with_advice_does_not_count_as_reached():
    at = make.centre()
    sent(at, status=ReferralStatus.SIGNPOSTED)
    assert indicators.days_to_first_contact(at, *period()).number == 0


def test_days_to_first_contact_are_to_the_first_time_the_family_was_reached():
    at = make.centre()
    (case,) = many.opened_cases(sent(at), reached_after=6)
    Contact.objects.create(
        case=case, by=case.referral.referred_by, kind="call", reached=True, on=case.opened_on + timedelta(9)
    )
    assert indicators.days_to_first_contact(at, *period()).longest == 6


def test_an_attempt_that_did_not_reach_the_family_is_no_contact():
    at = make.centre()
    (case,) = many.opened_cases(sent(at))
    Contact.objects.create(case=case, by=case.referral.referred_by, kind="call", reached=False, on=case.opened_on)
    assert indicators.days_to_first_contact(at, *period()).number == 0


def test_a_contact_before_the_decision_does_not_count():
    at = make.centre()
    many.opened_cases(sent(at), reached_after=-3)
    assert indicators.days_to_first_contact(at, *period()).number == 0


def test_nothing_at_all_gives_no_median():
    found = indicators.days_to_decision(make.centre(), *period())
    assert (found.number, found.median) == (0, None)
