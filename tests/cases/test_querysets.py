"""What the questions about cases count, each asked directly: beside every row that is meant stands one that is not."""

import pytest

from cases.access import grant
from cases.models import BreakGlass, Case, Contact, GoingOn, Offer, Review
from cases.policies import may_choose_readers, may_correct_note, may_decide_sharing, standing_of
from cases.querysets import give_next
from centres.status import Role
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, families, notes, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    """A centre with another case, of another family."""
    here = centres.centre()
    cases.case_without_lead(here)
    return here


def ended(at):
    """A case whose family has withdrawn, and the agreement that it withdrew."""
    case = cases.without_agreement(cases.case_without_lead(at))
    return case, case.family.agreements.get()


def goes_on(case, agreement):
    """It was decided that the case goes on without this agreement."""
    by = case.referral.referred_by
    decision = sharing.decision(case.family, by=by)
    return GoingOn.objects.create(case=case, agreement=agreement, decision=decision, by=by, on=today())


def to_settle():
    return dict(Case.objects.to_settle(today()).values_list("pk", "ended_agreement_id"))


def test_a_case_whose_agreement_ended_is_to_be_settled(centre):
    case, agreement = ended(centre)
    assert to_settle() == {case.pk: agreement.pk}


def test_what_another_family_agreed_to_since_is_not_what_ended(centre):
    case, agreement = ended(centre)
    cases.case_without_lead(centre)
    assert to_settle() == {case.pk: agreement.pk}


def test_an_agreement_that_was_refused_since_is_not_what_ended(centre):
    case, agreement = ended(centre)
    families.agreement(case.family, by=case.referral.referred_by, status="refused")
    assert to_settle() == {case.pk: agreement.pk}


def test_it_is_settled_once_somebody_has_decided_to_go_on(centre):
    goes_on(*ended(centre))
    assert to_settle() == {}


def test_a_decision_about_another_case_settles_only_that(centre):
    decided, _ = ended(centre)
    case, agreement = ended(centre)
    goes_on(decided, agreement)
    assert case.pk in to_settle()


def test_a_decision_about_an_earlier_agreement_settles_nothing_later(centre):
    case, agreement = ended(centre)
    goes_on(case, agreement)
    later = families.withdrawn_agreement(case.family, by=case.referral.referred_by)
    assert to_settle() == {case.pk: later.pk}


def test_a_closed_case_is_not_to_be_settled(centre):
    cases.without_agreement(cases.closed_case(centre))
    assert to_settle() == {}


def test_the_next_review_is_the_cases_own_that_is_not_held(centre):
    case = cases.case_without_lead(centre)
    cases.held_review(case, by=case.referral.referred_by, due_on=days_ago(3))
    case.reviews.filter(held_on=None).delete()
    Review.objects.create(case=case, due_on=days_ago(-30))
    assert Case.objects.with_next().get(pk=case.pk).review_due_on == days_ago(-30)


@pytest.mark.parametrize(
    ("role", "manages"),
    [
        (Role.CENTRE_MANAGER, True),
        (Role.ADMINISTRATOR, False),
        (Role.INFORMATION_LEAD, False),
        (Role.SPECIALIST, False),
    ],
)
def test_the_manager_alone_is_told_as_manager_how_to_reach_a_family(centre, role, manages):
    who = centres.member(centre, role)
    assert Case.objects.with_reaching(who, today()).first().managed is manages


def test_nobody_leads_a_closed_case(centre):
    who = centres.support_worker(centre)
    led, closed = cases.case_led_by(who, centre), cases.closed_case(centre)
    cases.lead(closed, who)
    assert list(Case.objects.led_by(who)) == [led]


def test_the_information_lead_looks_at_what_others_opened_here_and_nobody_has_looked_at(centre):
    case, who = cases.case_without_lead(centre), centres.member(centre, Role.INFORMATION_LEAD)
    use = cases.break_glass(case, centres.health_visitor(centre))
    cases.break_glass(case, who)
    elsewhere = cases.case_without_lead()
    cases.break_glass(elsewhere, centres.health_visitor(elsewhere.centre))
    seen = cases.break_glass(case, centres.health_visitor(centre))
    BreakGlass.objects.filter(pk=seen.pk).update(
        reviewed_at=seen.until, reviewed_by=who, right=True, review_words="It was right."
    )
    assert list(BreakGlass.objects.for_review_by(who)) == [use]
    assert list(BreakGlass.objects.for_review_by(centres.manager(centre))) == []


def test_reading_one_note_lets_nobody_correct_another(centre):
    case = cases.led_case(at=centre)
    lead, member = cases.lead_of(case), centres.health_visitor(centre)
    cases.team_member(case, member)
    notes.note(case, by=member, readers=(lead,))
    assert not may_correct_note(lead, notes.note(case, by=member))


def test_reading_one_note_lets_nobody_choose_who_reads_what_they_wrote_elsewhere_once(centre):
    who = centres.health_visitor(centre)
    left, now = cases.case_without_lead(centre), cases.case_without_lead(centre)
    cases.team_member(now, who)
    notes.note(now, by=who)
    assert not may_choose_readers(who, notes.note(left, by=who))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_takes_part_and_does_office_work_besides_does_not_decide_to_share(centre, role):
    case, who = cases.case_without_lead(centre), centres.health_visitor(centre)
    cases.team_member(case, who)
    centres.member(centre, role, user=who)
    assert standing_of(who, case).team
    assert not may_decide_sharing(who, case)


def test_how_somebody_stands_is_said_of_the_day_that_is_asked_about(centre):
    case, who = cases.case_without_lead(centre), centres.health_visitor(centre)
    grant(case=case, to=who, until=today(), reason="Joint visit", by=centres.manager(centre))
    assert standing_of(who, case).opens
    assert not standing_of(who, case, days_ago(-1)).opens


def test_office_work_for_an_agency_does_not_open_what_was_shared_with_it(centre):
    case, agency = cases.case_without_lead(centre), centres.partner(centre)
    who = centres.health_visitor(centre, of=centres.partner(centre))
    centres.member(centre, Role.ADMINISTRATOR, of=agency, user=who)
    grant(case=case, to=agency, until=days_ago(-3), reason="Joint visit", by=centres.manager(centre))
    assert not Case.objects.opens(who, case.pk)


def test_one_case_is_given_what_a_list_gives_each():
    names = ("has_lead", "lead_name", "deputy_name", "deputy_until", "review_due_on")
    led, alone = cases.led_case(), cases.case_without_lead()
    cases.deputy(led, centres.support_worker(led.centre, name="Dee Puty"))
    listed = {row["pk"]: row for row in Case.objects.with_next().values("pk", *names)}
    for case in (led, alone):
        give_next(case)
        assert {"pk": case.pk} | {name: getattr(case, name) for name in names} == listed[case.pk]
    assert (led.deputy_name, alone.has_lead) == ("Dee Puty", False)


def test_nothing_is_given_to_a_case_that_is_not_there():
    with pytest.raises(Case.DoesNotExist):
        give_next(Case(pk=0))


def test_contacts_are_for_who_opens_the_case_and_may_know_of_them():
    case = cases.led_case()
    lead, colleague = cases.lead_of(case), centres.health_visitor(case.centre)
    contact, offer = cases.contact(case, by=lead), cases.offer(case, by=lead)
    assert [list(Contact.objects.visible_to(who)) for who in (lead, colleague)] == [[contact], []]
    assert [list(Offer.objects.visible_to(who)) for who in (lead, colleague)] == [[offer], []]
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.CONTACTS, by=lead)
    assert [*Contact.objects.visible_to(lead), *Offer.objects.visible_to(lead)] == []
