"""The product's own queries, built once: building one costs ten times what PostgreSQL needs to answer it.

A query of `visible_to` differs from person to person, and from moment to moment, in three values only. So each is built
for nobody on a day long ago, and asked with the person and the moment put in their places. Pages, the API and the look
of everybody at the end build theirs anew each time, as the product does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import time_machine
from django.db import connection

NOBODY = 987_654_321
LONG_AGO = datetime(1993, 5, 4, 12, 0, tzinfo=UTC)
_BUILT: dict[str, tuple[str, tuple[Any, ...]]] = {}


@dataclass
class Anybody:
    """Stands for a person while a query is built."""

    pk: int = NOBODY
    is_active: bool = True


def asked(name: str, build: Callable[[Any], Any], person: int, now: datetime) -> list[tuple[Any, ...]]:
    """The rows that the query called `name` gives for a person at a moment."""
    if name not in _BUILT:
        with time_machine.travel(LONG_AGO, tick=False):
            _BUILT[name] = build(Anybody()).query.sql_with_params()
    sql, values = _BUILT[name]
    with connection.cursor() as cursor:
        cursor.execute(sql, tuple(_put(value, person, now) for value in values))
        return list(cursor.fetchall())


def _put(value: Any, person: int, now: datetime) -> Any:
    if value == NOBODY:
        return person
    if isinstance(value, datetime):
        assert value == LONG_AGO, "a moment that is not now"
        return now
    if isinstance(value, date):
        assert value == LONG_AGO.date(), "a day that is not today"
        return now.date()
    return value
