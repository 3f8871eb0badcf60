"""A family is handed over in mid-plan: nothing changes until the successor accepts, and then everything at once."""

import pytest
from django.db import DatabaseError, transaction

from cases.models import Action, Briefing, Case, Lead, PassOn
from cases.services import (
    accept_lead,
    accept_pass_on,
    close_case,
    decline_lead,
    finish_action,
    hand_over,
    offer_lead,
    take_back_offer,
    take_back_pass_on,
)
from cases.status import LeadStatus, PassOnStatus
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.days import today
from tests.factories import cases, centres
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case in mid-plan."""
    made = cases.led_case()
    lead = cases.lead_of(made)
    cases.goal(made, by=lead, words="Talk to nan")
    cases.held_review(made, by=lead)
    cases.offer(made, by=lead, what="Play group")
    return made


@pytest.fixture
def next_lead(case):
    """Somebody of an agency that the family wants to know."""
    who = centres.support_worker(case.centre, name="Ivy Marsh")
    cases.wishes_to_include(case.family, cases.agency_of(who, case.centre), by=who)
    return who


def handed(case, to, *actions, **facts):
    given = {"matters": "Ring before nine.", "family_view": "Fine by us.", "by": cases.lead_of(case), "on": today()}
    return hand_over(case=case, user=to, actions=[one.pk for one in actions], **{**given, **facts})


def broken(code, verb, *args, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    assert error.value.code == code, error.value.sentence


def in_mid_plan(case):
    """Five actions: four of the lead, one of a colleague."""
    lead = cases.lead_of(case)
    mine = [cases.action(lead, case.centre, case=case, what=f"Action {number}") for number in range(4)]
    return mine, cases.action(centres.health_visitor(case.centre), case.centre, case=case, what="A colleague's")


def test_a_handover_in_mid_plan_loses_no_action(case, next_lead):
    (*ticked, stays), colleagues = in_mid_plan(case)
    former, before = cases.lead_of(case), list(Action.objects.open().order_by("pk").values_list("what", "due_on"))
    lead = handed(case, next_lead, *ticked)
    accept_lead(lead=lead, by=next_lead, on=today())
    now = Action.objects.open().order_by("pk")
    assert list(now.values_list("what", "due_on")) == before
    owners = {one.pk: one.owner for one in now}
    assert owners == {
        **{one.pk: next_lead for one in ticked}, stays.pk: former, colleagues.pk: colleagues.owner,
    }  # fmt: skip
    assert not Action.objects.without_doer(today()).exists()


def test_with_the_family_the_agency_of_its_actions_changes_too(case, next_lead):
    (one, *_), _ = in_mid_plan(case)
    accept_lead(lead=handed(case, next_lead, one), by=next_lead, on=today())
    assert Action.objects.get(pk=one.pk).agency == cases.agency_of(next_lead, case.centre)


def test_until_they_accept_nothing_has_changed(case, next_lead):
    ticked, _ = in_mid_plan(case)
    former = cases.lead_of(case)
    handed(case, next_lead, *ticked)
    assert cases.lead_of(case) == former
    assert set(Action.objects.filter(pk__in=[one.pk for one in ticked]).values_list("owner", flat=True)) == {former.pk}


@pytest.mark.parametrize("how", ["declined", "taken back"])
def test_a_handover_that_comes_to_nothing_changes_nothing(case, next_lead, how):
    ticked, _ = in_mid_plan(case)
    former, before = cases.lead_of(case), list(Action.objects.order_by("pk").values_list("owner", "agency", "status"))
    lead = handed(case, next_lead, *ticked)
    if how == "declined":
        decline_lead(lead=lead, reason="I lead five.", by=next_lead, on=today())
    else:
        take_back_offer(lead=lead, by=former, on=today())
    assert cases.lead_of(case) == former
    assert list(Action.objects.order_by("pk").values_list("owner", "agency", "status")) == before
    assert not PassOn.objects.waiting().exists()


def test_the_former_lead_does_not_see_the_case_afterwards_nor_the_briefing(case, next_lead):
    former = cases.lead_of(case)
    accept_lead(lead=handed(case, next_lead), by=next_lead, on=today())
    assert not Case.objects.opens(former, case.pk)
    assert not Briefing.objects.visible_to(former).exists()


def test_the_successor_reads_the_briefing_when_they_have_accepted_and_not_before(case, next_lead):
    lead = handed(case, next_lead)
    before = Briefing.objects.visible_to(next_lead).exists()
    accept_lead(lead=lead, by=next_lead, on=today())
    assert (before, Briefing.objects.visible_to(next_lead).exists()) == (False, True)


def test_who_declined_never_reads_it_and_the_manager_does(case, next_lead):
    decline_lead(lead=handed(case, next_lead), reason="I lead five.", by=next_lead, on=today())
    assert not Briefing.objects.visible_to(next_lead).exists()
    assert Briefing.objects.visible_to(centres.manager(case.centre)).exists()


def test_the_briefing_is_written_from_the_record(case, next_lead):
    (one, other, *_), _ = in_mid_plan(case)
    cases.other_involved(case, by=cases.lead_of(case))
    cases.other_involved(case, by=cases.lead_of(case), kind="midwife", called="Joan Reed")
    content = handed(case, next_lead, one).briefing.content
    assert content["plan"]["goals"][0]["words"] == "Talk to nan"
    assert {row["what"]: row["goes_along"] for row in content["plan"]["actions"]}[one.what] is True
    assert {row["what"]: row["goes_along"] for row in content["plan"]["actions"]}[other.what] is False
    assert content["plan"]["last_review"]["reason"] == "It helps."
    assert content["involved"] == [{"who": "Dr Patel, Elm Surgery, GP", "reach": "01632 960555", "family_agrees": True}]
    assert content["health"]["involved"][0]["who"].startswith("Joan Reed")
    assert content["plan"]["next_review_on"] == cases.pending_review(case).due_on.isoformat()
    assert content["contacts"]["offers"][0]["what"] == "Play group"
    assert content["safeguarding"]["safe_contact"] == case.family.safe_contact
    assert content["agreement_until"] == case.family.agreements.get().until.isoformat()


def test_the_briefing_is_fixed(case, next_lead):
    made = handed(case, next_lead).briefing
    with pytest.raises(DatabaseError), transaction.atomic():
        Briefing.objects.filter(pk=made.pk).update(matters="Something else")
    with pytest.raises(DatabaseError), transaction.atomic():
        Briefing.objects.filter(pk=made.pk).delete()


def test_the_manager_hands_a_family_over_for_its_lead(case, next_lead):
    manager = centres.manager(case.centre)
    assert handed(case, next_lead, by=manager).offered_by == manager


def test_nobody_else_hands_it_over(case, next_lead):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        handed(case, next_lead, by=member)


def test_what_nobody_leads_is_not_handed_over(case, next_lead):
    manager = centres.manager(case.centre)
    case.leads.update(status=LeadStatus.ENDED, ended_on=today())
    broken("nobody_leads", hand_over, case=case, user=next_lead, matters="x", family_view="y", by=manager, on=today())


def test_the_family_has_a_say_or_the_record_says_why_it_was_not_asked(case, next_lead):
    broken("family_not_asked", handed, case, next_lead, family_view="")
    broken("asked_and_not_asked", handed, case, next_lead, family_not_asked="In hospital.")
    lead = handed(case, next_lead, family_view="", family_not_asked="In hospital.")
    assert (lead.family_view, lead.family_not_asked) == ("", "In hospital.")


def test_what_matters_has_to_be_said(case, next_lead):
    broken("no_words", handed, case, next_lead, matters=" ")


def test_a_colleagues_action_does_not_go_along(case, next_lead):
    _, colleagues = in_mid_plan(case)
    broken("not_their_action", handed, case, next_lead, colleagues)


def test_what_somebody_else_is_asked_to_take_on_does_not_go_along(case, next_lead):
    (one, *_), _ = in_mid_plan(case)
    cases.pass_on(one, centres.health_visitor(case.centre))
    broken("already_asked", handed, case, next_lead, one)


def test_one_person_at_a_time_is_asked(case, next_lead):
    cases.lead_offer(case, centres.support_worker(case.centre))
    broken("already_offered", handed, case, next_lead)


def test_nobody_is_handed_a_family_whose_agreement_has_ended(case, next_lead):
    broken("no_agreement", handed, cases.without_agreement(case), next_lead)


def test_nobody_is_handed_a_family_that_does_not_want_their_agency_to_know(case):
    broken("may_not_lead", handed, case, centres.support_worker(case.centre))


def test_what_goes_with_the_family_is_not_answered_by_itself(case, next_lead):
    (one, *_), _ = in_mid_plan(case)
    handed(case, next_lead, one)
    broken("goes_with_the_family", accept_pass_on, pass_on=one.pass_ons.get(), by=next_lead, on=today())


def test_what_is_finished_meanwhile_does_not_go_along(case, next_lead):
    (one, other, *_), _ = in_mid_plan(case)
    former, lead = cases.lead_of(case), handed(case, next_lead, one, other)
    finish_action(action=one, status="done", by=former, on=today())
    accept_lead(lead=lead, by=next_lead, on=today())
    assert Action.objects.get(pk=one.pk).owner == former
    assert Action.objects.get(pk=other.pk).owner == next_lead


def test_one_action_can_be_kept_back(case, next_lead):
    (one, *_), _ = in_mid_plan(case)
    former, lead = cases.lead_of(case), handed(case, next_lead, one)
    take_back_pass_on(pass_on=one.pass_ons.get(), by=former, on=today())
    accept_lead(lead=lead, by=next_lead, on=today())
    assert Action.objects.get(pk=one.pk).owner == former


def test_an_offer_tells_at_once_with_reference_and_link_only(case, next_lead):
    handed(case, next_lead)
    told = Reminder.objects.get(to=next_lead)
    assert told.at_once and case.reference in told.sentence and case.family.name not in told.sentence


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_the_manager_and_who_offered_are_told_the_answer(case, next_lead, answer):
    manager, former = centres.manager(case.centre), cases.lead_of(case)
    lead = handed(case, next_lead)
    if answer == "accepted":
        accept_lead(lead=lead, by=next_lead, on=today())
    else:
        decline_lead(lead=lead, reason="I lead five.", by=next_lead, on=today())
    told = Reminder.objects.filter(sentence__contains=f"was {answer}")
    assert {one.to for one in told} == {manager, former}
    assert not any("five" in one.sentence for one in told)


def test_an_offer_that_was_answered_is_on_nobodys_list_any_more(case, next_lead):
    accept_lead(lead=handed(case, next_lead), by=next_lead, on=today())
    assert not Reminder.objects.unseen(today()).filter(to=next_lead).exists()


# --- two at once


@pytest.mark.django_db(transaction=True)
def test_two_accepts_at_once_happen_once_and_every_action_has_one_owner(case, next_lead):
    ticked, _ = in_mid_plan(case)
    lead = handed(case, next_lead, *ticked)
    accept = lambda: accept_lead(lead=Lead.objects.get(pk=lead.pk), by=next_lead, on=today())  # noqa: E731
    assert sorted(together(accept, accept), key=str) == [None, "already_accepted"]
    assert set(Action.objects.filter(pk__in=[one.pk for one in ticked]).values_list("owner", flat=True)) == {
        next_lead.pk
    }


@pytest.mark.django_db(transaction=True)
def test_accepting_and_closing_at_once_leaves_nobody_leading_or_asked(case, next_lead):
    ticked, _ = in_mid_plan(case)
    lead, manager = handed(case, next_lead, *ticked), centres.manager(case.centre)
    together(
        lambda: accept_lead(lead=Lead.objects.get(pk=lead.pk), by=next_lead, on=today()),
        lambda: close_case(
            case=case, closing="moved", words="They moved.", afterwards=cases.AFTERWARDS, by=manager, on=today()
        ),
    )
    assert not Lead.objects.filter(case=case, status__in=[LeadStatus.ACCEPTED, LeadStatus.OFFERED]).exists()
    assert not PassOn.objects.waiting().exists()
    assert Action.objects.open().filter(case=case).count() == 5


@pytest.mark.django_db(transaction=True)
def test_accepting_while_an_action_is_finished_gives_it_to_one_of_them(case, next_lead):
    (one, *_), _ = in_mid_plan(case)
    former, lead = cases.lead_of(case), handed(case, next_lead, one)
    outcomes = together(
        lambda: accept_lead(lead=Lead.objects.get(pk=lead.pk), by=next_lead, on=today()),
        lambda: finish_action(action=Action.objects.get(pk=one.pk), status="done", by=former, on=today()),
    )
    assert outcomes[0] is None
    assert one.pass_ons.get().status in (PassOnStatus.ACCEPTED, PassOnStatus.TAKEN_BACK)


@pytest.mark.django_db(transaction=True)
def test_handing_over_and_offering_at_once_asks_one(case, next_lead):
    manager, former = centres.manager(case.centre), cases.lead_of(case)
    other = centres.support_worker(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(other, case.centre), by=other)
    outcomes = together(
        lambda: handed(case, next_lead, by=former),
        lambda: offer_lead(case=case, user=other, by=manager, on=today()),
    )
    assert sorted(outcomes, key=str) == [None, "already_offered"]
