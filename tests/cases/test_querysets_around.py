"""What the questions about emergencies, offers to lead, notes and kinds of information count, each asked directly."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import BreakGlass, Case, Contact, EmergencyAttempt, Lead, RestrictedNote
from cases.policies import standing_of, why_seen
from cases.querysets.finding import TIES
from cases.querysets.opening import knows
from cases.relations import ASKED_TO_LEAD, BREAK_GLASS
from centres.status import CASEWORK_ROLES, Role
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, notes, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case that nobody leads."""
    return cases.case_without_lead()


def attempt(who, at):
    """A reference that somebody typed; nothing was opened."""
    return EmergencyAttempt.objects.create(by=who, at=at, reference="C-1", reason="A child is at risk there now")


def test_only_what_one_tried_in_vain_since_then_counts(case):
    who, now = centres.health_visitor(case.centre), timezone.now()
    since = now - timedelta(hours=1)
    cases.break_glass(case, who)
    attempt(centres.health_visitor(case.centre), now)
    attempt(who, since)
    mine = attempt(who, now)
    assert list(EmergencyAttempt.objects.in_vain(who, since)) == [mine]


@pytest.mark.parametrize(("role", "sees"), [
    (Role.INFORMATION_LEAD, True), (Role.CENTRE_MANAGER, True), (Role.ADMINISTRATOR, False),
])  # fmt: skip
def test_who_sees_what_was_opened_in_an_emergency(case, role, sees):
    use = cases.break_glass(case, centres.health_visitor(case.centre))
    assert list(BreakGlass.objects.visible_to(centres.member(case.centre, role))) == ([use] if sees else [])
    assert list(BreakGlass.objects.visible_to(centres.member(centres.centre(), role))) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CENTRE_MANAGER, Role.HEALTH_VISITOR])
def test_only_the_information_lead_has_to_look_at_it(case, role):
    cases.break_glass(case, centres.health_visitor(case.centre))
    assert list(BreakGlass.objects.for_review_by(centres.member(case.centre, role))) == []


@pytest.mark.parametrize(("minutes", "runs"), [(-1, False), (0, True), (59, True), (60, False)])
def test_an_emergency_runs_from_its_first_moment_up_to_its_last(case, minutes, runs):
    use = cases.break_glass(case, centres.health_visitor(case.centre))
    moment = use.opened_at + timedelta(minutes=minutes)
    assert BreakGlass.objects.running(moment).exists() is runs


def test_a_closed_case_is_none_that_nobody_leads(case):
    cases.closed_case(case.centre)
    assert list(Case.objects.without_lead()) == [case]


def test_an_offer_is_shown_to_whom_it_is_made_and_not_those_made_to_others(case):
    who, before = centres.health_visitor(case.centre), centres.health_visitor(case.centre)
    cases.lead_offer(case, before, status="declined", reason="On leave", answered_on=days_ago(1))
    mine = cases.lead_offer(case, who)
    assert list(Lead.objects.visible_to(who)) == [mine]


def test_what_was_offered_before_and_declined_is_not_shown_with_what_is_offered_now(case):
    who = centres.health_visitor(case.centre)
    cases.lead_offer(case, who, status="declined", reason="On leave", answered_on=days_ago(1))
    now = cases.lead_offer(case, who)
    assert list(Lead.objects.visible_to(who)) == [now]


def test_a_note_names_only_those_who_may_read_it_still():
    case = cases.led_case()
    lead, member = cases.lead_of(case), centres.health_visitor(case.centre)
    cases.team_member(case, member)
    note = notes.note(case, readers=(member,))
    notes.reader(note, centres.health_visitor(case.centre), until=days_ago(1), taken_away_by=lead)
    (shown,) = RestrictedNote.objects.shown_to(lead)
    assert [one.user for one in shown.named] == [member]


@pytest.mark.parametrize(
    ("role", "knows_it"),
    [(Role.CENTRE_MANAGER, True), (Role.ADMINISTRATOR, False), (Role.INFORMATION_LEAD, False)],
)
def test_a_kind_that_is_kept_from_an_agency_is_known_to_the_manager_of_the_centre_alone(case, role, knows_it):
    agency = centres.partner(case.centre)
    who = centres.health_visitor(case.centre, of=agency)
    centres.member(case.centre, role, of=agency, user=who)
    cases.contact(case, by=case.referral.referred_by)
    sharing.kept(case.family, agency, Information.CONTACTS, by=case.referral.referred_by)
    assert Contact.objects.filter(knows(who, Information.CONTACTS)).exists() is knows_it


def test_an_emergency_shows_a_kind_that_is_kept_from_the_agency(case):
    agency = centres.partner(case.centre)
    who = centres.health_visitor(case.centre, of=agency)
    cases.contact(case, by=case.referral.referred_by)
    sharing.kept(case.family, agency, Information.CONTACTS, by=case.referral.referred_by)
    assert not Contact.objects.filter(knows(who, Information.CONTACTS)).exists()
    cases.break_glass(case, who)
    assert Contact.objects.filter(knows(who, Information.CONTACTS)).exists()


@pytest.mark.parametrize("role", [one for one in Role if one != Role.CENTRE_MANAGER])
def test_no_role_but_the_managers_reads_a_note(role):
    case = cases.led_case()
    notes.note(case)
    assert not RestrictedNote.objects.visible_to(centres.member(case.centre, role)).exists()
    assert RestrictedNote.objects.visible_to(centres.manager(case.centre)).exists()


def test_a_manager_is_tied_to_a_family_by_what_they_do_for_it_and_not_by_managing(case):
    manager = centres.manager(case.centre)
    assert TIES.rows(manager, today()) == []
    cases.lead(case, manager)
    assert [row["tie"] for row in TIES.rows(manager, today())] == ["lead"]


@pytest.mark.parametrize("role", CASEWORK_ROLES)
def test_whoever_works_with_families_may_have_opened_it_in_an_emergency_and_is_told_so(case, role):
    who = centres.member(case.centre, role)
    cases.break_glass(case, who)
    assert BREAK_GLASS.you in why_seen(standing_of(who, case))


def test_what_goes_with_an_offer_to_lead_is_not_asked_a_second_time():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    offer = cases.lead_offer(case, who)
    cases.pass_on(cases.action(cases.lead_of(case), case.centre, case=case), who, lead=offer)
    assert why_seen(standing_of(who, case)) == [ASKED_TO_LEAD.you]
