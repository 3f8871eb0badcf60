"""Holding the six-weekly review."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from cases.models import Case, Review
from cases.services import hold_review
from cases.status import CaseStatus, Closing
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Feedback
from tests.factories import cases, centres
from tests.factories.centres import days_ago, today

pytestmark = pytest.mark.django_db


def held(case, **facts):
    """The pending review, held by the lead."""
    given = {
        "review": cases.pending_review(case),
        "worker_rating": 6,
        "family_rating": 5,
        "decision": "go_on",
        "reason": "It helps.",
        "by": cases.lead_of(case),
        "on": today(),
    }
    return hold_review(**{**given, **facts})


def broken(code, case, **facts):
    """Holding is refused by the rule with this code, and nothing is left behind."""
    with pytest.raises(RuleBroken) as error:
        held(case, **facts)
    assert error.value.code == code, error.value.sentence
    assert cases.pending_review(case).worker_rating is None


def test_a_held_review_has_the_familys_own_rating():
    assert held(cases.led_case()).family_rating == 5


def test_the_next_review_is_proposed_in_six_weeks():
    case = cases.led_case()
    held(case)
    assert cases.pending_review(case).due_on == today() + timedelta(days=42)


def test_a_centre_that_reviews_every_four_weeks_gets_its_next_in_four():
    case = cases.led_case(at=centres.centre(review_weeks=4))
    held(case)
    assert cases.pending_review(case).due_on == today() + timedelta(days=28)


def test_the_next_review_is_at_most_six_weeks_away():
    broken("review_too_far", cases.led_case(), next_due_on=today() + timedelta(days=43))


def test_the_next_review_is_not_in_the_past():
    broken("date_too_early", cases.led_case(), next_due_on=days_ago(1))


def test_the_referrer_is_told_of_the_review():
    case = cases.led_case()
    held(case)
    assert "It helps." in Feedback.objects.get(referral=case.referral, kind="review").words


def test_a_review_without_a_family_rating_says_why():
    review = held(cases.led_case(), family_rating=None, no_rating_because="Interpreter did not come")
    assert review.no_rating_because == "Interpreter did not come"


def test_a_review_needs_the_familys_rating_or_a_reason():
    broken("no_family_rating", cases.led_case(), family_rating=None)


def test_a_review_needs_the_workers_rating():
    broken("no_worker_rating", cases.led_case(), worker_rating=None)


def test_a_rating_is_at_most_ten():
    broken("rating_range", cases.led_case(), family_rating=11)


def test_a_review_needs_a_decision():
    broken("no_decision", cases.led_case(), decision="")


def test_a_review_needs_a_reason():
    broken("no_reason", cases.led_case(), reason=" ")


def test_stepping_up_raises_the_tier():
    case = cases.led_case(tier=2)
    held(case, decision="step_up")
    assert Case.objects.get(pk=case.pk).tier == 3


def test_stepping_down_lowers_the_tier():
    case = cases.led_case(tier=3)
    held(case, decision="step_down")
    assert Case.objects.get(pk=case.pk).tier == 2


def test_there_is_no_step_up_from_tier_3():
    broken("no_such_step", cases.led_case(tier=3), decision="step_up")


def test_there_is_no_step_down_from_tier_2():
    broken("no_such_step", cases.led_case(tier=2), decision="step_down")


def test_a_review_can_close_the_case_with_an_outcome():
    case = cases.led_case()
    held(case, decision="close", closing=Closing.GOALS_MET)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.CLOSED


def test_closing_at_a_review_needs_the_outcome():
    broken("no_outcome", cases.led_case(), decision="close")


def test_closing_at_a_review_tells_the_referrer_once():
    case = cases.led_case()
    held(case, decision="close", closing=Closing.MOVED)
    assert list(Feedback.objects.filter(referral=case.referral).values_list("kind", flat=True)) == ["outcome"]


def test_without_an_agreement_a_review_cannot_go_on():
    broken("no_agreement", cases.without_agreement(cases.led_case()))


def test_without_an_agreement_a_review_can_close():
    case = cases.without_agreement(cases.led_case())
    held(case, decision="close", closing=Closing.WITHDRAWN)
    assert Case.objects.get(pk=case.pk).closing == Closing.WITHDRAWN


def test_somebody_in_the_team_does_not_hold_the_review():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        held(case, by=member)


def test_in_the_meeting_whoever_holds_the_pen_records_the_review():
    case = cases.led_case()
    chair = centres.health_visitor(case.centre)
    assert held(case, by=chair, in_meeting=True).held_by == chair


def test_in_the_meeting_whoever_holds_the_pen_can_close_at_the_review():
    case = cases.led_case()
    chair = centres.health_visitor(case.centre)
    held(case, by=chair, in_meeting=True, decision="close", closing=Closing.MOVED)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.CLOSED


def test_a_review_is_held_once():
    case = cases.led_case()
    review = held(case)
    with pytest.raises(RuleBroken, match="already held"):
        held(case, review=review)


@pytest.mark.django_db(transaction=True)
def test_a_review_held_twice_at_once_leaves_one_next_review():
    case = cases.led_case()
    review, lead = cases.pending_review(case), cases.lead_of(case)
    gate, codes = threading.Barrier(2), []

    def run():
        try:
            gate.wait(timeout=10)
            held(case, review=Review.objects.get(pk=review.pk), by=lead)
        except RuleBroken as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert (codes, Review.objects.filter(case=case, held_on=None).count()) == (["already_held"], 1)


def test_every_open_case_keeps_a_next_review_after_each_verb_that_could_end_it():
    case = cases.led_case()
    held(case)
    held(case, decision="change", reason="Another group")
    assert Review.objects.pending().filter(case=case).count() == 1
