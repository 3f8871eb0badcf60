"""What a page shows of an import and of its rows."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.db.models import Count, Q

from families.models import Family
from transfer.fields import ADULTS, CHILDREN, FAMILY, FIELDS
from transfer.models import Import, ImportRow
from transfer.status import Decision, ImportStatus, Outcome

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FILTERS = {"": "All rows", Outcome.NEW: "New", Outcome.MAYBE_KNOWN: "May be known", Outcome.CANNOT: "Cannot be brought"}
PEOPLE = (*[f"child_{n}_name" for n in range(1, CHILDREN + 1)], *[f"adult_{n}_name" for n in range(1, ADULTS + 1)])
COLOURS = {Outcome.NEW: "green", Outcome.MAYBE_KNOWN: "amber", Outcome.CANNOT: "red", Outcome.BELONGS: "grey"}


@dataclass(frozen=True)
class Counted:
    """How many families of a list are which."""

    new: int
    maybe_known: int
    cannot: int
    left_out: int
    undecided: int
    to_bring: int
    rows: int


def counted(found: Import) -> Counted:
    """The figures over a list; three queries."""
    sums = found.rows.heads().aggregate(
        new=Count("pk", filter=Q(outcome=Outcome.NEW)),
        maybe_known=Count("pk", filter=Q(outcome=Outcome.MAYBE_KNOWN)),
        cannot=Count("pk", filter=Q(outcome=Outcome.CANNOT)),
        left_out=Count("pk", filter=Q(decision=Decision.LEAVE_OUT)),
    )
    undecided, to_bring = found.rows.undecided().count(), found.rows.to_bring().count()
    return Counted(**sums, undecided=undecided, to_bring=to_bring, rows=found.rows_in_all)


@dataclass(frozen=True)
class RowShown:
    """A row as the dry run shows it."""

    row: ImportRow
    says: str
    happens: str
    colour: str
    can_be_new: bool
    can_be_left_out: bool


def rows_shown(found: Import, rows: Iterable[ImportRow]) -> list[RowShown]:
    """Each row with what it says in short."""
    places = {code: place for place, column in enumerate(found.columns) if (code := found.matching.get(column, ""))}
    return [_shown(found, row, places) for row in rows]


def _shown(found: Import, row: ImportRow, places: dict[str, int]) -> RowShown:
    said = {code: row.said[place] for code, place in places.items() if place < len(row.said) and row.said[place]}
    people = [said[code] for code in PEOPLE if code in said]
    first = row.head in (None, row.number) and found.status == ImportStatus.CHECKED
    return RowShown(
        row=row,
        says=": ".join(filter(None, [said.get("name", ""), ", ".join(people)])),
        happens=what_happens(found, row),
        colour=COLOURS.get(Outcome(row.outcome), "grey") if row.decision != Decision.LEAVE_OUT else "grey",
        can_be_new=first and row.outcome == Outcome.MAYBE_KNOWN and row.decision != Decision.NEW,
        can_be_left_out=first and row.decision != Decision.LEAVE_OUT,
    )


def what_happens(found: Import, row: ImportRow) -> str:
    """What would happen, or has happened, to a row."""
    if row.outcome == Outcome.BELONGS:
        return f"Belongs to the family of row {row.head}"
    if row.decision == Decision.LEAVE_OUT:
        return "Left out"
    if found.status == ImportStatus.UNDONE:
        return "Brought along, and taken back"
    if found.status in (ImportStatus.DONE, ImportStatus.UNDOING):
        return "Brought along"
    if row.decision == Decision.NEW:
        return "A new family, as you decided"
    return Outcome(row.outcome).label


def fields_by_group() -> list[tuple[str, list[str]]]:
    """Everything that a column can be about, by what it is of: for the page that says which columns a list can have."""
    groups: dict[str, list[str]] = {FAMILY: []}
    for field in FIELDS:
        groups.setdefault(field.about, []).append(field.label)
    return list(groups.items())


def report_csv(found: Import) -> bytes:
    """The report to keep: for each row what became of it. No names: the reference leads to the family.

    With a byte order mark, so that Excel reads every letter.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["row", "what happened", "family", "may be", "like row", "remarks"])
    for row in found.rows.select_related("family", "known").iterator(2000):
        writer.writerow([_harmless(one) for one in _line(found, row)])
    return out.getvalue().encode("utf-8-sig")


def _line(found: Import, row: ImportRow) -> list[Any]:
    notes = [*row.problems, *row.remarks]
    return [
        row.number, what_happens(found, row), _reference(row.family), _reference(row.known), row.resembles or "",
        " ".join(notes),
    ]  # fmt: skip


def _reference(family: Family | None) -> str:
    return family.reference if family else ""


def _harmless(value: Any) -> Any:
    """With a quote before what a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
