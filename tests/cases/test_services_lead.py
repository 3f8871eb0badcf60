"""Asking somebody to lead, and what they answer; two people at once."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from cases.models import Case, Lead
from cases.rosters import Load, eligible_leads
from cases.services import accept_lead, close_case, decline_lead, end_lead, offer_lead, take_back_offer
from cases.status import LeadStatus
from centres.models import Membership
from centres.status import Role
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db


def asked():
    """A case without lead, its manager, and a worker of an agency the family wants to know."""
    case = cases.case_without_lead()
    worker = centres.support_worker(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(worker, case.centre), by=worker)
    return case, centres.manager(case.centre), worker


def broken(code, verb, **facts):
    """The verb is refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        verb(**{"on": today(), **facts})
    assert error.value.code == code, error.value.sentence


def test_the_manager_asks_somebody_to_lead():
    case, manager, worker = asked()
    assert offer_lead(case=case, user=worker, by=manager, on=today()).status == LeadStatus.OFFERED


def test_between_meetings_nobody_else_asks():
    case, _, worker = asked()
    with pytest.raises(NotAllowed):
        offer_lead(case=case, user=worker, by=worker, on=today())


def test_in_the_meeting_whoever_holds_the_pen_asks():
    case, _, worker = asked()
    chair = centres.health_visitor(case.centre)
    assert offer_lead(case=case, user=worker, by=chair, on=today(), in_meeting=True).offered_by == chair


def test_in_the_meeting_an_administrator_still_does_not_ask():
    case, _, worker = asked()
    with pytest.raises(NotAllowed):
        offer_lead(case=case, user=worker, by=centres.administrator(case.centre), on=today(), in_meeting=True)


def test_nobody_is_asked_whose_agency_the_family_does_not_want_to_know():
    case, manager, _ = asked()
    broken("may_not_lead", offer_lead, case=case, user=centres.support_worker(case.centre), by=manager)


def test_nobody_is_asked_who_has_left():
    case, manager, worker = asked()
    Membership.objects.filter(user=worker).update(ends_on=days_ago(1))
    broken("may_not_lead", offer_lead, case=case, user=worker, by=manager)


def test_an_administrator_is_not_asked():
    case, manager, worker = asked()
    Membership.objects.filter(user=worker).update(role=Role.ADMINISTRATOR)
    broken("may_not_lead", offer_lead, case=case, user=worker, by=manager)


def test_one_person_at_a_time_is_asked():
    case, manager, worker = asked()
    cases.lead_offer(case, centres.support_worker(case.centre))
    broken("already_offered", offer_lead, case=case, user=worker, by=manager)


def test_nobody_is_asked_without_an_agreement():
    case, manager, worker = asked()
    broken("no_agreement", offer_lead, case=cases.without_agreement(case), user=worker, by=manager)


def test_nobody_is_asked_to_lead_a_closed_case():
    case = cases.closed_case()
    broken(
        "already_closed",
        offer_lead,
        case=case,
        user=centres.support_worker(case.centre),
        by=centres.manager(case.centre),
    )


def test_the_current_lead_is_not_asked_again():
    case = cases.led_case()
    broken("already_lead", offer_lead, case=case, user=cases.lead_of(case), by=centres.manager(case.centre))


def offered():
    """An offer that waits."""
    case, _, worker = asked()
    return cases.lead_offer(case, worker)


def test_accepting_makes_the_lead_professional():
    lead = offered()
    accept_lead(lead=lead, by=lead.user, on=today())
    assert Case.objects.led_by(lead.user).get() == lead.case


def test_nobody_accepts_for_somebody_else():
    lead = offered()
    with pytest.raises(NotAllowed):
        accept_lead(lead=lead, by=centres.manager(lead.case.centre), on=today())


def test_accepting_twice_says_so():
    lead = offered()
    accept_lead(lead=lead, by=lead.user, on=today())
    broken("already_accepted", accept_lead, lead=lead, by=lead.user)


def test_an_offer_taken_back_cannot_be_accepted():
    lead = offered()
    take_back_offer(lead=lead, by=centres.manager(lead.case.centre), on=today())
    broken("already_taken_back", accept_lead, lead=lead, by=lead.user)


def test_nothing_is_accepted_after_the_agreement_was_withdrawn():
    lead = offered()
    cases.without_agreement(lead.case)
    broken("no_agreement", accept_lead, lead=lead, by=lead.user)


def test_who_takes_over_ends_the_former_lead():
    case = cases.led_case()
    former = case.leads.get()
    new = cases.lead_offer(case, centres.health_visitor(case.centre))
    accept_lead(lead=new, by=new.user, on=today())
    former.refresh_from_db()
    assert (former.status, former.reason) == (LeadStatus.ENDED, f"Handed over to {new.user.name}.")


def test_declining_keeps_the_reason():
    lead = offered()
    decline_lead(lead=lead, reason="Too many families", by=lead.user, on=today())
    assert Lead.objects.get(pk=lead.pk).reason == "Too many families"


def test_declining_needs_a_reason():
    lead = offered()
    broken("no_reason", decline_lead, lead=lead, reason="  ", by=lead.user)


def test_nobody_declines_for_somebody_else():
    lead = offered()
    with pytest.raises(NotAllowed):
        decline_lead(lead=lead, reason="x", by=centres.manager(lead.case.centre), on=today())


def test_somebody_else_cannot_take_an_offer_back():
    lead = offered()
    with pytest.raises(NotAllowed):
        take_back_offer(lead=lead, by=centres.health_visitor(lead.case.centre), on=today())


def test_an_answered_offer_is_not_taken_back():
    case = cases.led_case()
    broken("already_accepted", take_back_offer, lead=case.leads.get(), by=centres.manager(case.centre))


def test_the_lead_can_stop_with_a_reason():
    case = cases.led_case()
    end_lead(lead=case.leads.get(), reason="New post", by=cases.lead_of(case), on=today())
    assert case in Case.objects.without_lead()


def test_stopping_needs_a_reason():
    case = cases.led_case()
    broken("no_reason", end_lead, lead=case.leads.get(), reason="", by=cases.lead_of(case))


def test_a_colleague_cannot_end_somebodys_lead():
    case = cases.led_case()
    with pytest.raises(NotAllowed):
        end_lead(lead=case.leads.get(), reason="x", by=centres.support_worker(case.centre), on=today())


def test_an_offer_is_not_ended_but_taken_back():
    lead = offered()
    broken("already_offered", end_lead, lead=lead, reason="x", by=centres.manager(lead.case.centre))


def test_the_database_refuses_two_current_leads():
    case = cases.led_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.lead(case, centres.health_visitor(case.centre))


def test_the_roster_puts_the_smallest_caseload_first():
    at = centres.centre()
    busy, free = centres.support_worker(at, name="Ann Busy"), centres.support_worker(at, name="Zoe Free")
    cases.case_led_by(busy, at)
    found = [
        (membership.user, load) for membership, load in eligible_leads(at, today()) if membership.user in (busy, free)
    ]
    assert found == [(free, Load()), (busy, Load(1, 1))]


def test_a_family_at_tier_three_weighs_as_much_as_two():
    at = centres.centre()
    many, few = centres.support_worker(at, name="Ann Many"), centres.support_worker(at, name="Zoe Few")
    for tier in (2, 2, 2):
        cases.case_led_by(many, at, tier=tier)
    for tier in (3, 3):
        cases.case_led_by(few, at, tier=tier)
    found = {one.user: str(load) for one, load in eligible_leads(at, today())}
    assert (found[many], found[few]) == ("Leads 3 families, weight 3", "Leads 2 families, weight 4")


def test_the_roster_puts_the_least_weight_first_not_the_fewest_families():
    at = centres.centre()
    many, few = centres.support_worker(at, name="Ann Many"), centres.support_worker(at, name="Zoe Few")
    for tier in (2, 2, 2):
        cases.case_led_by(many, at, tier=tier)
    for tier in (3, 3):
        cases.case_led_by(few, at, tier=tier)
    assert [one.user for one, _ in eligible_leads(at, today()) if one.user in (many, few)] == [many, few]


def test_the_roster_names_only_agencies_the_family_wants_to_know():
    case, _, worker = asked()
    centres.support_worker(case.centre)
    assert [membership.user for membership, _ in eligible_leads(case.centre, today(), case.family)] == [worker]


def test_the_roster_takes_the_same_number_of_queries_for_many(django_assert_num_queries):
    at = centres.centre()
    of = families.family(at)
    for _ in range(30):
        families.wish(of, cases.agency_of(centres.support_worker(at), at), by=centres.user())
    with django_assert_num_queries(3):
        assert len(eligible_leads(at, today(), of)) == 30


def together(*calls):
    """Run the calls at the same moment in threads of their own; what each raised, or None."""
    gate = threading.Barrier(len(calls))
    outcomes = [None] * len(calls)

    def run(place, call):
        try:
            gate.wait(timeout=10)
            call()
        except RuleBroken as error:
            outcomes[place] = error.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_of_two_offers_at_once_one_wins_and_the_other_is_told():
    case, manager, worker = asked()
    second = centres.support_worker(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(second, case.centre), by=second)
    outcomes = together(
        lambda: offer_lead(case=case, user=worker, by=manager, on=today()),
        lambda: offer_lead(case=case, user=second, by=manager, on=today()),
    )
    assert sorted(outcomes, key=str) == [None, "already_offered"]


@pytest.mark.django_db(transaction=True)
def test_accepting_twice_at_once_happens_once():
    lead = offered()
    accept = lambda: accept_lead(lead=Lead.objects.get(pk=lead.pk), by=lead.user, on=today())  # noqa: E731
    assert sorted(together(accept, accept), key=str) == [None, "already_accepted"]


@pytest.mark.django_db(transaction=True)
def test_accepting_and_taking_back_at_once_leaves_one_answer():
    lead = offered()
    manager = centres.manager(lead.case.centre)
    outcomes = together(
        lambda: accept_lead(lead=Lead.objects.get(pk=lead.pk), by=lead.user, on=today()),
        lambda: take_back_offer(lead=Lead.objects.get(pk=lead.pk), by=manager, on=today()),
    )
    assert outcomes.count(None) == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_while_the_case_is_closed_leaves_no_lead_on_a_closed_case():
    lead = offered()
    manager = centres.manager(lead.case.centre)
    facts = {"closing": "moved", "words": "They moved.", "afterwards": cases.AFTERWARDS, "by": manager, "on": today()}
    together(
        lambda: accept_lead(lead=Lead.objects.get(pk=lead.pk), by=lead.user, on=today()),
        lambda: close_case(case=Case.objects.get(pk=lead.case_id), **facts),
    )
    assert not Lead.objects.current().filter(case=lead.case_id).exists()
