"""The world of the matrix, once for each module."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from tests.access.seats import SEATS
from tests.access.world import World, build
from tests.signing_in import ConfirmedClient

NOW = datetime(2026, 11, 17, 10, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world, within one transaction that is never committed; it stays Tuesday 17 November 2026, ten o'clock."""
    logging.disable(logging.WARNING)  # else every refusal is a line of every failure
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    """A browser for each seat, signed in; they have confirmed that it is them, as something serious asks."""
    made: dict[str, Client] = {seat: ConfirmedClient(raise_request_exception=False) for seat in SEATS}
    for seat, client in made.items():
        if seat != "anonymous":
            client.force_login(world.seats[seat])
    return made
