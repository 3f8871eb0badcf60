"""What the questions about who leads, stands in and supervises count, each asked directly."""

import pytest

from cases.models import Case, Lead
from cases.status import LeadStatus
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case that somebody leads whom somebody supervises, and for whom somebody stands in; and another such case."""
    made, _ = looked_after(), looked_after()
    return made


def looked_after():
    at = centres.centre()
    made = cases.case_led_by(centres.support_worker(at, supervisor=centres.health_visitor(at)), at)
    cases.deputy(made, centres.health_visitor(at))
    return made


def people(case):
    lead = cases.lead_of(case)
    return lead, case.deputies.get().user, lead.memberships.get().supervisor


def test_each_has_the_open_cases_that_are_theirs(case):
    lead, deputy, supervisor = people(case)
    of = [Case.objects.led_by, Case.objects.deputised_by, Case.objects.supervised_by]
    theirs = [[list(one(who)) for one in of] for who in (lead, deputy, supervisor)]
    assert theirs == [[[case], [], []], [[], [case], []], [[], [], [case]]]
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")
    assert not [one for one in of for who in (lead, deputy, supervisor) if one(who).exists()]


def test_an_offer_is_seen_by_whom_it_is_made_to_and_with_the_case(case):
    lead, _, _ = people(case)
    current = case.leads.get()
    offer = cases.lead_offer(case, centres.health_visitor(case.centre))
    sees = lambda who: set(Lead.objects.visible_to(who))  # noqa: E731
    assert sees(offer.user) == {offer}
    assert sees(lead) == sees(centres.manager(case.centre)) == {current, offer}
    assert sees(centres.health_visitor(case.centre)) == set()


def declined(case, **fields):
    given = {"status": LeadStatus.DECLINED, "answered_on": days_ago(1), "reason": "I lead five.", **fields}
    return cases.lead(case, centres.health_visitor(case.centre), **given)


def waits():
    return list(Lead.objects.not_taken_over())


def test_a_no_to_taking_over_waits_until_somebody_settles_it_or_another_is_asked(case):
    made = declined(case)
    assert waits() == [made]
    back = declined(case, status=LeadStatus.TAKEN_BACK, reason="")
    assert waits() == [made]
    Lead.objects.filter(pk=back.pk).update(status=LeadStatus.OFFERED, answered_on=None)
    assert waits() == []
    Lead.objects.filter(pk=back.pk).delete()
    Lead.objects.filter(pk=made.pk).update(settled_on=today())
    assert waits() == []


def test_what_is_asked_about_another_family_settles_nothing(case):
    made = declined(case)
    cases.lead_offer(cases.case_without_lead(case.centre), centres.health_visitor(case.centre))
    assert waits() == [made]


def test_of_a_closed_case_or_one_that_nobody_leads_no_answer_waits(case):
    declined(case)
    lead = case.leads.get(status=LeadStatus.ACCEPTED)
    Lead.objects.filter(pk=lead.pk).update(status=LeadStatus.ENDED, ended_on=today(), reason="A new post.")
    assert waits() == []
    Lead.objects.filter(pk=lead.pk).update(status=LeadStatus.ACCEPTED, ended_on=None, reason="")
    assert len(waits()) == 1
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")
    assert waits() == []


def test_what_nobody_answered_is_unanswered(case):
    offer = cases.lead_offer(case, centres.health_visitor(case.centre))
    assert list(Lead.objects.unanswered()) == [offer]
    assert offer not in Lead.objects.current()
