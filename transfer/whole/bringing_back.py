"""Putting a centre on record again from a zip that was looked through: all of it or nothing.

Every constraint and every trigger of the database stays on. Rows come with the numbers that they will have, reserved
from the tables' own sequences, so that any of them can name any other; keys are checked at the end of the transaction.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import Error, connection, models, transaction
from django.db.models.functions import Lower

from accounts.models import User
from cases.access import AGENCY_GROUP, OPEN_SHARED_CASE
from centres.models import Agency, Centre
from meetings.snapshot import content_hash
from transfer.whole.columns import header_of
from transfer.whole.opening import NotThisZip, Whole
from transfer.whole.reading_rows import Called, Problems, Reader, finished, require_hash
from transfer.whole.rows import LONG, batches
from transfer.whole.tables import AGENCIES, CENTRE, PEOPLE, READ_BACK, Table
from transfer.whole.values import NotACell

AT_ONCE, FEW = 500, 10
# PostgreSQL asks for these at once, not at the end: a row waits for those that it names.
WAITS_FOR = {"meetings.AgendaItem": ("taken_with_id", "part_of_id")}
# And lets nothing be put on a record that was merged into another: that it was comes last.
LAST = {"families.Family": "merged_into_id", "families.Child": "merged_into_id", "families.Adult": "merged_into_id"}


@dataclass
class Brought:
    """What came of it: how many rows of each file, the people who are new here, and what somebody should know."""

    centre: Centre
    rows: dict[str, int] = field(default_factory=dict)
    invited: list[User] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass
class _Work:
    whole: Whole
    problems: Problems = field(default_factory=Problems)
    called: Called = field(default_factory=Called)
    counts: dict[str, int] = field(default_factory=dict)
    new_people: list[int] = field(default_factory=list)
    last: list[tuple[models.Model, str, int]] = field(default_factory=list)  # a row, a field, what it will be
    remarks: list[str] = field(default_factory=list)


def bring_back(whole: Whole) -> Brought:
    """Put everything in the zip on record. Within a transaction; raises NotThisZip, having said all that is wrong."""
    work = _Work(whole)
    _require_no_such_centre(whole)
    for table in READ_BACK:
        work.counts[table.label] = sum(1 for _ in whole.rows(table.path, header_of(table)))
    if work.counts[CENTRE] != 1:
        raise NotThisZip(f"An export is of one centre; this zip has {work.counts[CENTRE]}.")
    _people(work)
    _agencies(work)
    for table in READ_BACK:
        if not table.keyed:
            work.called.ids[table.label] = _reserved(table, work.counts[table.label])
    for table in READ_BACK:
        if not table.keyed:
            _insert(work, table, _rows(work, table))
    work.problems.require_none()
    for row, name, number in work.last:
        setattr(row, name, number)
        row.save(update_fields=[name])
    _require_keys()
    centre = Centre.objects.get(pk=work.called.ids[CENTRE][0])
    invited = list(User.objects.filter(pk__in=work.new_people).order_by(Lower("email")))
    return Brought(centre, {table.path: work.counts[table.label] for table in READ_BACK}, invited, work.remarks)


def _require_no_such_centre(whole: Whole) -> None:
    if Centre.objects.filter(name=whole.centre).exists():
        raise NotThisZip(f"There is a centre called {whole.centre} here already.")


def _reserved(table: Table, count: int) -> Any:
    query = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    found = array("q")
    for batch in batches(query, given=[table.db_table, count]):
        found.extend(number for (number,) in batch)
    return found


# --- people and agencies: whoever is known here stays as they are ---


def _people(work: _Work) -> None:
    known = dict(User.objects.annotate(small=Lower("email")).values_list("small", "pk"))
    work.new_people += _unless_known(work, PEOPLE, "email", work.called.people, known)


def _agencies(work: _Work) -> None:
    known = dict(Agency.objects.values_list("name", "pk"))
    _unless_known(work, AGENCIES, "name", work.called.agencies, known)


def _unless_known(work: _Work, label: str, field_name: str, called: dict[str, int], known: dict[str, int]) -> list[int]:
    """Put those on record that are not yet; return their numbers. E-mail addresses are the same in any case."""
    table = next(one for one in READ_BACK if one.label == label)
    made: list[models.Model] = []
    for line, values in _values(work, table):
        name = values[field_name]
        key = name.lower() if label == PEOPLE else name
        if key in called:
            work.problems.add(table.path, line, field_name, "This stands twice in the file.")
        elif key in known:
            called[key] = known[key]
            work.remarks.append(f"{name} is on record here already, and stays as it is.")
        else:
            row = finished(table, values, {"pk": _reserved(table, 1)[0]})
            called[key] = row.pk
            made.append(row)
    work.problems.require_none()
    _insert(work, table, iter([(0, row) for row in made]))
    return [row.pk for row in made]


# --- everything else ---


def _values(work: _Work, table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a table's file that are right."""
    reader = Reader(table, work.whole, work.called, work.problems)
    for line, cells in work.whole.rows(table.path, header_of(table)):
        values = reader.values(line, cells)
        if values is not None:
            yield line, values


def _rows(work: _Work, table: Table) -> Iterator[tuple[int, models.Model]]:
    extra = _extra(table)
    for line, values in _values(work, table):
        more: dict[str, Any] = {**extra, "pk": work.called.ids[table.label][line - 2]}
        try:
            if table.label == "meetings.Minutes":
                more["content_hash"] = content_hash(values["content"])
            elif table.label == "documents.Document":
                require_hash(values["pdf"], values["content_hash"])
            elif "group_id" in values:
                values["group_id"] = Group.objects.get_or_create(name=f"{AGENCY_GROUP}{values['group_id']}")[0].pk
        except NotACell as wrong:
            work.problems.add(table.path, line, "pdf", str(wrong))
            continue
        yield line, _without_last(work, finished(table, values, more))


def _without_last(work: _Work, row: models.Model) -> models.Model:
    name = LAST.get(row._meta.label, "")
    if name and getattr(row, name) is not None:
        work.last.append((row, name, getattr(row, name)))
        setattr(row, name, None)
    return row


def _extra(table: Table) -> dict[str, Any]:
    """What is the same for every row and not in the file."""
    if "permission" in table.without:
        return {"permission_id": Permission.objects.get_by_natural_key(OPEN_SHARED_CASE, "cases", "case").pk}
    return {}


def _insert(work: _Work, table: Table, rows: Iterator[tuple[int, models.Model]]) -> None:
    size = FEW if table.label in LONG else AT_ONCE
    batch: list[tuple[int, models.Model]] = []
    held: list[tuple[int, models.Model]] = []
    waiting: set[int] = set()
    for line, row in rows:
        if any(one is not None and (one >= row.pk or one in waiting) for one in _waits_for(table, row)):
            held.append((line, row))
            waiting.add(row.pk)
            continue
        batch.append((line, row))
        if len(batch) >= size:
            _write(work, table, batch)
            batch = []
    _write(work, table, batch)
    while held:
        free = [one for one in held if not any(other in waiting for other in _waits_for(table, one[1]))]
        if not free:
            work.problems.add(table.path, held[0][0], "", "This row and others name each other in a circle.")
            return
        _write(work, table, free)
        waiting -= {row.pk for _, row in free}
        held = [one for one in held if one[1].pk in waiting]


def _waits_for(table: Table, row: models.Model) -> list[int | None]:
    return [getattr(row, name) for name in WAITS_FOR.get(table.label, ())]


def _write(work: _Work, table: Table, batch: list[tuple[int, models.Model]]) -> None:
    """Nothing more is written once something is wrong, but the rest is read, to say all of it at once."""
    if not batch or work.problems.sentences:
        return
    try:
        with transaction.atomic():
            table.model._base_manager.bulk_create([row for _, row in batch])
    except Error:
        for line, row in batch:
            _write_one(work, table, line, row)


def _write_one(work: _Work, table: Table, line: int, row: models.Model) -> None:
    try:
        with transaction.atomic():
            table.model._base_manager.bulk_create([row])
    except Error as refused:
        work.problems.add(table.path, line, "", f"The database refuses this row: {_why(refused)}.")


def _why(refused: Error) -> str:
    """The name of the constraint, which says what must be true; never the values of the row."""
    diagnosis = getattr(refused.__cause__, "diag", None)
    named = getattr(diagnosis, "constraint_name", None)
    return named or str(getattr(diagnosis, "message_primary", None) or type(refused).__name__)


def _require_keys() -> None:
    """Whatever is checked at the end of a transaction is checked now. Raises NotThisZip."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except Error as refused:
        raise NotThisZip(f"Rows of the zip do not fit together: {_why(refused)}.") from None
