"""Queries in which only who asks, when and of what changes: put into SQL and planned once, not with every request.

Who may open a case is a dozen nested queries. Django took thirty to eighty milliseconds to put them together anew each
time, and PostgreSQL ten to plan what it answers in two.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils import timezone


class _Somebody:
    """Stands for the person while the SQL is made."""

    pk = 918_273_645


_ON, _NOW, _ROW = date(1, 2, 3), datetime(1, 2, 3, 4, 5, tzinfo=UTC), 918_273_646
_PLACES = {_Somebody.pk: "$1", _ON: "$2", _NOW: "$3", _ROW: "$4"}
_PLANNED: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # on each connection, by name
_NUMBERS = count()
Make = Callable[[Any, date, datetime, int], models.QuerySet]


class Prepared:
    """A query over (person, day, moment, row's number), of which each call fills in the values.

    `make` must take the day and the moment from what it is given: a clock of its own would stand still, and is refused.
    So is a query that asks nobody's leave, unless it is said that everybody is answered alike (not `of_somebody`).
    """

    def __init__(self, make: Make, *, of_somebody: bool = True) -> None:
        self.make, self.of_somebody = make, of_somebody
        self.forget()

    def forget(self) -> None:
        """Make the SQL anew at the next call."""
        self.name, self.sql, self.values = f"fortnight_{next(_NUMBERS)}", "", list[Any]()

    def _put_into_sql(self) -> None:
        if self.sql:
            return
        sql, values = self.make(_Somebody(), _ON, _NOW, _ROW).query.sql_with_params()
        dates = [value for value in values if isinstance(value, date) and value not in (_ON, _NOW)]
        if dates or (self.of_somebody and _Somebody.pk not in values):
            raise ValueError(f"{self.make}: asks a clock of its own ({dates}), or for nobody.")
        self.sql, self.values = sql, list(values)

    def ids(self, user: Any, on: date, now: datetime | None = None) -> RawSQL:
        """For a query: the ids that it gives for `user` on `on`, or at the moment `now`."""
        self._put_into_sql()
        facts = {_Somebody.pk: user.pk or 0, _ON: on, _NOW: now or timezone.now()}
        return RawSQL(self.sql, [facts.get(value, value) for value in self.values])  # noqa: S611 - Django made it

    def gives(self, user: Any, on: date, row: int) -> bool:
        """Whether the number `row` is among the ids that it gives."""
        question = "SELECT EXISTS (SELECT FROM ({sql}) given (id) WHERE id = $4) AS given"
        return bool(self._asked("gives", question, user, on, row)[0]["given"])

    def row(self, user: Any, on: date, row: int) -> dict[str, Any] | None:
        """The one row of number `row`, by the names of its columns."""
        return next(iter(self._asked("row", "{sql}", user, on, row)), None)

    def rows(self, user: Any, on: date) -> list[dict[str, Any]]:
        """Every row of a query that asks for no row in particular, by the names of its columns."""
        return self._asked("row", "{sql}", user, on, 0)

    def _asked(self, kind: str, question: str, user: Any, on: date, row: int) -> list[dict[str, Any]]:
        self._put_into_sql()
        name = f"{self.name}_{kind}"
        with connection.cursor() as cursor:
            planned = _PLANNED.setdefault(connection.connection, set())
            if name not in planned:
                literals = [_PLACES.get(value) or cursor.mogrify("%s", [value]).decode() for value in self.values]
                sql = question.format(sql=self.sql % tuple(literals))
                cursor.execute(f"PREPARE {name} (bigint, date, timestamptz, bigint) AS {sql}")
                planned.add(name)
            cursor.execute(f"EXECUTE {name} (%s, %s, %s, %s)", [user.pk or 0, on, timezone.now(), row])
            columns = [column.name for column in cursor.description]
            return [dict(zip(columns, found, strict=True)) for found in cursor.fetchall()]
