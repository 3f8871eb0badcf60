"""The lists of the page: the first rows of each, and how many there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Window

from cases.models import Case
from cases.serializers import ActionSerializer, CaseHeaderSerializer, named_case_ids

ROWS = 8
EVERY = 200  # of what waits for somebody and no other page lists


@dataclass
class Listing:
    """The first rows of a list, and how many there are."""

    rows: list[Any] = field(default_factory=list)
    number: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.number - len(self.rows)


def first(rows: models.QuerySet, most: int = ROWS) -> Listing:
    """The first rows, and how many there are in all: one query."""
    shown = list(rows.annotate(in_all=Window(Count("*")))[:most])
    return Listing(shown, shown[0].in_all if shown else 0)


def with_header(cases: Any) -> Any:
    """Cases with everything that `headers` shows."""
    return cases.with_next().select_related("family").prefetch_related("family__children")


def headers(cases: Iterable[Case], on: date) -> list[Any]:
    """The header of each case."""
    return list(CaseHeaderSerializer(cases, many=True, context={"on": on}).data)


def shown_actions(rows: Any, user: Any, on: date, most: int = ROWS) -> tuple[Listing, list[Case]]:
    """The first actions, the earliest date first, and the cases of which `user` reads the family's name there."""
    found = first(rows.shown().order_by("due_on", "pk"), most)
    named = named_case_ids(user, found.rows)
    shown = ActionSerializer(found.rows, many=True, context={"on": on, "named_case_ids": named}).data
    return Listing(list(shown), found.number), [row.case for row in found.rows if row.case_id in named]
