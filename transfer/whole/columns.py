"""The columns of a table's file: one for each field, and before them the number of the row."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models

from transfer.whole.inside import INSIDE
from transfer.whole.tables import AGENCIES, BY_LABEL, KEYS, PEOPLE, Table

NUMBER, GROUP = "number", "auth.Group"
KINDS = {
    "CharField": "text", "TextField": "text", "EmailField": "text", "URLField": "text", "SlugField": "text",
    "UUIDField": "text", "IntegerField": "integer", "SmallIntegerField": "integer", "BigIntegerField": "integer",
    "PositiveIntegerField": "integer", "PositiveSmallIntegerField": "integer", "PositiveBigIntegerField": "integer",
    "BooleanField": "truth", "DateField": "date", "DateTimeField": "moment", "TimeField": "time",
    "JSONField": "json", "ArrayField": "list", "BinaryField": "file",
}  # fmt: skip
TYPES = {
    "text": "text", "integer": "whole number", "truth": "true or false", "date": "date (2026-11-21)",
    "moment": "moment (2026-11-21T14:30:00.000000Z)", "time": "time of day (14:30:00)", "json": "JSON",
    "list": "list, as JSON", "file": "path of a file in this zip", "number": "number of a row",
    "record": "number of a row in another file", "person": "e-mail address in people.csv",
    "agency": "name in agencies.csv",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column: its kind is one of `TYPES`, `to` the label of the model whose row it names."""

    name: str
    kind: str
    field: models.Field
    to: str = ""

    @property
    def empty(self) -> bool:
        """Whether a cell may be empty: of text also if there is none."""
        return self.field.null or self.kind == "text"

    @property
    def refers_to(self) -> str:
        """The file in which the row stands that it names."""
        return BY_LABEL[self.to].path if self.to else ""

    @property
    def about(self) -> str:
        """What it means, with the codes that it can hold."""
        name = str(self.field.verbose_name)
        words = name[:1].upper() + name[1:]
        base = getattr(self.field, "base_field", self.field)
        codes = "; ".join(f"{code}: {text}" for code, text in base.flatchoices)
        return f"{words}. One of: {codes}" if codes else words


@cache
def columns_of(label: str) -> tuple[Column, ...]:
    """The columns of a table that goes along, but for the number of its rows."""
    return tuple(_columns(BY_LABEL[label]))


def _columns(table: Table) -> Iterator[Column]:
    for field in table.model._meta.local_concrete_fields:
        if not field.primary_key and field.name not in table.without:
            yield _column(table, field)


def _column(table: Table, field: Any) -> Column:
    if not field.is_relation:
        kind = KINDS.get(field.get_internal_type())
        if kind is None:
            raise ImproperlyConfigured(
                f"{table.label}.{field.name}: say in transfer/whole/columns.py how it is written."
            )
        if kind == "integer" and (table.label, field.name) in INSIDE:
            kind = "number"
        return Column(field.name, kind, field)
    to = field.related_model._meta.label
    if to == GROUP:  # an agency's, to which a case is shared (cases.access)
        return Column(field.name, "agency", field, AGENCIES)
    if to not in BY_LABEL:
        raise ImproperlyConfigured(f"{table.label}.{field.name} points to {to}, which does not go along.")
    kind = {PEOPLE: "person", AGENCIES: "agency"}.get(to, "record")
    return Column(field.name, kind, field, to)


def header_of(table: Table) -> list[str]:
    """The first line of its file."""
    names = [column.name for column in columns_of(table.label)]
    return names if table.label in KEYS else [NUMBER, *names]
