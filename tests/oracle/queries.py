"""The product's own queries, built and planned once: that costs many times what PostgreSQL needs to answer them.

A query of `visible_to` differs from person to person, and from moment to moment, in three values only. So each is built
for nobody on a day long ago, prepared, and asked with the person and the moment put in their places. Pages, the API and
every so often the look of everybody at the end build theirs anew, as the product does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import time_machine
from django.db import connection

NOBODY = 987_654_321
LONG_AGO = datetime(1993, 5, 4, 12, 0, tzinfo=UTC)
A_YEAR = timedelta(days=365)
_PREPARED: dict[tuple[int, str], tuple[str, tuple[Any, ...]]] = {}  # of each connection to the server


@dataclass(frozen=True)
class Anybody:
    """Stands for a person while a query is built."""

    pk: int = NOBODY


def asked(name: str, build: Callable[[Any], Any], person: int, now: datetime) -> list[tuple[Any, ...]]:
    """The rows that the query called `name` gives for a person at a moment."""
    with connection.cursor() as cursor:
        here = connection.connection.info.backend_pid, name
        if here not in _PREPARED:
            _PREPARED[here] = _prepare(cursor, f"oracle_{len(_PREPARED)}", build)
        execute, values = _PREPARED[here]
        cursor.execute(execute, tuple(_put(value, person, now) for value in values))
        return list(cursor.fetchall())


def _prepare(cursor: Any, name: str, build: Callable[[Any], Any]) -> tuple[str, tuple[Any, ...]]:
    with time_machine.travel(LONG_AGO, tick=False):
        sql, values = build(Anybody()).query.sql_with_params()
    cursor.execute("SET plan_cache_mode = force_generic_plan")
    cursor.execute(f"PREPARE {name} AS " + sql % tuple(f"${n}" for n in range(1, len(values) + 1)))
    return f"EXECUTE {name} ({', '.join(['%s'] * len(values))})", values


def _put(value: Any, person: int, now: datetime) -> Any:
    if value == NOBODY:
        return person
    if isinstance(value, datetime):
        assert value == LONG_AGO, "a moment that is not now"
        return now
    if isinstance(value, date):
        ahead = value - LONG_AGO.date()
        assert abs(ahead) < A_YEAR, "a day that is not counted from today"
        return now.date() + ahead
    return value
