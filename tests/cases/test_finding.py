"""Who finds which family, and by what of it: as the page to which it leads would show it, and nobody else's at all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.access import grant
from cases.models import Lead
from centres.models import Membership
from centres.status import Role
from families.models import Address, Child
from families.services import change_name
from tests.days import days_ago, today
from tests.factories import cases, centres, families, referrals
from tests.finding import finding, found
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
CALLED, CHILD, CARER, HOME, NUMBER = "okafor", "ada", "grace", "LS1 4AP", "943 476 5919"
EVERYTHING = {CALLED, CHILD, CARER, HOME, NUMBER}
NAMES = {CALLED, CHILD, CARER}


@pytest.fixture
def case():
    """A case that somebody leads; the child has an NHS number. Another centre has a family of the same names."""
    made = cases.led_case()
    Child.objects.filter(family=made.family).update(nhs_number="9434765919")
    beside = families.family(centres.centre())
    Child.objects.filter(family=beside).update(nhs_number="9434765919")
    return made


def finds_by(user, case):
    """By what of it `user` finds the family of the case; they find no other family by any of it."""
    by = set()
    for typed in EVERYTHING:
        families_shown = found(user, typed)
        assert set(families_shown) <= {case.family}
        by |= {typed} if families_shown else set()
    return by


def exclude(case, who):
    agency = cases.agency_of(who, case.centre)
    case.family.wishes.filter(agency=agency).delete()
    families.wish(case.family, agency, by=who, included=False)


def member(case):
    who = centres.health_visitor(case.centre)
    cases.team_member(case, who)
    return who


def reader(case, until=-1):
    who = centres.health_visitor(case.centre)
    grant(case=case, to=who, until=days_ago(until), reason="Joint visit", by=cases.lead_of(case))
    return who


# --- each relation ------------------------------------------------------------------------------------------------


def test_the_manager_finds_it_by_everything(case):
    assert finds_by(centres.manager(case.centre), case) == EVERYTHING


def test_the_lead_professional_finds_it_by_names_and_home(case):
    assert finds_by(cases.lead_of(case), case) == {*NAMES, HOME}


def test_a_member_of_the_team_finds_it_by_names_and_home(case):
    assert finds_by(member(case), case) == {*NAMES, HOME}


def test_who_stands_in_finds_it_by_names_and_home(case):
    who = centres.support_worker(case.centre)
    cases.deputy(case, who)
    assert finds_by(who, case) == {*NAMES, HOME}


def test_the_supervisor_finds_it_by_names(case):
    supervisor = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    Membership.objects.filter(user=cases.lead_of(case)).update(supervisor=supervisor)
    assert finds_by(supervisor, case) == NAMES


def test_who_it_is_shared_with_finds_it_by_names(case):
    assert finds_by(reader(case), case) == NAMES


def test_everybody_of_an_agency_it_is_shared_with_finds_it_by_names(case):
    agency = centres.partner(case.centre)
    grant(case=case, to=agency, until=today(), reason="Visit", by=cases.lead_of(case))
    assert finds_by(centres.health_visitor(case.centre, of=agency), case) == NAMES


def test_who_has_it_open_in_an_emergency_finds_it_by_names_and_home(case):
    who = centres.member(case.centre, Role.SPECIALIST)
    cases.break_glass(case, who)
    assert finds_by(who, case) == {*NAMES, HOME}


def test_who_has_an_action_to_do_finds_it_by_what_the_header_shows(case):
    who = centres.health_visitor(case.centre)
    cases.action(who, case.centre, case=case)
    assert finds_by(who, case) == {CALLED, CHILD}


def test_who_is_asked_to_lead_finds_it_by_what_the_header_shows(case):
    who = centres.support_worker(case.centre)
    Lead.objects.filter(case=case).delete()
    cases.lead_offer(case, who)
    assert finds_by(who, case) == {CALLED, CHILD}


def test_who_is_asked_for_advice_finds_it_by_what_the_header_shows(case):
    who = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    cases.advice(case, who)
    assert finds_by(who, case) == {CALLED, CHILD}


def test_the_referrer_finds_it_by_names(case):
    assert finds_by(case.referral.referred_by, case) == NAMES


def test_whoever_began_a_draft_finds_it_by_names(case):
    who = centres.health_visitor(case.centre)
    referrals.draft(by=who, family=case.family)
    assert finds_by(who, case) == NAMES


# --- nobody else --------------------------------------------------------------------------------------------------


def test_a_colleague_does_not_find_it(case):
    assert finds_by(centres.support_worker(case.centre), case) == set()


@pytest.mark.parametrize("role", [Role.CENTRE_MANAGER, Role.FAMILY_SUPPORT_WORKER])
def test_nobody_at_another_centre_finds_it(case, role):
    assert finds_by(centres.member(centres.centre(), role), case) == set()


def test_when_the_job_ends_nothing_is_found(case):
    lead = cases.lead_of(case)
    Membership.objects.filter(user=lead).update(ends_on=days_ago(1))
    assert finds_by(lead, case) == set()


def test_when_the_share_ends_nothing_is_found(case):
    assert finds_by(reader(case, until=1), case) == set()


def test_when_the_emergency_ends_nothing_is_found(case):
    who = centres.member(case.centre, Role.SPECIALIST)
    cases.break_glass(case, who, opened_at=timezone.now() - timedelta(hours=5))
    assert finds_by(who, case) == set()


def test_without_agreement_the_team_finds_nothing(case):
    who = member(case)
    cases.without_agreement(case)
    assert finds_by(who, case) == set()


def test_without_agreement_the_lead_professional_still_finds_it(case):
    cases.without_agreement(case)
    assert finds_by(cases.lead_of(case), case) == {*NAMES, HOME}


def test_who_works_for_an_agency_that_the_family_excludes_finds_nothing(case):
    who = member(case)
    exclude(case, who)
    assert finds_by(who, case) == set()


def test_a_referrer_whose_agency_is_excluded_since_finds_it_by_what_it_is_called(case):
    referrer = case.referral.referred_by
    exclude(case, referrer)
    assert finds_by(referrer, case) == {CALLED}
    [row] = finding(referrer, CALLED).rows
    assert not row.shows_children and not row.shows_names


def test_a_confidential_postcode_is_no_way_to_guess_where_the_family_lives(case):
    Address.objects.filter(family=case.family).update(confidential=True)
    assert not {HOME} & (finds_by(cases.lead_of(case), case) | finds_by(centres.manager(case.centre), case))


# --- former names, references -------------------------------------------------------------------------------------


def renamed(case):
    change_name(
        family=case.family, adult=case.family.adults.get(), name="Gloria Brook", by=centres.manager(case.centre),
        on=today(),
    )  # fmt: skip


def test_a_former_name_is_found_and_said_by_who_knows_the_names(case):
    renamed(case)
    lead = cases.lead_of(case)
    assert finding(lead, "grace").rows[0].matching == [("former", "Grace Okafor-Lind")]


def test_and_not_by_who_sees_the_header_alone(case):
    renamed(case)
    who = centres.health_visitor(case.centre)
    cases.action(who, case.centre, case=case)
    assert found(who, "grace") == found(who, "gloria") == []


def test_the_case_is_found_by_its_reference_by_who_sees_its_header(case):
    colleague, owner = centres.support_worker(case.centre), centres.health_visitor(case.centre)
    cases.action(owner, case.centre, case=case)
    typed = case.reference.lower().replace("-", " ")
    seen = [found(who, typed) for who in (cases.lead_of(case), owner, centres.manager(case.centre), colleague)]
    assert seen == [[case.family]] * 3 + [[]]


def test_the_referral_is_found_by_its_reference_by_who_made_it(case):
    typed = case.referral.reference
    seen = [found(who, typed) for who in (case.referral.referred_by, cases.lead_of(case))]
    assert seen == [[case.family], []]


def test_the_record_is_found_by_its_reference_by_the_manager_and_who_referred(case):
    typed, manager = case.family.reference, centres.manager(case.centre)
    seen = [found(who, typed) for who in (manager, case.referral.referred_by, cases.lead_of(case))]
    assert seen == [[case.family], [case.family], []]


def test_a_reference_of_another_centre_is_as_good_as_none(case):
    other = cases.led_case()
    manager = centres.manager(case.centre)
    assert found(manager, other.reference) == found(manager, other.family.reference) == []
    assert found(manager, other.referral.reference) == []


# --- the page and the API -----------------------------------------------------------------------------------------


def page(client, user, typed="", **headers):
    client.force_login(user)
    return client.get(reverse("find_family"), {"q": typed}, headers=headers)


def listed(client, user, typed):
    client.force_login(user)
    return client.get(reverse("find-list"), {"q": typed}).json()


def test_it_leads_to_the_case_for_who_opens_it(client, case):
    assert f'href="/cases/{case.pk}/"' in page(client, cases.lead_of(case), CALLED).content.decode()


def test_it_leads_to_the_referral_for_who_made_it(client, case):
    shown = page(client, case.referral.referred_by, CALLED).content.decode()
    assert f'href="/referrals/{case.referral_id}/"' in shown and f"/cases/{case.pk}/" not in shown


def test_it_leads_to_the_record_for_the_manager_where_there_is_no_case(client, case):
    family = families.family(case.centre, name="Petrov")
    [row] = listed(client, centres.manager(case.centre), "petrov")
    assert (row["leads_to"], row["family"], row["case"]) == ("family", family.pk, None)


def test_it_leads_to_the_actions_for_who_has_one_to_do(client, case):
    who = centres.health_visitor(case.centre)
    cases.action(who, case.centre, case=case)
    [row] = listed(client, who, CALLED)
    assert (row["leads_to"], row["case"], row["family"], row["adults"]) == ("actions", None, None, [])
    assert [child["name"] for child in row["children"]] == ["Ada Okafor-Lind"]


def test_as_one_types_only_the_results_are_sent(client, case):
    answer = page(client, cases.lead_of(case), CALLED, **{"x-requested-with": "fetch"}).content.decode()
    assert "Okafor-Lind" in answer and "<html" not in answer


def test_nothing_found_is_said_without_a_hint(client, case):
    who = centres.health_visitor(case.centre)
    asked = {"x-requested-with": "fetch"}
    seen = [page(client, who, typed, **asked).content.decode() for typed in (CALLED, "nobodys")]
    assert "Nobody you may see is called like this" in seen[0]
    assert seen[0].replace(CALLED, "nobodys") == seen[1]


def test_what_was_found_is_in_the_log_and_what_was_typed_is_not(client, case):
    lead = cases.lead_of(case)
    page(client, lead, CALLED)
    entry = Entry.objects.get(verb="find_family", by=lead)
    assert (entry.subject_type, entry.subject_id, entry.detail) == ("cases.case", case.pk, {"how": "name"})


def test_an_administrator_and_an_information_lead_are_told_why_not(client, case):
    for role in (Role.ADMINISTRATOR, Role.INFORMATION_LEAD):
        answer = page(client, centres.member(case.centre, role), CALLED)
        assert answer.status_code == 403 and "Only people who work with families" in answer.content.decode()


def test_the_navigation_has_it_for_who_works_with_families_alone(client, case):
    client.force_login(cases.lead_of(case))
    assert "Find a family" in client.get(reverse("directory")).content.decode()
    client.force_login(centres.administrator(case.centre))
    assert "Find a family" not in client.get(reverse("directory")).content.decode()


def test_queries_do_not_grow_with_what_is_found_or_could_be(client):
    at = centres.centre()
    manager, worker = centres.manager(at), centres.support_worker(at)
    counts = []
    for more in (5, 8, 40):  # where fewer are found, those spelt nearly so are looked for as well
        for _ in range(more):
            cases.case_led_by(worker, at)
        for who in (manager, worker):
            client.force_login(who)
            counts.append(queries_of(client, reverse("find_family") + "?q=okafor"))
    assert counts[0::2] == counts[0:1] * 3
    assert counts[1::2] == counts[1:2] * 3
