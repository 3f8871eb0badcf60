"""The number of queries does not grow with the number of rows."""

import pytest
from django.urls import reverse

from cases.forms import CaseFilterForm
from cases.listing import cases_of, page_of_cases
from cases.models import Action, Contact
from cases.timeline import page_of
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 300


def queries(client, user, path):
    """How many queries the page takes."""
    client.force_login(user)
    return queries_of(client, path)


def more_cases(at, count, **leads):
    """So many cases of the centre, half of them without a lead."""
    referrer = centres.health_visitor(at)
    worker = leads.get("worker") or centres.support_worker(at)
    for number in range(count):
        case = cases.case_without_lead(at, of=families.family(at, name=f"Family {number}"), by=referrer)
        if number % 2 or "worker" in leads:
            cases.lead(case, worker)


def more_contacts(case, count):
    """So many contacts."""
    lead = cases.lead_of(case)
    rows = [
        Contact(case=case, by=lead, kind="call", reached=True, on=days_ago(number % 30), note="x")
        for number in range(count)
    ]
    Contact.objects.bulk_create(rows)


def more_actions(case, owner, count):
    """So many actions."""
    made = cases.action(owner, case.centre, case=case)
    rows = [
        Action(centre=made.centre, case=case, what="x", owner=owner, agency=made.agency, due_on=days_ago(number - 20),
               agreed_on=days_ago(40), agreed_by=owner)
        for number in range(count)
    ]  # fmt: skip
    Action.objects.bulk_create(rows)


def test_the_managers_list_of_cases(client):
    at = centres.centre()
    manager = centres.manager(at)
    more_cases(at, FEW)
    few = queries(client, manager, reverse("cases"))
    more_cases(at, MANY - FEW)
    assert queries(client, manager, reverse("cases")) == few


def test_the_workers_list_of_cases(client):
    at = centres.centre()
    worker = centres.support_worker(at)
    more_cases(at, FEW, worker=worker)
    few = queries(client, worker, reverse("cases"))
    more_cases(at, 50, worker=worker)
    assert queries(client, worker, reverse("cases")) == few


@pytest.mark.parametrize("part", ["story", "visits", "plan", "reviews", "people", "agreement"])
def test_the_case_page(client, part):
    case = cases.led_case()
    lead = cases.lead_of(case)
    path = reverse("case", args=[case.pk]) + f"?part={part}"
    for count in (FEW, MANY - FEW):
        more_contacts(case, count)
        more_actions(case, lead, count)
        for number in range(count // 10):
            cases.offer(case, by=lead, what=f"Offer {number}")
            cases.goal(case, by=lead)
            cases.visit(case, by=lead)
            cases.held_review(case, by=lead)
            cases.team_member(case, centres.health_visitor(case.centre))
        if count == FEW:
            few = queries(client, lead, path)
    assert queries(client, lead, path) <= few  # fewer, where a page holds fewer kinds of events


def test_my_actions(client):
    case = cases.led_case()
    lead = cases.lead_of(case)
    more_actions(case, lead, FEW)
    few = queries(client, lead, reverse("actions"))
    more_actions(case, lead, MANY - FEW)
    assert queries(client, lead, reverse("actions")) == few


@pytest.mark.parametrize("path", ["/visits/", "/api/v1/visits/"])
def test_the_calendar_of_visits(client, path):
    at = centres.centre()
    worker = centres.support_worker(at)
    counts = []
    for count in (FEW, MANY - FEW):
        more_cases(at, count // 5, worker=worker)
        for case in worker.leads.order_by("-pk")[: count // 5]:
            for days in range(5):
                cases.visit(case.case, by=worker, on=days_ago(-days))
            cases.contact(case.case, by=worker, on=today())
        counts.append(queries(client, worker, path))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/api/v1/cases/", "/api/v1/actions/", "/api/v1/leads/", "/api/v1/reviews/"])
def test_the_lists_of_the_api(client, path):
    at = centres.centre()
    worker = centres.support_worker(at)
    more_cases(at, FEW, worker=worker)
    few = queries(client, worker, path)
    more_cases(at, 40, worker=worker)
    assert queries(client, worker, path) == few


def test_the_timeline_pages_through_everything_once():
    case = cases.led_case()
    lead = cases.lead_of(case)
    more_contacts(case, 60)
    for number in range(10):
        cases.offer(case, by=lead, on=days_ago(number), what=f"Offer {number}")
        cases.progress(case, by=lead, on=days_ago(number))
    seen, cursor = [], ""
    while True:
        events, cursor = page_of(case, cursor)
        seen += [(event.kind, event.pk) for event in events]
        if not cursor:
            break
    assert (len(seen), len(set(seen))) == (81, 81)


def test_the_list_pages_through_every_case_once():
    at = centres.centre()
    manager = centres.manager(at)
    more_cases(at, 60)
    asked = CaseFilterForm({}).asked()
    seen, cursor = [], ""
    while True:
        rows, cursor = page_of_cases(cases_of(manager, asked, today()), cursor)
        seen += [row.pk for row in rows]
        if not cursor:
            break
    assert (len(seen), len(set(seen))) == (60, 60)
