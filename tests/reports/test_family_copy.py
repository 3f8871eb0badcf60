"""The family's copy: who makes it, what is on it, and what never is."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from audit.models import Entry
from audit.services import record_reads
from centres.models import Membership
from centres.status import Role
from consent.status import Information
from documents.services import render_due
from families.models import Address, Adult
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return cases.led_case()


@pytest.fixture
def lead(case):
    return cases.lead_of(case)


def copy(client, who, case, status=200):
    client.force_login(who)
    answer = client.get(reverse("family_copy", args=[case.family_id]))
    assert answer.status_code == status
    return answer.content.decode()


def test_the_lead_makes_it(client, case, lead):
    assert case.family.reference in copy(client, lead, case)


def test_the_manager_makes_it_also_after_closing(client):
    case = cases.closed_case()
    assert case.family.reference in copy(client, centres.manager(case.centre), case)


def test_a_member_of_the_team_does_not_and_is_told_why(client, case):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    assert "Only the lead professional or the centre" in copy(client, member, case, 403)


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_for_others_it_does_not_exist(client, case, role):
    copy(client, centres.member(case.centre, role), case, 404)


def test_it_says_who_agreed_until_when_and_in_which_words(client, case, lead):
    agreement = case.family.agreements.get()
    shown = copy(client, lead, case)
    assert agreement.given_by.name in shown
    assert agreement.wording.text in shown


def test_it_says_what_an_agency_must_not_know(client, case, lead):
    agency = centres.partner(case.centre, name="Bluebell Nursery")
    cases.wishes_to_include(case.family, agency, by=lead)
    sharing.kept(case.family, agency, Information.HEALTH, by=lead)
    assert "Bluebell Nursery" in copy(client, lead, case)
    assert "health information" in copy(client, lead, case)


def test_it_names_who_has_seen_the_record_with_job_agency_and_connection(client, case, lead):
    seen_by = centres.health_visitor(case.centre, name="Priya Nair", title="Health visitor for Elm ward")
    record_reads(by=seen_by, subjects=[case.family], where="item")
    shown = copy(client, lead, case)
    assert "Priya Nair, Health visitor for Elm ward" in shown
    assert "Was at the meeting that talked about your family" in shown


def test_it_says_who_was_shown_where_the_family_lives(client, case, lead):
    client.force_login(lead)
    client.get(reverse("case_address", args=[case.pk]))
    before = copy(client, lead, case)
    client.post(reverse("case_address", args=[case.pk]))
    shown = copy(client, lead, case)
    assert ["Looked up where you live" in one for one in (before, shown)] == [False, True]


def test_what_nobody_thought_of_is_listed_all_the_same(client, case, lead):
    seen_by = centres.health_visitor(case.centre, name="Priya Nair")
    record_reads(by=seen_by, subjects=[case], where="a_page_of_next_year")
    assert "Opened your family&#39;s record" in copy(client, lead, case)


@pytest.mark.parametrize("subject", ["family", "case", "referral", "agreement"])
def test_a_read_of_each_record_of_the_family_counts(client, case, lead, subject):
    about = {"family": case.family, "case": case, "referral": case.referral, "agreement": case.referral.agreement}
    record_reads(by=centres.health_visitor(case.centre, name="Priya Nair"), subjects=[about[subject]], where="x")
    assert "Priya Nair" in copy(client, lead, case)


def test_who_saw_another_family_is_not_on_it(client, case, lead):
    other = cases.case_without_lead(case.centre)
    record_reads(by=centres.health_visitor(case.centre, name="Priya Nair"), subjects=[other, other.family], where="x")
    assert "Priya Nair" not in copy(client, lead, case)


def test_a_day_is_listed_once_for_each_person(client, case, lead):
    seen_by = centres.health_visitor(case.centre, name="Priya Nair")
    for _ in range(3):
        record_reads(by=seen_by, subjects=[case.family], where="item")
    assert copy(client, lead, case).count("Was at the meeting that talked about your family") == 1


def test_the_job_is_the_one_of_that_day(client, case, lead):
    person = centres.member(case.centre, Role.HEALTH_VISITOR, name="Priya Nair", title="Then", ends_on=days_ago(1))
    Membership.objects.create(
        user=person, centre=case.centre, agency=centres.partner(case.centre), role=Role.SPECIALIST, title="Now",
        starts_on=today(),
    )  # fmt: skip
    record_reads(by=person, subjects=[case.family], where="item")
    assert "Priya Nair, Now" in copy(client, lead, case)
    assert "Priya Nair, Then" not in copy(client, lead, case)


def test_making_it_is_logged_and_stands_on_it(client, case, lead):
    shown = copy(client, lead, case)
    assert Entry.objects.filter(verb="family_copy", by=lead, subject_id=case.family_id).exists()
    assert "Made this copy" in shown


@pytest.mark.parametrize("confidential", [True, False])
def test_no_address_and_no_telephone_is_on_it_not_even_typed_into_a_decision(client, case, lead, confidential):
    Address.objects.filter(family=case.family).update(confidential=confidential)
    Adult.objects.create(family=case.family, name="Rory", phone="07700 900999", email="rory@example.org")
    sharing.decision(
        case.family, by=lead, why="Lives at 12 Elm Street LS1 4AP now", what="Ring 07700 900999 or rory@example.org"
    )
    shown = copy(client, lead, case)
    for secret in ("12 Elm Street", "LS1 4AP", "LS14AP", "07700 900999", "07700 900123", "rory@example.org"):
        assert secret not in shown


def test_a_decision_the_family_was_not_told_of_is_not_on_it(client, case, lead):
    sharing.decision(case.family, by=lead, why="Canary told")
    sharing.decision(case.family, by=lead, why="Canary hidden", family_told=False, not_told_because="Danger")
    shown = copy(client, lead, case)
    assert "Canary told" in shown
    assert "Canary hidden" not in shown


def test_nor_is_that_somebody_recorded_or_read_one(client, case, lead):
    """Telling the family would put a child at risk: nor must the list of readers say that there is a decision."""
    before = copy(client, lead, case)
    for name in ("sharing_decide", "case_step_up"):
        client.get(reverse(name, args=[case.pk]))
    assert Entry.objects.filter(verb="case_step_up").exists()
    after = copy(client, lead, case)
    assert [word for word in ("decision", "sharing") if after.count(word) != before.count(word)] == []


def test_a_corrected_decision_gives_way_to_its_correction(client, case, lead):
    old = sharing.decision(case.family, by=lead, why="Canary wrong")
    sharing.decision(case.family, by=lead, why="Canary right", corrects=old)
    shown = copy(client, lead, case)
    assert "Canary right" in shown
    assert "Canary wrong" not in shown


def test_a_lead_whose_agency_must_not_know_safeguarding_notes_reads_no_decision(client, case, lead):
    sharing.decision(case.family, by=lead, why="Canary told")
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.SAFEGUARDING, by=lead)
    assert "Canary told" not in copy(client, lead, case)


def test_the_pdf_says_the_same(client, case, lead):
    client.force_login(lead)
    waiting = client.get(reverse("family_copy_pdf", args=[case.family_id]), follow=True)
    assert b"being made" in waiting.content
    render_due()
    document = waiting.redirect_chain[-1][0]
    assert client.get(document + "state/").status_code == 200
    pdf = b"".join(client.get(document + "open/"))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert case.family.reference in text
    assert case.family.name not in str(PdfReader(BytesIO(pdf)).metadata)


def test_another_family_s_pdf_is_not_opened_through_ones_own(client, case, lead):
    other = cases.case_led_by(centres.support_worker(case.centre), case.centre)
    client.force_login(cases.lead_of(other))
    made = client.get(reverse("family_copy_pdf", args=[other.family_id]))["Location"]
    number = int(made.rstrip("/").rsplit("/", 1)[1])
    client.force_login(lead)
    assert client.get(reverse("family_copy_ready", args=[case.family_id, number])).status_code == 404
    assert client.get(made).status_code == 404


def test_it_costs_the_same_for_ten_readers_and_for_sixty(client, case, lead):
    client.force_login(lead)
    address = reverse("family_copy", args=[case.family_id])
    costs = []
    for number in (10, 50):
        for _ in range(number):
            record_reads(by=centres.health_visitor(case.centre), subjects=[case], where="case")
        costs.append(queries_of(client, address))
    assert costs[0] == costs[1]


def test_a_health_service_stands_on_it_unless_health_is_kept_from_who_makes_it(client, case, lead):
    cases.other_involved(case, by=lead, kind="health", called="Sleep clinic")
    assert "Sleep clinic (Another health service)" in copy(client, lead, case)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.HEALTH, by=lead)
    assert "Sleep clinic" not in copy(client, lead, case)
    assert "Sleep clinic" in copy(client, centres.manager(case.centre), case)


def pdf_for(client, who, case):
    """The address of the page that waits for it."""
    client.force_login(who)
    return client.get(reverse("family_copy_pdf", args=[case.family_id]))["Location"]


def opens(client, who, made):
    client.force_login(who)
    return {client.get(made + part).status_code for part in ("", "state/", "open/")}


def test_a_pdf_made_for_somebody_else_is_not_opened(client, case, lead):
    """The manager's copy holds decisions and health services that the family may keep from the lead's agency."""
    manager = centres.manager(case.centre)
    made = pdf_for(client, manager, case)
    render_due()
    assert (opens(client, lead, made), opens(client, manager, made)) == ({404}, {200})


@pytest.mark.parametrize("kind", [Information.SAFEGUARDING, Information.HEALTH])
def test_a_pdf_made_before_the_family_kept_a_kind_is_not_opened_any_more(client, case, lead, kind):
    made = pdf_for(client, lead, case)
    render_due()
    before = opens(client, lead, made)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), kind, by=lead)
    assert (before, opens(client, lead, made)) == ({200}, {404})
