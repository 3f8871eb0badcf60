"""The table is whole: every route of the product stands in it, and nothing that is no route."""

from tests.access.matrix import CELLS, LIBRARY, OF_ROUTE, OPEN, PLAN, ROUTES
from tests.access.seats import SEATS


def test_every_route_is_in_the_table_and_every_row_is_a_route():
    assert set(OF_ROUTE) | set(LIBRARY) | set(OPEN) == set(ROUTES)


def test_as_many_routes_are_checked_as_there_are():
    assert len(ROUTES) == 439


def test_every_row_has_an_answer_for_everybody():
    assert all(set(row.answers) == set(SEATS) for rows in OF_ROUTE.values() for row in rows)


def test_everybody_tries_every_route_and_method():
    tried = {(route, row.method): set() for route, plan in PLAN.items() for row, _ in plan}
    for route, plan in PLAN.items():
        for row, seats in plan:
            tried[route, row.method] |= set(seats)
    assert {key: set(SEATS) - seats for key, seats in tried.items() if seats != set(SEATS)} == {}


def test_more_cells_are_tried_than_the_guide_says():
    assert CELLS > 20_000
