"""Visits that were planned, when who leads or takes part changes: none is forgotten."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Visit
from cases.services import accept_lead
from consent.models import SharingWish
from tests.days import days_ago, soon, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


ALERT = "A visit is planned with somebody who no longer works with the family."


@pytest.fixture
def former(case):
    return cases.lead_of(case)


@pytest.fixture
def taken_over(case):
    """Somebody takes the family over; who it is."""

    def take(who=None):
        who = who or centres.support_worker(case.centre)
        accept_lead(lead=cases.lead_offer(case, who), by=who, on=today())
        return who

    return take


def who_visits(visit):
    return {one.user for one in visit.workers.all()}


def test_the_visits_of_who_led_are_the_successors(case, former, taken_over):
    visit = cases.visit(case, by=former, on=soon())
    new = taken_over()
    [worker] = visit.workers.all()
    assert (worker.user, worker.agency) == (new, cases.agency_of(new, case.centre))
    assert Entry.objects.get(verb="accept_lead").detail["visits"] == [visit.pk]


def test_who_stays_in_the_team_keeps_their_visits(case, former, taken_over):
    cases.team_member(case, former)
    visit = cases.visit(case, by=former, on=soon())
    taken_over()
    assert who_visits(visit) == {former}


def test_a_successor_who_came_along_comes_once(case, former, taken_over):
    new = centres.support_worker(case.centre)
    cases.team_member(case, new)
    visit = cases.visit(case, by=former, on=soon(), workers=[former, new])
    taken_over(new)
    assert who_visits(visit) == {new}


def test_what_colleagues_planned_stays_theirs(case, former, taken_over):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    visit = cases.visit(case, by=member, on=soon())
    taken_over()
    assert who_visits(visit) == {member}


def test_days_gone_by_stay_as_they_were(case, former, taken_over):
    visit = cases.visit(case, by=former, on=days_ago(2))
    taken_over()
    assert who_visits(visit) == {former}


# --- who can no longer go -------------------------------------------------------------------------------------------


@pytest.fixture
def member(case):
    made = centres.health_visitor(case.centre)
    cases.team_member(case, made)
    cases.visit(case, by=made, on=soon())
    return made


def stranded(case):
    return case.visits.stranded(today()).exists()


def test_nobody_is_missing_as_long_as_they_work_with_the_family(case, member, former):
    cases.visit(case, by=former, on=soon())
    cases.visit(case, by=centres.manager(case.centre), on=soon())
    assert not stranded(case)


@pytest.mark.parametrize("until", ["that day", "the day before"])
def test_who_stands_in_can_go_while_they_do(case, former, until):
    deputy = centres.support_worker(case.centre)
    cases.deputy(case, deputy, ends_on=soon() - timedelta(days=until == "the day before"))
    cases.visit(case, by=deputy, on=soon())
    assert stranded(case) == (until == "the day before")


def test_who_stands_in_elsewhere_can_not(case):
    deputy = centres.support_worker(case.centre)
    cases.deputy(cases.led_case(at=case.centre), deputy, ends_on=soon())
    cases.visit(case, by=deputy, on=soon())
    assert stranded(case)


@pytest.mark.parametrize("how", ["left the team", "left the centre", "agency excluded", "role changed"])
def test_a_visit_with_somebody_who_can_no_longer_go_is_an_alert(client, case, member, former, how):
    if how == "left the team":
        case.team.update(until=days_ago(1))
    if how == "left the centre":
        member.memberships.update(ends_on=days_ago(1))
    if how == "agency excluded":
        agency = cases.agency_of(member, case.centre)
        SharingWish.objects.filter(family=case.family, agency=agency).update(included=False)
    if how == "role changed":
        member.memberships.update(role="administrator")
    client.force_login(centres.manager(case.centre))
    assert stranded(case)
    assert ALERT in client.get(reverse("case", args=[case.pk])).content.decode()


def test_without_a_lead_any_more_the_visits_of_who_led_are_an_alert(case, former):
    cases.visit(case, by=former, on=soon())
    case.leads.update(status="ended", ended_on=today())
    assert stranded(case)


def test_a_visit_of_days_gone_or_cancelled_is_none(case, member):
    case.team.update(until=days_ago(1))
    Visit.objects.update(on=days_ago(1))
    assert not stranded(case)
