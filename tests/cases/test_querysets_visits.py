"""What the questions about visits count, each asked directly."""

import pytest

from cases.models import Visit
from cases.status import VisitStatus
from centres.models import Membership
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, families, sharing

pytestmark = pytest.mark.django_db


def member(case):
    who = centres.health_visitor(case.centre)
    cases.team_member(case, who)
    return who


def stranded():
    return list(Visit.objects.stranded(today()))


def test_a_visit_is_seen_with_the_case_unless_the_family_keeps_contacts_from_their_agency(case):
    lead, who = cases.lead_of(case), member(case)
    made = cases.visit(case, by=lead)
    sees = lambda one: list(Visit.objects.visible_to(one))  # noqa: E731
    assert (sees(lead), sees(who), sees(centres.health_visitor(case.centre))) == ([made], [made], [])
    sharing.kept(case.family, cases.agency_of(who, case.centre), Information.CONTACTS, by=lead)
    assert (sees(lead), sees(who)) == ([made], [])


def test_what_is_planned_what_was_cancelled_and_what_has_no_record(case):
    lead = cases.lead_of(case)
    to_come, late = cases.visit(case, by=lead, on=today()), cases.visit(case, by=lead, on=days_ago(1))
    cancelled = cases.visit(case, by=lead, on=days_ago(1))
    Visit.objects.filter(pk=cancelled.pk).update(status=VisitStatus.CANCELLED, cancelled_because="Snow")
    assert set(Visit.objects.planned()) == set(Visit.objects.not_cancelled()) == {to_come, late}
    assert list(Visit.objects.without_record(today())) == [late]


@pytest.mark.parametrize("comes", ["leads", "takes part", "manages"])
def test_nobody_is_stranded_as_long_as_who_comes_works_with_the_family_or_manages(case, comes):
    who = {"leads": cases.lead_of, "takes part": member, "manages": lambda case: centres.manager(case.centre)}[comes]
    who = who(case)
    made = cases.visit(case, by=who)
    before = stranded()
    Membership.objects.filter(user=who).update(ends_on=days_ago(1))
    assert (before, stranded()) == ([], [made])


def test_a_visit_of_today_or_later_is_stranded_and_none_of_before(case):
    gone = centres.health_visitor(case.centre)
    today_, before = (cases.visit(case, by=gone, on=days_ago(days)) for days in (0, 1))
    assert (stranded(), before in stranded()) == ([today_], False)
    Visit.objects.update(status=VisitStatus.CANCELLED, cancelled_because="Snow")
    assert stranded() == []


def test_who_works_with_another_family_or_manages_another_centre_is_no_help(case):
    other = cases.led_case(at=case.centre)
    elsewhere = centres.manager(centres.centre())
    centres.health_visitor(case.centre, user=elsewhere)
    for who in (cases.lead_of(other), member(other), elsewhere):
        made = cases.visit(case, by=who)
        assert made in stranded()


def test_one_of_two_who_works_with_the_family_no_more_is_enough(case):
    made = cases.visit(case, by=cases.lead_of(case), workers=[cases.lead_of(case), centres.health_visitor(case.centre)])
    beside = cases.visit(case, by=cases.lead_of(case))
    assert stranded() == [made] and beside not in stranded()


def test_an_agency_that_is_excluded_sends_nobody(case):
    who = member(case)
    made = cases.visit(case, by=who)
    case.family.wishes.all().delete()
    families.wish(case.family, cases.agency_of(who, case.centre), by=who, included=False)
    assert stranded() == [made]
