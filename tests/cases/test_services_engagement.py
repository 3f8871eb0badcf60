"""After a refusal: what comes next is said, and done by somebody; or it is said why nothing is."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from cases.models import Action, Offer, PassOn
from cases.services import (
    answer_offer,
    close_case,
    finish_action,
    record_offer,
    say_what_next,
    take_back_action,
)
from cases.status import ActionSource, ActionStatus, NextStep, OfferStatus
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres
from tests.together import together

pytestmark = pytest.mark.django_db


def refusal(case, **fields):
    """An offer that the family refused yesterday."""
    given = {"status": OfferStatus.REFUSED, "answered_on": days_ago(1), "words": "No, thank you."}
    return cases.offer(case, by=cases.lead_of(case), **{**given, **fields})


def said(offer, step=NextStep.ASK, **facts):
    """The lead professional says what comes next, today."""
    given = {"by": cases.lead_of(offer.case), "on": today(), "due_on": days_ago(-7)}
    return say_what_next(offer=offer, step=step, **{**given, **facts})


def broken(code, verb, **facts):
    """The verb is refused by the rule with this code, and the field that it names."""
    with pytest.raises(RuleBroken) as error:
        verb(**facts)
    assert error.value.code == code, error.value.sentence
    return error.value.field


@pytest.fixture
def no(case):
    return refusal(case)


def waiting(case):
    return list(case.offers.waiting_for_next())


# --- what comes next ------------------------------------------------------------------------------------------------


def test_what_comes_next_is_an_action_of_the_plan_with_an_owner_and_a_day(case, no):
    action = said(no, what="on a Thursday").next_action
    facts = (action.what, action.owner, action.due_on, action.source, action.status)
    assert facts == (
        "Ask the family what would help: on a Thursday", cases.lead_of(case), days_ago(-7), ActionSource.REFUSAL,
        "open",
    )  # fmt: skip


def test_who_said_it_and_when_is_kept(case, no):
    said(no)
    found = Offer.objects.get(pk=no.pk)
    assert (found.next_step, found.next_on, found.next_by) == (NextStep.ASK, today(), cases.lead_of(case))


def test_it_is_logged_without_words(no):
    said(no, what="She cried")
    assert "cried" not in str(Entry.objects.get(verb="say_what_next").detail)


def test_another_service_is_named_in_the_action(case, no):
    service = centres.service(case.centre, name="Music group")
    action = said(no, NextStep.OTHER_SERVICE, service=service).next_action
    assert action.what == "Offer another service to the family: Music group"


def test_another_service_has_to_be_chosen_or_said(no):
    assert broken("no_service", said, offer=no, step=NextStep.OTHER_SERVICE) == "service"


def test_a_service_of_another_centre_is_not_offered(no):
    elsewhere = centres.service(centres.centre())
    assert broken("service_elsewhere", said, offer=no, step=NextStep.OTHER_SERVICE, service=elsewhere) == "service"


def test_whoever_referred_the_family_is_asked_to_go_back_and_has_to_accept(case, no):
    referrer = case.referral.referred_by
    cases.wishes_to_include(case.family, cases.agency_of(referrer, case.centre), by=referrer)
    action = said(no, NextStep.REFERRER).next_action
    asked = PassOn.objects.get(action=action)
    assert (asked.to, asked.status, action.owner) == (referrer, "asked", cases.lead_of(case))


def test_a_referrer_who_has_left_cannot_be_asked(case, no):
    case.referral.referred_by.memberships.update(ends_on=days_ago(1))
    assert broken("not_a_member", said, offer=no, step=NextStep.REFERRER) == "to"


def test_a_referrer_who_works_with_the_family_goes_back_without_being_asked(case, no):
    referrer = case.referral.referred_by
    cases.team_member(case, referrer)
    assert said(no, NextStep.REFERRER, by=referrer).next_action.pass_ons.count() == 0


def test_somebody_else_is_asked_to_do_it(case, no):
    colleague = centres.health_visitor(case.centre)
    action = said(no, NextStep.JOINT_VISIT, to=colleague).next_action
    assert action.pass_ons.get().to == colleague


def test_the_manager_is_told_that_another_worker_is_looked_for(case, no):
    manager = centres.manager(case.centre)
    said(no, NextStep.OTHER_WORKER)
    assert [(one.to, case.reference in one.sentence) for one in Reminder.objects.filter(kind="refusal")] == [
        (manager, True)
    ]


def test_a_manager_who_says_it_is_not_told(case, no):
    said(no, NextStep.OTHER_WORKER, by=centres.manager(case.centre))
    assert not Reminder.objects.filter(kind="refusal").exists()


def test_nothing_more_now_needs_the_reason_and_begins_nothing(no):
    assert broken("no_reason", said, offer=no, step=NextStep.NOTHING_NOW) == "because"
    found = said(no, NextStep.NOTHING_NOW, because="Her mother is staying.")
    assert (found.next_because, found.next_action, Action.objects.count()) == ("Her mother is staying.", None, 0)


def test_a_reason_is_kept_only_where_nothing_comes_next(no):
    assert said(no, because="Why not").next_because == ""


def test_by_when_has_to_be_said(no):
    assert broken("no_day", said, offer=no, due_on=None) == "due_on"


def test_a_step_that_does_not_exist_is_refused(no):
    assert broken("no_next_step", said, offer=no, step="later") == "step"


@pytest.mark.parametrize("status", [OfferStatus.WAITING, OfferStatus.LATER, OfferStatus.ACCEPTED])
def test_only_a_refusal_has_a_next_step(case, status):
    answered = None if status == OfferStatus.WAITING else today()
    broken("not_refused", said, offer=refusal(case, status=status, answered_on=answered))


def test_one_thing_at_a_time_comes_next(no):
    said(no)
    broken("next_to_do", said, offer=no, step=NextStep.JOINT_VISIT)


def test_after_it_was_done_something_else_can_come_next(case, no):
    first = said(no).next_action
    finish_action(action=first, status=ActionStatus.DONE, by=cases.lead_of(case), on=today())
    assert said(no, NextStep.JOINT_VISIT).next_action != first


def test_without_an_agreement_only_the_reason_can_be_given(case, no):
    cases.without_agreement(case)
    broken("no_agreement", said, offer=no)
    assert said(no, NextStep.NOTHING_NOW, because="They withdrew.").next_step == NextStep.NOTHING_NOW


def test_a_closed_case_has_no_next_step(case, no):
    manager = centres.manager(case.centre)
    close_case(case=case, closing="moved", words="They moved.", afterwards=cases.AFTERWARDS, by=manager, on=today())
    broken("already_closed", say_what_next, offer=no, step=NextStep.ASK, by=manager, on=today())


def test_a_colleague_says_nothing(case, no):
    with pytest.raises(NotAllowed):
        said(no, by=centres.support_worker(case.centre))


def test_another_answer_ends_what_was_to_come_next_and_leaves_the_action(no):
    action = said(no).next_action
    answer_offer(offer=no, status=OfferStatus.ACCEPTED, by=cases.lead_of(no.case), on=today())
    found = Offer.objects.get(pk=no.pk)
    assert (found.next_step, found.next_action, found.next_by) == ("", None, None)
    assert Action.objects.get(pk=action.pk).status == ActionStatus.OPEN


# --- which refusals wait --------------------------------------------------------------------------------------------


def test_a_refusal_waits_until_it_is_said_what_comes_next(case, no):
    assert waiting(case) == [no]
    said(no)
    assert waiting(case) == []


def test_a_refusal_after_which_something_else_was_offered_does_not_wait(case, no):
    record_offer(case=case, what="Walks", offered_on=today(), by=cases.lead_of(case), on=today())
    assert waiting(case) == []


def test_what_was_offered_before_the_refusal_is_no_answer_to_it(case):
    first = refusal(case, answered_on=today())
    cases.offer(case, by=cases.lead_of(case), on=days_ago(2))
    assert waiting(case) == [first]


def test_a_step_that_was_not_done_lets_it_wait_again(case, no):
    action, lead = said(no).next_action, cases.lead_of(case)
    finish_action(action=action, status=ActionStatus.NOT_DONE, result="Nobody in.", by=lead, on=today())
    assert waiting(case) == [no]


def test_a_step_that_was_taken_back_lets_it_wait_again(case, no):
    take_back_action(action=said(no).next_action, by=cases.lead_of(case), on=today())
    assert waiting(case) == [no]


def test_nothing_more_now_does_not_wait(case, no):
    said(no, NextStep.NOTHING_NOW, because="Her mother is staying.")
    assert waiting(case) == []


# --- what PostgreSQL holds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"next_step": "ask"}, "offer_next_step_has_day_and_person"),
        ({"next_because": "Why"}, "offer_next_step_is_an_action_or_says_why"),
    ],
)
def test_half_a_next_step_is_refused_by_postgresql(no, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Offer.objects.filter(pk=no.pk).update(**fields)


def test_a_step_without_an_action_or_a_reason_is_refused_by_postgresql(no):
    half = {"next_step": "ask", "next_on": today(), "next_by": no.by}
    with pytest.raises(IntegrityError, match="offer_next_step_is_an_action_or_says_why"), transaction.atomic():
        Offer.objects.filter(pk=no.pk).update(**half)


def test_a_next_step_after_another_answer_is_refused_by_postgresql(no):
    said(no)
    with pytest.raises(IntegrityError, match="offer_next_step_after_a_refusal"), transaction.atomic():
        Offer.objects.filter(pk=no.pk).update(status=OfferStatus.LATER)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_it_at_once_one_is_told_that_it_is_said():
    case = cases.led_case()
    offer, lead = refusal(case), cases.lead_of(case)
    given = {"offer": offer, "due_on": days_ago(-7), "by": lead, "on": today()}
    outcomes = together(
        lambda: say_what_next(step=NextStep.ASK, **given), lambda: say_what_next(step=NextStep.JOINT_VISIT, **given)
    )
    assert (sorted(map(str, outcomes)), Action.objects.count()) == (["None", "next_to_do"], 1)
