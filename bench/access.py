"""What row-level security and the log of reads add to the page of a case and to the chair's screen."""

import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from bench.demo import Places, get, seconds, working_as

ROUNDS, PAGES = 30, 8


def measured(at: Places) -> dict[str, float]:
    """The page as it is over the page without."""
    from django.urls import reverse

    pages = {"case": reverse("case", args=[at.case.pk]), "agenda": reverse("item", args=[at.item.pk])}
    return {f"rls_and_log_over_plain_{name}": _ratio(lambda to=to: get(at.client, to)) for name, to in pages.items()}


def _ratio(page: Callable[[], None]) -> float:
    """The median time of the page as it is, over that without row-level security and log, some of each in turn.

    The first page of each round is not counted: PostgreSQL plans anew for whoever comes.
    """
    rounds = [(_median(_as_the_web, page), _median(_plain, page)) for _ in range(ROUNDS)]
    secured, plain = (round(statistics.median(times) * 1000, 1) for times in zip(*rounds, strict=True))
    print(f"{secured} ms with row-level security and log, {plain} ms without", flush=True)  # noqa: T201 - it takes minutes, and says so
    return round(statistics.median(one / other for one, other in rounds), 3)


def _median(mode: Callable[[], Any], page: Callable[[], None]) -> float:
    with mode():
        page()
        return statistics.median(seconds(page) for _ in range(PAGES))


@contextmanager
def _as_the_web() -> Iterator[None]:
    from row_security.policies import WEB

    with working_as(WEB):
        yield


@contextmanager
def _plain() -> Iterator[None]:
    """As the owner of the tables, whom no policy binds; nothing is logged, and nobody is named to PostgreSQL."""
    loggers = [module for module in list(sys.modules.values()) if hasattr(module, "record_reads")]
    with ExitStack() as without, working_as("NONE"):
        for module in loggers:
            without.enter_context(patch.object(module, "record_reads", lambda **facts: 0))
        without.enter_context(patch("config.middleware.act_for", lambda user: None))
        yield
