"""Where things are measured: the demo's two centres, a long case, an item of today's meeting that runs."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Places:
    """Who looks, and at what."""

    client: Any
    manager: Any
    case: Any
    item: Any


def made() -> Places:
    """The demo, made anew; its manager is signed in."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.SECOND_FACTOR_REQUIRED = False
    call_command("migrate", verbosity=0)
    call_command("demo_data")
    manager, case, item = _places()
    client = Client()
    client.force_login(manager)
    return Places(client, manager, case, item)


def _places() -> tuple[Any, Any, Any]:
    """The manager of the first centre, a case with a long story, an item of today's meeting that runs."""
    from django.db.models import Count
    from django.utils import timezone

    from accounts.models import User
    from cases.models import Case
    from meetings.demo.people import ALDERBROOK
    from meetings.models import Meeting
    from meetings.services import open_meeting

    today = timezone.localdate()
    manager = User.objects.get(email=next(one.email for one in ALDERBROOK if one.key == "manager"))
    cases = Case.objects.visible_to(manager).open().annotate(steps=Count("contacts")).order_by("-steps", "pk")
    meeting = Meeting.objects.visible_to(manager).get(on=today)
    open_meeting(meeting=meeting, by=manager, on=today)
    return manager, cases[0], meeting.items.filter(case__isnull=False).in_order()[0]


def get(client: Any, address: str) -> None:
    """Ask for a page that is there."""
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answers {answer.status_code}")


def seconds(do: Callable[[], None]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


@contextmanager
def working_as(role: str) -> Iterator[None]:
    """Work as a role of PostgreSQL, then as the worker again."""
    from django.db import connection

    from row_security.policies import WORKER

    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {WORKER}")
