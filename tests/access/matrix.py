"""The whole matrix: the tables joined, the cells to try, and trying them."""

from collections import defaultdict
from dataclasses import replace

from django.test import Client

from tests.access import (
    table_advice,
    table_cases,
    table_centre,
    table_closing,
    table_deputies,
    table_directory,
    table_export,
    table_families,
    table_handover,
    table_imports,
    table_meetings,
    table_merging,
    table_notes,
    table_people,
    table_plan,
    table_search,
    table_services,
    table_sharing,
    table_stepping,
    table_visits,
)
from tests.access.doors import Tried, address, routes, try_door, wrong
from tests.access.in_log import InLog
from tests.access.knowledge import allowed
from tests.access.plan import planned
from tests.access.policy import MAY, Row
from tests.access.seats import SEATS
from tests.access.world import World

ROUTES = routes()
TABLES = (
    table_cases,
    table_plan,
    table_handover,
    table_deputies,
    table_closing,
    table_stepping,
    table_people,
    table_visits,
    table_notes,
    table_advice,
    table_families,
    table_search,
    table_sharing,
    table_meetings,
    table_centre,
    table_services,
    table_directory,
    table_imports,
    table_merging,
    table_export,
)
LIBRARY, OPEN = table_centre.LIBRARY, table_centre.OPEN
KNOWN = {seat: allowed(seat) for seat in SEATS}


def _of_route() -> dict[str, list[Row]]:
    rows = [one for table in TABLES for one in [*table.PAGES, *table.API]]
    changed = {one.route for one in rows if one.method != "GET"}
    found: dict[str, list[Row]] = defaultdict(list)
    for one in rows:
        found[one.route].append(replace(one, reads=one.route not in changed))
    return dict(found)


OF_ROUTE = _of_route()
PLAN = {route: list(planned(rows)) for route, rows in OF_ROUTE.items()}
CASES = sorted({one.route for one in [*table_cases.PAGES, *table_cases.API]})
OTHERS = sorted(set(OF_ROUTE) - set(CASES))
CELLS = sum(len(seats) for plan in PLAN.values() for _, seats in plan)


def leaks(seat: str, tried: Tried) -> str:
    """What the seat read that it may not know; nobody is written anything of a family by e-mail."""
    read = sorted(tried.seen - KNOWN[seat])
    return f"shows {read}" if read else f"mails {sorted(tried.mailed)}" if tried.mailed else ""


def wrong_cells(route: str, world: World, clients: dict[str, Client]) -> list[str]:
    """Every cell of a route that is not as the table says."""
    found = []
    for turn, (row, seats) in enumerate(PLAN[route]):
        to = address(world, route, row.at, row.ask)
        may = [seat for seat in seats if row.answers[seat].kind == MAY and seat != "anonymous"]
        for seat in seats:
            expected = row.answers[seat]
            in_log = InLog(world.seats[seat].pk) if may and seat == may[turn % len(may)] else None
            tried = try_door(clients[seat], world, row.method, to, row.send, then=in_log)
            problems = (wrong(expected, tried, row), leaks(seat, tried), in_log.unlike(row, tried) if in_log else "")
            found += [f"{row} as {seat}: {one}; the table says: {expected}" for one in problems if one]
    return found
