"""Explicit shares of a case: what one opens, what it does not, and what is listed of them."""

import pytest
from django.contrib.auth.models import Permission

from cases.access import grant, last_days_of_shares, shares_of
from cases.models import Case, CaseShareWithPerson
from tests.days import days_ago, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db


def last_day():
    return days_ago(-5)


@pytest.fixture
def case():
    """A case that nobody leads, of an agency the family says nothing about."""
    return cases.case_without_lead()


def shared(case, to, until=None):
    """The case, shared with a person or an agency."""
    return grant(case=case, to=to, until=until or last_day(), reason="Joint visit", by=centres.manager(case.centre))


def test_a_wish_that_the_agency_may_know_keeps_its_share_open(case):
    agency = centres.partner(case.centre)
    who = centres.health_visitor(case.centre, of=agency)
    families.wish(case.family, agency, by=case.referral.referred_by, included=True)
    shared(case, agency)
    assert Case.objects.opens(who, case.pk)


def test_a_share_with_an_agency_is_not_for_its_people_at_another_centre(case):
    agency, other = centres.partner(case.centre), centres.partner(case.centre)
    who = centres.health_visitor(case.centre, of=other)
    centres.health_visitor(centres.centre(), of=agency, user=who)
    shared(case, agency)
    assert not Case.objects.opens(who, case.pk)


def test_another_permission_in_the_same_table_opens_nothing(case):
    who = centres.health_visitor(case.centre)
    row = shared(case, who)
    CaseShareWithPerson.objects.filter(pk=row.pk).update(
        permission=Permission.objects.get_by_natural_key("view_case", "cases", "case")
    )
    assert (Case.objects.opens(who, case.pk), shares_of(case, today())) == (False, [])


def test_each_case_lists_its_own_shares_people_first(case):
    person, agency = centres.health_visitor(case.centre), centres.partner(case.centre)
    other = cases.case_without_lead(case.centre)
    shared(case, agency), shared(case, person)
    shared(other, centres.partner(case.centre)), shared(other, centres.health_visitor(case.centre))
    listed = [(one.kind, one.who, one.until) for one in shares_of(case, today())]
    assert listed == [("person", person.name, last_day()), ("agency", agency.name, last_day())]


def test_each_case_says_when_its_own_shares_end(case):
    person, agency = centres.health_visitor(case.centre), centres.partner(case.centre)
    other = cases.case_without_lead(case.centre)
    shared(case, person), shared(case, agency)
    shared(other, person, days_ago(-9)), shared(other, agency, days_ago(-9))
    assert last_days_of_shares(case, today()) == ({person.pk: last_day()}, {agency.pk: last_day()})
