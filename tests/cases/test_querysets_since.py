"""Since when nobody leads a family: what of its history counts, and what of somebody else's does not."""

import pytest

from cases.models import Case
from cases.status import LeadStatus
from centres.models import Membership
from consent.models import SharingWish
from tests.days import days_ago, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db


def opened(case, lead):
    """Nothing but that: 60 days ago."""
    return 60


def opened_again(case, lead):
    Case.objects.filter(pk=case.pk).update(reopened_on=days_ago(11))
    return 11


def said_yes(case, lead):
    cases.lead(case, lead, answered_on=days_ago(29))
    return 29


def the_last_one_stopped(case, lead):
    for days in (40, 12, 33):
        stopped(case, centres.support_worker(case.centre), days)
    return 12


def the_last_one_stopped_and_others_said_no_since(case, lead):
    the_offer_was_declined(case, lead)
    stopped(case, centres.support_worker(case.centre), 12)
    return 12


def somebody_stopped_who_leads_another_family(case, lead):
    stopped(cases.case_without_lead(case.centre), lead, 3)
    return 60


def the_offer_was_declined(case, lead):
    cases.lead(case, lead, status=LeadStatus.DECLINED, answered_on=days_ago(3), reason="I lead five.")
    return 60


def who_leads_left(case, lead):
    cases.lead(case, lead)
    ended(lead, 6)
    return 6


def who_leads_left_another_centre_since(case, lead):
    who_leads_left(case, lead)
    centres.health_visitor(centres.centre(), user=lead, ends_on=days_ago(2))
    return 6


def who_leads_left_the_office_since(case, lead):
    who_leads_left(case, lead)
    centres.administrator(case.centre, user=lead, ends_on=days_ago(2))
    return 6


def who_leads_stops_here_today(case, lead):
    who_leads_left(case, lead)
    centres.health_visitor(case.centre, user=lead, ends_on=today())
    return 6


def a_colleague_left(case, lead):
    cases.lead(case, lead)
    ended(centres.support_worker(case.centre), 2)
    return 29


def who_declined_left(case, lead):
    the_offer_was_declined(case, lead)
    ended(lead, 2)
    return 60


def who_leads_another_family_left(case, lead):
    cases.lead(cases.case_without_lead(case.centre), lead)
    ended(lead, 2)
    return 60


def their_agency_was_excluded(case, lead):
    cases.lead(case, lead)
    says(case.family, lead, case, 7)
    return 7


def their_agency_is_excluded_no_more(case, lead):
    cases.lead(case, lead)
    says(case.family, lead, case, 7, until=days_ago(1))
    return 29


def their_agency_was_included(case, lead):
    cases.lead(case, lead)
    says(case.family, lead, case, 7, included=True)
    return 29


def another_agency_was_excluded(case, lead):
    cases.lead(case, lead)
    says(case.family, centres.health_visitor(case.centre), case, 7)
    return 29


def another_family_excluded_their_agency(case, lead):
    cases.lead(case, lead)
    says(families.family(case.centre), lead, case, 7)
    return 29


def the_agency_of_who_declined_was_excluded(case, lead):
    the_offer_was_declined(case, lead)
    says(case.family, lead, case, 7)
    return 60


def stopped(case, who, days):
    cases.lead(case, who, status=LeadStatus.ENDED, ended_on=days_ago(days), answered_on=days_ago(50), reason="A post.")


def ended(who, days):
    Membership.objects.filter(user=who).update(ends_on=days_ago(days))


def says(family, who, case, days, **fields):
    agency = cases.agency_of(who, case.centre)
    SharingWish.objects.filter(family=family, agency=agency).delete()
    given = {"included": False, "recorded_by": who, "since": days_ago(days), **fields}
    SharingWish.objects.create(family=family, agency=agency, **given)


HISTORIES = [
    opened, opened_again, said_yes, the_last_one_stopped, the_last_one_stopped_and_others_said_no_since,
    somebody_stopped_who_leads_another_family,
    the_offer_was_declined, who_leads_left, who_leads_left_another_centre_since, who_leads_left_the_office_since,
    who_leads_stops_here_today, a_colleague_left, who_declined_left, who_leads_another_family_left,
    their_agency_was_excluded, their_agency_is_excluded_no_more, their_agency_was_included,
    another_agency_was_excluded, another_family_excluded_their_agency, the_agency_of_who_declined_was_excluded,
]  # fmt: skip


@pytest.mark.parametrize("history", HISTORIES)
def test_nobody_leads_since(history):
    case = cases.case_without_lead(opened_on=days_ago(60))
    expected = history(case, centres.support_worker(case.centre))
    assert Case.objects.with_since(today()).get(pk=case.pk).since == days_ago(expected)
