"""The rows of a table's file, read one batch after the other from a cursor on the server."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from django.db import connection

from transfer.whole.columns import GROUP, Column, columns_of
from transfer.whole.numbering import swapped
from transfer.whole.tables import BY_LABEL, Table
from transfer.whole.values import harmless, written

AT_ONCE = 1000
FEW = 20  # of rows that may each be a megabyte
LONG = {"documents.Document", "meetings.Minutes"}
NOBODY = -1  # a row points to something that is not the centre's


class NotTheCentres(RuntimeError):
    """A row points to something that belongs to no record of its centre: nothing is written then."""


def rows_of(table: Table) -> Iterator[list[str]]:
    """The lines of a table's file below its header, in their order; the rows are numbered already."""
    columns = columns_of(table.label)
    for batch in batches(_query(table, columns), FEW if table.label in LONG else AT_ONCE):
        rows = [_values(table, columns, line) for line in batch]
        swapped(table.label, rows)
        for number, row in zip((line[0] for line in batch), rows, strict=True):
            cells = [_cell(column, row[column.name]) for column in columns]
            yield cells if table.keyed else [str(number), *cells]


def batches(query: str, size: int = AT_ONCE, given: Any = None) -> Iterator[list[tuple[Any, ...]]]:
    """What a query finds, `size` rows at a time: no more are in memory."""
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(query, given)
        while batch := cursor.fetchmany(size):
            yield batch


def _query(table: Table, columns: Sequence[Column]) -> str:
    found, joins = ["n.number"], []
    for place, column in enumerate(columns):
        select, join = _of(column, f"c{place}", table)
        found.append(select)
        joins += [join] if join else []
    own = f"FROM {table.db_table} t JOIN {table.numbered} n ON n.id = t.id"
    return f"SELECT {', '.join(found)} {own} {' '.join(joins)} ORDER BY n.number"


def _of(column: Column, alias: str, table: Table) -> tuple[str, str]:
    """What is selected of a column, and what is joined for it."""
    field: Any = column.field
    own = f't."{field.column}"'
    if column.kind == "file":  # named by its hash's row; the bytes are written by themselves
        return f"CASE WHEN {own} IS NOT NULL THEN '{folder(table)}/' || n.number || '.pdf' END", ""
    if not column.to:
        return own, ""
    of = BY_LABEL[column.to]
    if field.related_model._meta.label == GROUP:
        agency = (
            f"(SELECT a.id FROM auth_group g JOIN centres_agency a ON g.name = 'agency:' || a.id WHERE g.id = {own})"
        )
        return f"{alias}.key", f"LEFT JOIN {of.numbered} {alias} ON {alias}.id = {agency}"
    missing = "''" if of.keyed else str(NOBODY)
    called = f"{alias}.{'key' if of.keyed else 'number'}"
    select = f"CASE WHEN {own} IS NOT NULL THEN coalesce({called}, {missing}) END"
    return select, f"LEFT JOIN {of.numbered} {alias} ON {alias}.id = {own}"


def folder(table: Table) -> str:
    """The folder of the files that belong to a table's rows."""
    return f"files/{table.db_table}"


def _values(table: Table, columns: Sequence[Column], line: Sequence[Any]) -> dict[str, Any]:
    row = {}
    for column, value in zip(columns, line[1:], strict=True):
        if column.to and value in ("", NOBODY):
            raise NotTheCentres(f"{table.label} row {line[0]}: {column.name}")
        row[column.name] = json.loads(value) if column.kind == "json" and isinstance(value, str) else value
    return row


def _cell(column: Column, value: Any) -> str:
    if column.kind in ("person", "agency", "file"):
        return "" if value is None else harmless(value)
    if column.kind == "record":
        return "" if value is None else str(value)
    return written(column.kind, value)
