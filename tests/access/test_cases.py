"""Cases, their people, contacts, plans, reviews and actions: everybody, in every relation, in every state."""

import pytest

from tests.access.matrix import CASES, wrong_cells

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", CASES)
def test_everybody_is_answered_as_the_table_says(route, world, clients):
    found = wrong_cells(route, world, clients)
    assert not found, "\n" + "\n".join(found)
