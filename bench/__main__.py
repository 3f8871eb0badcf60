"""`make bench`: what things cost, measured side by side in one run; writes bench/results.json, name -> number."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

RESULTS = Path(__file__).with_name("results.json")
ROUNDS, PAGES = 30, 8


def main() -> None:
    """Measure everything on the demo's two centres; say it and write it down."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results |= _access()
    RESULTS.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")
    print(RESULTS.read_text())


def _access() -> dict[str, float]:
    """What row-level security and the log of reads add to the page of a case and to the chair's screen."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    settings.SECOND_FACTOR_REQUIRED = False
    call_command("migrate", verbosity=0)
    call_command("demo_data")
    manager, case, item = _places()
    client = Client()
    client.force_login(manager)
    pages = {"case": reverse("case", args=[case.pk]), "agenda": reverse("item", args=[item.pk])}
    return {f"rls_and_log_over_plain_{name}": _ratio(lambda to=to: _get(client, to)) for name, to in pages.items()}


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


def _get(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answers {answer.status_code}")


def _ratio(page: Callable[[], None]) -> float:
    """The median time of the page as it is, over that without row-level security and log, some of each in turn.

    The first page of each round is not counted: PostgreSQL plans anew for whoever comes.
    """
    rounds = [(_median(_as_the_web, page), _median(_plain, page)) for _ in range(ROUNDS)]
    secured, plain = (round(statistics.median(times) * 1000, 1) for times in zip(*rounds, strict=True))
    print(f"{secured} ms with row-level security and log, {plain} ms without", flush=True)
    return round(statistics.median(one / other for one, other in rounds), 3)


def _median(mode: Callable[[], Any], page: Callable[[], None]) -> float:
    with mode():
        page()
        return statistics.median(_seconds(page) for _ in range(PAGES))


def _seconds(page: Callable[[], None]) -> float:
    began = time.perf_counter()
    page()
    return time.perf_counter() - began


@contextmanager
def _as_the_web() -> Iterator[None]:
    from row_security.policies import WEB

    with _role(WEB):
        yield


@contextmanager
def _plain() -> Iterator[None]:
    """As the owner of the tables, whom no policy binds; nothing is logged, and nobody is named to PostgreSQL."""
    loggers = [module for module in list(sys.modules.values()) if hasattr(module, "record_reads")]
    with ExitStack() as without, _role("NONE"):
        for module in loggers:
            without.enter_context(patch.object(module, "record_reads", lambda **facts: 0))
        without.enter_context(patch("config.middleware.act_for", lambda user: None))
        yield


@contextmanager
def _role(name: str) -> Iterator[None]:
    from django.db import connection

    from row_security.policies import WORKER

    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {WORKER}")


if __name__ == "__main__":
    main()
