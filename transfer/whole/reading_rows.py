"""The lines of a file as rows to be put on record: each cell read for what it means, each name for whom it names."""

import hashlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from transfer.whole.columns import Column, columns_of
from transfer.whole.inside import INSIDE, NotWhole
from transfer.whole.opening import NotThisZip, Whole
from transfer.whole.rows import folder
from transfer.whole.tables import AGENCIES, PEOPLE, Table
from transfer.whole.values import NotACell, as_it_was, read

MOST_TOLD = 30  # problems; more help nobody


@dataclass
class Problems:
    """What is wrong, each with its file, row and column."""

    sentences: list[str] = field(default_factory=list)

    def add(self, path: str, row: int, column: str, sentence: str) -> None:
        """Keep one; enough of them end the reading. Raises NotThisZip."""
        place = f"{path}, row {row}" + (f", column {column}" if column else "")
        self.sentences.append(f"{place}: {sentence}")
        if len(self.sentences) >= MOST_TOLD:
            self.require_none()

    def require_none(self) -> None:
        """Raises NotThisZip."""
        if self.sentences:
            raise NotThisZip("\n".join(self.sentences))


@dataclass
class Called:
    """What everything in the zip is called in this database: people by e-mail in small letters, agencies by name, rows
    of other files by their number."""

    ids: dict[str, Any] = field(default_factory=dict)  # label -> array of primary keys, by number
    people: dict[str, int] = field(default_factory=dict)
    agencies: dict[str, int] = field(default_factory=dict)

    def of(self, label: str, name: Any) -> int | None:
        """The primary key of what is called so; None for nothing. Raises NotACell."""
        if name is None:
            return None
        if label == PEOPLE:
            found = self.people.get(name.lower()) if isinstance(name, str) else None
        elif label == AGENCIES:
            found = self.agencies.get(name) if isinstance(name, str) else None
        else:
            rows = self.ids.get(label, array("q"))
            found = rows[name - 1] if type(name) is int and 1 <= name <= len(rows) else None
        if found is None:
            raise NotACell(f"“{str(name)[:80]}” is not in the zip.")
        return found


@dataclass
class Reader:
    """Makes rows of the lines of one table's file."""

    table: Table
    whole: Whole
    called: Called
    problems: Problems
    path: str = ""

    def __post_init__(self) -> None:
        self.columns = columns_of(self.table.label)
        self.path = self.table.path

    def values(self, line: int, cells: list[str]) -> dict[str, Any] | None:
        """What a line says, by the names of the model's attributes; None if something is wrong with it."""
        before = len(self.problems.sentences)
        said: dict[str, Any] = {}
        number = line - 1
        if not self.table.keyed:
            if cells[0] != str(number):
                self.problems.add(self.path, line, "number", f"This must be {number}: rows are numbered from 1 on.")
            cells = cells[1:]
        for column, cell in zip(self.columns, cells, strict=True):
            try:
                said[column.name] = self._value(column, cell, number)
            except NotACell as wrong:
                self.problems.add(self.path, line, column.name, str(wrong))
        if len(self.problems.sentences) == before:
            self._inside(line, said)
        if len(self.problems.sentences) > before:
            return None
        return {self._attribute(column): said[column.name] for column in self.columns}

    def _attribute(self, column: Column) -> str:
        return column.field.attname

    def _value(self, column: Column, cell: str, number: int) -> Any:
        field: Any = column.field
        if not cell and not column.empty:
            raise NotACell("This must not be empty.")
        if column.to:
            return self._named(column, cell)
        if column.kind == "file":
            return self._file(cell, number) if cell else None
        value = read(column.kind, cell)
        if column.kind == "text" and value == "" and field.null:
            value = None
        _require_fits(field, value)
        return value

    def _named(self, column: Column, cell: str) -> Any:
        if not cell:
            return None
        name = read("number", cell) if column.kind == "record" else as_it_was(cell)
        return self.called.of(column.to, name)

    def _file(self, cell: str, number: int) -> bytes:
        path = as_it_was(cell)
        if path != f"{folder(self.table)}/{number}.pdf":
            raise NotACell(f"This must be {folder(self.table)}/{number}.pdf.")
        return self.whole.content(path)

    def _inside(self, line: int, said: dict[str, Any]) -> None:
        """What is named within fields. A row that says of what it is by a code is asked before it is changed."""
        told = dict(said)
        for (label, name), walk in INSIDE.items():
            if label != self.table.label or said[name] is None:
                continue
            try:
                said[name] = walk(told[name], told, self.called.of)
            except NotACell as wrong:
                self.problems.add(self.path, line, name, str(wrong))
            except (NotWhole, KeyError, TypeError, AttributeError):
                self.problems.add(self.path, line, name, "This does not have the shape that it must have.")


def _require_fits(field: Any, value: Any) -> None:
    """As long as there is room for, and one of the codes that there are."""
    if value in (None, ""):
        return
    longest = getattr(field, "max_length", None)
    if isinstance(value, str) and longest and len(value) > longest:
        raise NotACell(f"This has {len(value):,} characters; it may have {longest:,}.")
    base = getattr(field, "base_field", field)
    codes = {code for code, _ in base.flatchoices}
    for one in value if isinstance(value, list) and base is not field else [value]:
        if codes and one not in codes:
            raise NotACell(f"“{str(one)[:40]}” is none of: {', '.join(str(code) for code in sorted(codes, key=str))}.")
        if base is not field and not isinstance(one, str):
            raise NotACell("This must be a list of texts.")


def finished(table: Table, values: Mapping[str, Any], extra: Mapping[str, Any]) -> models.Model:
    """The row itself, with what is made anew of it."""
    row: Any = table.model(**values, **extra)
    if table.label == PEOPLE:
        row.set_unusable_password()
    return row


def require_hash(content: bytes | None, said: str) -> None:
    """A document is the one of which the table tells. Raises NotACell."""
    if content is not None and hashlib.sha256(content).hexdigest() != said:
        raise NotACell("The file is not the document of this row: its hash differs.")
