"""Referrals, families, agreements, meetings, minutes, the directory, reports, one's own account: everybody."""

import pytest
from django.test import Client

from tests.access.doors import address, try_door
from tests.access.knowledge import CASE, DECIDED, HOME, IDENTITY, MEETING, RESTRICTED
from tests.access.matrix import LIBRARY, OF_ROUTE, OPEN, OTHERS, ROUTES, leaks, wrong_cells
from tests.access.table_cases import PARTS
from tests.days import days_ago
from tests.factories import centres
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "GET")


@pytest.mark.parametrize("route", OTHERS)
def test_everybody_is_answered_as_the_table_says(route, world, clients):
    found = wrong_cells(route, world, clients)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("route", sorted(OF_ROUTE))
def test_no_route_answers_a_method_that_is_not_in_the_table(route, world, clients):
    found, rows = [], OF_ROUTE[route]
    to, described = address(world, route, rows[0].at, ""), ROUTES[route].startswith("api/") and route != "api_docs"
    for method in sorted(set(METHODS) - {row.method for row in rows} - {"HEAD"}):
        for seat in ("manager", "stranger", "anonymous"):
            tried = try_door(clients[seat], world, method, to)
            right = {200} if described and method == "OPTIONS" else {405}
            if seat == "anonymous":
                right |= {302, 403}
            if tried.status not in right or tried.wrote or leaks(seat, tried):
                found.append(f"{method} as {seat}: {tried.status}, writes {set(tried.wrote)}, {leaks(seat, tried)}")
    assert not found, "\n".join(found)


READ = [route for route in sorted(OF_ROUTE) if OF_ROUTE[route][0].method == "GET"]


@pytest.mark.parametrize("route", READ)
def test_head_is_answered_like_get(route, world, clients):
    to, found = address(world, route, OF_ROUTE[route][0].at, OF_ROUTE[route][0].ask), []
    for seat in ("stranger", "anonymous"):
        answers = [try_door(clients[seat], world, method, to) for method in ("GET", "HEAD")]
        if answers[0].status != answers[1].status or leaks(seat, answers[1]):
            found.append(f"{seat}: {[one.status for one in answers]} {leaks(seat, answers[1])}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("route", [*LIBRARY, *OPEN])
def test_signing_in_and_health_show_nobody_anything_of_a_family(route, world, clients):
    world.places["key"] = ("a", "b-c")
    at = "key" if "uidb36" in ROUTES[route] else "nothing" if "<int:pk>" in ROUTES[route] else ""
    to, found = address(world, route, at, ""), []
    for seat in ("manager", "lead", "left", "stranger", "anonymous"):
        for method in METHODS:
            tried = try_door(clients[seat], world, method, to)
            if tried.status >= 500 or leaks(seat, tried):
                found.append(f"{method} as {seat}: {tried.status} {leaks(seat, tried)}")
    assert not found, "\n".join(found)


def test_every_canary_can_be_found_by_whoever_may_read_it(world, clients):
    """A canary that stands on no page at all would prove nothing."""
    pages = [("manager", "family", "harbour.family", "address=yes"), ("manager", "referral", "harbour.referral", ""),
             ("manager", "item", "harbour.item", ""), ("manager", "minutes", "last", ""),
             ("manager", "minutes_pdf", "last", ""), ("lead", "cases", "", ""),
             ("manager", "family-detail", "harbour.family", ""),
             ("manager", "restricted_note", "harbour.note", ""),
             ("lead", "case-others", "harbour.case", "")]  # fmt: skip
    pages += [("lead", "case", f"{name}.case", part) for name in ("harbour", "mooring") for part in PARTS]
    pages += [("manager", "actions", "", "who=all"), ("manager", "case", "lantern.case", "")]
    seen = set().union(*(try_door(clients[seat], world, "GET", address(world, route, at, ask)).seen
                         for seat, route, at, ask in pages))  # fmt: skip
    wanted = set(f"{CASE} {HOME} {IDENTITY} {MEETING} {DECIDED} {RESTRICTED}".split())
    assert wanted - {what for _, what in seen} - {"area"} == set()


def test_the_pdf_of_the_minutes_is_read(world, clients):
    to = address(world, "minutes_pdf", "last", "")
    assert ("harbour", "dissent") in try_door(clients["invited"], world, "GET", to).seen


def closed_doors(world, client):
    """What every route and method answers somebody who should get no further than signing in."""
    for route, rows in OF_ROUTE.items():
        for method in sorted({one.method for one in rows}):
            first = next(one for one in rows if one.method == method)
            yield f"{method} {route}", try_door(client, world, method, address(world, route, first.at, first.ask))


def test_whoever_no_longer_works_anywhere_must_sign_in_and_cannot(world):
    gone = Client(raise_request_exception=False)
    gone.force_login(centres.support_worker(centres.centre(), ends_on=days_ago(1)))
    found = [
        f"{door}: {tried.status} {tried.to}"
        for door, tried in closed_doors(world, gone)
        if tried.wrote or (tried.status, tried.to.split("?")[0]) not in {(302, "/account/login/"), (403, "")}
    ]
    assert not found, "\n".join(found)


def test_whoever_has_no_second_factor_gets_no_further_than_setting_one_up(world, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    manager = ConfirmedClient(raise_request_exception=False)
    manager.force_login(world.seats["manager"])
    found = [
        f"{door}: {tried.status} {tried.to}"
        for door, tried in closed_doors(world, manager)
        if tried.wrote or tried.seen or (tried.status, tried.to) not in {(302, "/account/second-step/"), (403, "")}
    ]
    assert not found, "\n".join(found)
