"""A family is not closed as one that declined, or could not be reached, with nothing tried; unless it is said why."""

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case
from cases.services import HelpSaid, close_case, hold_review, reopen_case
from cases.status import Closing, NextStep, OfferStatus
from tests.cases.test_services_engagement import broken, refusal, said
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db
DECLINED, NO_CONTACT = Closing.DECLINED, Closing.NO_CONTACT


@pytest.fixture
def no(case):
    return refusal(case)


def close(case, closing=DECLINED, **facts):
    given = {"words": "They would rather manage by themselves.", "by": cases.lead_of(case), "on": today(),
             "afterwards": cases.AFTERWARDS}  # fmt: skip
    return close_case(case=case, closing=closing, **{**given, **facts})


def why_untried(case):
    return case.closures.get().not_tried_because


def test_a_family_is_not_closed_as_declined_while_a_refusal_waits(case, no):
    assert broken("refusal_waits", close, case=case) == "not_tried_because"
    assert Case.objects.get(pk=case.pk).status == "open"


def test_nor_before_what_was_to_come_next_was_done(case, no):
    action = said(no).next_action
    broken("refusal_waits", close, case=case)
    assert close(case, actions={action.pk: "done"}).closing == DECLINED


def test_nor_when_what_was_to_come_next_is_only_taken_back(case, no):
    action = said(no).next_action
    broken("refusal_waits", close, case=case, actions={action.pk: "taken_back"})


def test_it_is_closed_when_it_was_said_why_nothing_more_was_offered(case, no):
    said(no, NextStep.NOTHING_NOW, because="Her mother is staying.")
    assert why_untried(close(case)) == ""


def test_or_when_it_is_said_at_closing_why_nothing_was_tried(case, no):
    assert why_untried(close(case, not_tried_because="They moved.")) == "They moved."


def test_the_referrer_does_not_read_why_nothing_was_tried(case, no):
    close(case, not_tried_because="Her partner listens.")
    assert "partner" not in case.referral.feedback.latest("pk").words


def test_a_family_to_which_nothing_was_offered_has_not_declined(case):
    assert broken("nothing_offered", close, case=case) == "not_tried_because"


def test_a_family_that_took_up_what_was_offered_can_decline_more(case):
    cases.offer(case, by=cases.lead_of(case), status=OfferStatus.ACCEPTED, answered_on=days_ago(1))
    assert close(case).closing == DECLINED


def tried(case, *attempts):
    for kind, days in attempts:
        cases.contact(case, by=cases.lead_of(case), kind=kind, on=days_ago(days), reached=False)


@pytest.mark.parametrize(
    "attempts",
    [
        [],
        [("call", 3), ("visit", 2)],
        [("call", 3), ("call", 2), ("call", 1)],
        [("call", 3), ("visit", 3), ("letter", 3)],
    ],
    ids=["none", "two", "one way", "one day"],
)
def test_a_family_could_not_be_reached_only_after_attempts_on_days_and_in_ways(case, attempts):
    tried(case, *attempts)
    assert broken("too_few_attempts", close, case=case, closing=NO_CONTACT) == "not_tried_because"


def test_three_attempts_on_two_days_in_two_ways_are_enough(case):
    tried(case, ("call", 3), ("call", 2), ("visit", 2))
    assert close(case, NO_CONTACT).closing == NO_CONTACT


def test_or_it_is_said_why_no_more_was_tried(case):
    assert why_untried(close(case, NO_CONTACT, not_tried_because="The house is empty.")) == "The house is empty."


def test_other_outcomes_ask_for_nothing_and_keep_no_reason(case, no):
    assert why_untried(close(case, Closing.MOVED, not_tried_because="Typed before")) == ""


def test_a_review_held_with_the_family_asks_the_same(case, no):
    facts = {
        "review": cases.pending_review(case), "worker_rating": 5, "family_rating": 5, "decision": "close",
        "reason": "They would rather not.", "closing": DECLINED, "held_where": "home", "present": "Mother",
        "by": cases.lead_of(case), "on": today(), "afterwards": cases.AFTERWARDS,
    }  # fmt: skip
    facts["help_said"] = HelpSaid({"staff": 4})
    broken("refusal_waits", hold_review, **facts)
    hold_review(**facts, not_tried_because="Her mother is staying.")
    assert why_untried(case) == "Her mother is staying."


def test_a_meeting_says_why_in_its_decision(case, no):
    chair = centres.support_worker(case.centre)
    assert close(case, by=chair, in_meeting=True).closing == DECLINED


def test_opening_again_keeps_on_record_why_nothing_was_tried(case, no):
    close(case, not_tried_because="They moved in with her mother.")
    reopen_case(case=case, by=centres.manager(case.centre), on=today(), reason="They came back.")
    assert why_untried(case) == "They moved in with her mother."


def test_a_reason_with_another_outcome_is_refused_by_postgresql(case):
    with pytest.raises(IntegrityError, match="closure_not_tried_ends_by_family"), transaction.atomic():
        cases.closure(case, closing=Closing.GOALS_MET, not_tried_because="Why")
