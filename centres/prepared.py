"""Queries in which only who asks, when and of what changes: put into SQL once, not with every request.

Who may open a case is a dozen nested queries. PostgreSQL answers them in a few milliseconds, but Django took thirty to
eighty to put them together anew each time, several times a page: most of what a page cost.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils import timezone


class _Somebody:
    """Stands for the person while the SQL is made."""

    pk = 918_273_645


_ON, _NOW, _ROW = date(1, 2, 3), datetime(1, 2, 3, 4, 5, tzinfo=UTC), 918_273_646
Make = Callable[[Any, date, datetime, int], models.QuerySet]


class Prepared:
    """A query over (person, day, moment, row's number), of which each call fills in the values.

    `make` must take the day and the moment from what it is given: a clock of its own would stand still, and is refused.
    """

    def __init__(self, make: Make) -> None:
        self.make = make
        self.sql = ""
        self.values: list[Any] = []

    def _put_into_sql(self) -> None:
        sql, values = self.make(_Somebody(), _ON, _NOW, _ROW).query.sql_with_params()
        dates = [value for value in values if isinstance(value, date) and value not in (_ON, _NOW)]
        if dates or _Somebody.pk not in values:
            raise ValueError(f"{self.make}: asks a clock of its own ({dates}), or for nobody.")
        self.sql, self.values = sql, list(values)

    def _filled_in(self, user: Any, on: date, now: datetime | None, row: int = 0) -> list[Any]:
        if not self.sql:
            self._put_into_sql()
        facts = {_Somebody.pk: user.pk or 0, _ON: on, _NOW: now or timezone.now(), _ROW: row}
        return [facts.get(value, value) for value in self.values]

    def ids(self, user: Any, on: date, now: datetime | None = None) -> RawSQL:
        """For a query: the ids that it gives for `user` on `on`, or at the moment `now`."""
        values = self._filled_in(user, on, now)
        return RawSQL(self.sql, values)  # noqa: S611 - Django made it

    def row(self, user: Any, on: date, row: int) -> dict[str, Any] | None:
        """The one row of number `row`, by the names of its columns."""
        values = self._filled_in(user, on, None, row)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found = cursor.fetchone()
            return found and dict(zip((column.name for column in cursor.description), found, strict=True))
