"""How to contact the family safely stands wherever somebody is about to; kept from their agency, the page says so."""

import pytest
from django.urls import reverse

from consent.status import Information
from families.models import Adult, Family
from tests.cases.test_contacts import call
from tests.cases.test_pages import FORMS, PARTS, page
from tests.days import today
from tests.factories import cases, centres, sharing
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db
KEPT = "How to contact safely is kept from your agency: ask the manager before you contact the family."
ASK_FIRST = "ask the lead professional or the manager how that is safe"


@pytest.fixture
def client():
    """A browser whose people have confirmed that it is them: sharing asks for that."""
    return ConfirmedClient()


def keep_safely(case, who):
    """The family keeps from this person's agency how to contact it safely."""
    agency = cases.agency_of(who, case.centre)
    sharing.kept(case.family, agency, Information.SAFEGUARDING, by=who)


MORE_FORMS = [
    "lead_end", "lead_offer", "wishes_revise", "agreement_renew", "agreement_end", "case_address", "review_hold",
    "offer_answer", "restricted_note_write", "sharing_decide", "action_finish", "lead_hand_over",
    "team_change", "other_involve", "other_change", "message_write",
    "visit_change", "refusal_next",
]  # fmt: skip


def form_about(case, name):
    """The form's address, for the lead professional or the manager."""
    lead = cases.lead_of(case)
    made = {
        "lead_end": lambda: case.leads.get().pk,
        "review_hold": lambda: cases.pending_review(case).pk,
        "offer_answer": lambda: cases.offer(case, by=lead).pk,
        "team_change": lambda: cases.team_member(case, centres.health_visitor(case.centre)).pk,
        "other_change": lambda: cases.other_involved(case, by=lead).pk,
        "visit_change": lambda: cases.visit(case, by=lead).pk,
        "refusal_next": lambda: cases.offer(case, by=lead, status="refused", answered_on=today()).pk,
        "action_finish": lambda: cases.action(lead, case.centre, case=case).pk,
    }
    return reverse(name, args=[made[name]() if name in made else case.pk])


@pytest.mark.parametrize("name", [*FORMS, *MORE_FORMS])
def test_every_form_about_a_case_says_how_to_contact_safely(client, case, lead, name):
    client.force_login(centres.manager(case.centre) if name == "lead_offer" else lead)
    answer = client.get(form_about(case, name)).content.decode()
    assert ("Text before calling" in answer, 'href="tel:07700900123"' in answer) == (True, True)


@pytest.mark.parametrize("name", [*FORMS, *(one for one in MORE_FORMS if one not in ("lead_offer", "sharing_decide"))])
def test_every_form_about_a_case_says_that_it_is_kept(client, case, lead, name):
    keep_safely(case, lead)
    client.force_login(lead)
    answer = client.get(form_about(case, name)).content.decode()
    assert (KEPT in answer, "Text before calling" in answer, "tel:" in answer) == (True, False, False)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_case_says_how_to_contact_safely(client, case, lead, part):
    assert "Text before calling" in page(client, lead, "case", case.pk, part=part)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_case_says_that_it_is_kept(client, case, lead, part):
    keep_safely(case, lead)
    told = page(client, lead, "case", case.pk, part=part)
    assert (KEPT in told, "Text before calling" in told, "tel:" in told) == (True, False, False)


def test_that_it_is_kept_says_nothing_of_whether_there_is_anything(client, case, lead):
    keep_safely(case, lead)
    Family.objects.filter(pk=case.family_id).update(safe_contact="")
    assert KEPT in page(client, lead, "case", case.pk)


def test_where_nothing_is_recorded_the_page_says_so(client, case, lead):
    Family.objects.filter(pk=case.family_id).update(safe_contact="")
    assert "Nothing is recorded. Ask the family." in page(client, lead, "case", case.pk)


def test_who_only_reads_the_case_is_neither_told_nor_warned(client, case, lead):
    reader = centres.member(case.centre, "link_social_worker", of=cases.agency_of(lead, case.centre))
    case.centre.memberships.filter(user=lead).update(supervisor=reader)
    told = page(client, reader, "case", case.pk)
    assert ("Text before calling" in told, KEPT in told, "tel:" in told) == (False, False, False)


def test_the_manager_is_told_whatever_the_family_keeps(client, case):
    manager = centres.manager(case.centre)
    keep_safely(case, manager)
    assert "Text before calling" in page(client, manager, "case", case.pk)


def test_home_says_how_to_contact_the_families_one_leads(client, case, lead):
    told = page(client, lead, "my_fortnight")
    assert ("Safe contact: Text before calling" in told, 'href="tel:07700900123"' in told) == (True, True)


def test_home_says_that_it_is_kept(client, case, lead):
    keep_safely(case, lead)
    told = page(client, lead, "my_fortnight")
    assert (KEPT in told, "Text before calling" in told, "tel:" in told) == (True, False, False)


def test_home_tells_a_manager_who_leads_whatever_the_family_keeps(client):
    at = centres.centre()
    manager = centres.manager(at)
    case = cases.case_led_by(manager, at)
    keep_safely(case, manager)
    assert "Safe contact: Text before calling" in page(client, manager, "my_fortnight")


def test_who_has_an_action_and_sees_the_header_alone_is_told_to_ask_first(client, case):
    owner = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(owner, case.centre), by=owner)
    told = page(client, owner, "action_finish", cases.action(owner, case.centre, case=case).pk)
    assert (ASK_FIRST in told, "Text before calling" in told, "tel:" in told) == (True, False, False)


def test_an_action_of_no_family_asks_for_nothing(client, case, lead):
    told = page(client, lead, "action_finish", cases.action(lead, case.centre).pk)
    assert (ASK_FIRST in told, "How to contact safely" in told) == (False, False)


def test_who_is_asked_to_lead_is_told_to_ask_first(client, case):
    asked = centres.health_visitor(case.centre)
    told = page(client, asked, "lead_answer", cases.lead_offer(case, asked).pk)
    assert (ASK_FIRST in told, "Text before calling" in told) == (True, False)


@pytest.mark.parametrize("phone", ["ask the aunt", "x1", "javascript:alert(1)"])
def test_what_is_no_number_is_no_link(client, case, lead, phone):
    Adult.objects.update(phone=phone)
    assert "tel:" not in page(client, lead, "case", case.pk, part="people")


def test_a_number_of_abroad_keeps_its_plus(client, case, lead):
    Adult.objects.update(phone="+48 (12) 345+6")
    assert 'href="tel:+48123456"' in page(client, lead, "case", case.pk, part="people")


def test_a_program_is_told_that_safe_contact_is_kept(client, case, lead):
    keep_safely(case, lead)
    about = call(client, lead, f"{case.pk}/")
    assert (about["safe_contact"], about["safe_contact_kept"], about["adults"][0]["dial"]) == ("", True, "")
