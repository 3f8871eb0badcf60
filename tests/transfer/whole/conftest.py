"""The world, packed once and taken back: the database is empty again, and has other numbers than before."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests.access.conftest import NOW
from tests.transfer.whole.packed import Packed, everywhere, full_world


@pytest.fixture(scope="package")
def world_packed(django_db_setup: None, django_db_blocker: Any) -> Iterator[Packed]:
    """Every centre of the world."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        full_world()
        found = everywhere()
        transaction.set_rollback(True)
    yield found


@pytest.fixture
def rowan(world_packed: Packed) -> bytes:
    """The zip of the centre of the families."""
    return world_packed.of("rowan")
