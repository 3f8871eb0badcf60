"""What goes along to be read by people and is not read back: the history of every record, also of those that are gone,
the log with its seals, the lists that were brought along. As it stands in the database, with the numbers that records
have there; `ids.csv` says what each of them is called in the rest of the zip.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.db import connection, models

from row_security.policies import histories
from row_security.tables import BELONGS
from transfer.whole.rows import batches
from transfer.whole.tables import BY_LABEL, CENTRE, EVIDENCE, KEYS, READ_BACK, belongs
from transfer.whole.values import canonical, harmless, written

FOLDER = "evidence"
IDS = f"{FOLDER}/ids.csv"
OWN_ROWS = {  # where row_security/tables.py does not say it
    "audit.Entry": "t.centre_id = %(centre)s",
    "audit.Seal": "t.chain = %(centre)s",
    "transfer.ImportRow": "t.of_id IN (SELECT id FROM transfer_import WHERE centre_id = %(centre)s)",
    "merging.Moved": "t.merge_id IN (SELECT id FROM merging_merge WHERE centre_id = %(centre)s)",
}


@dataclass(frozen=True)
class Sheet:
    """A file of the evidence: its path, the names of its columns, and the query of its lines."""

    path: str
    header: list[str]
    query: str


def sheets() -> Iterator[Sheet]:
    """Every file of the evidence but `ids.csv`; the rows are numbered, and `remember` was called."""
    for label in EVIDENCE:
        yield _sheet(apps.get_model(label), OWN_ROWS.get(label) or belongs(label))
    for model in histories():
        label = _tracked(model)
        if label in BY_LABEL and label not in KEYS:
            yield _sheet(model, _rows_of_history(model, label))


def _sheet(model: type[models.Model], rows: str) -> Sheet:
    columns = [field.column for field in model._meta.local_concrete_fields]
    names = ", ".join(f't."{column}"' for column in columns)
    key = model._meta.pk.column
    query = f'SELECT {names} FROM {model._meta.db_table} t WHERE {rows} ORDER BY t."{key}"'
    return Sheet(f"{FOLDER}/{model._meta.db_table}.csv", columns, query)


def _tracked(model: type[models.Model]) -> str:
    """The label of the table whose history this is; what Django made to link two goes by a proxy."""
    tracked = model.pgh_tracked_model._meta  # type: ignore[attr-defined]
    return str(tracked.concrete_model._meta.label)


def remember(centre_id: int) -> None:
    """Note which records the centre ever had, also those that are gone: their history belongs to it as well."""
    of_table = {_tracked(model): model for model in histories()}
    with connection.cursor() as cursor:
        for table in READ_BACK:
            if table.keyed:
                continue
            own = f"SELECT id FROM {table.numbered}"
            history = of_table.get(table.label)
            parent = _parent(table.label)
            if history is not None and parent is not None:
                own += f" UNION SELECT id FROM {history._meta.db_table} t WHERE {parent}"
            name = _ever(table.label)
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {own}", {"centre": centre_id})
            cursor.execute(f"CREATE UNIQUE INDEX ON {name} (id)")


def _ever(label: str) -> str:
    return f"ever_{BY_LABEL[label].db_table}"


def _parent(label: str) -> str | None:
    """SQL that says whether a line of a table's history belongs to the centre, by what it belonged to then."""
    rule = "centre" if label == "centres.Membership" else BELONGS[label]
    if not isinstance(rule, str):
        return None
    field: Any = BY_LABEL[label].model._meta.get_field(rule)
    to = field.related_model._meta.label
    if to == CENTRE:
        return f"t.{field.column} = %(centre)s"
    return f"t.{field.column} IN (SELECT id FROM {_ever(to)})"


def _rows_of_history(model: type[models.Model], label: str) -> str:
    return f"t.id IN (SELECT id FROM {_ever(label)})"


def lines_of(sheet: Sheet, centre_id: int) -> Iterator[list[str]]:
    """The lines of a file below its header."""
    for batch in batches(sheet.query, given={"centre": centre_id}):
        for line in batch:
            yield [raw(value) for value in line]


def ids() -> Iterator[list[str]]:
    """Of each record: its file, its number in the database, and what it is called in the zip."""
    for table in READ_BACK:
        called = "key" if table.keyed else "number"
        for batch in batches(f"SELECT id, {called} FROM {table.numbered} ORDER BY id"):
            for number, name in batch:
                yield [table.path, str(number), harmless(str(name))]


def raw(value: Any) -> str:
    """A value as it stands in the database."""
    match value:
        case None:
            return ""
        case bool():
            return written("truth", value)
        case datetime():
            return written("moment", value)
        case date():
            return written("date", value)
        case time():
            return written("time", value)
        case dict() | list():
            return harmless(canonical(value))
        case str():
            return harmless(value)
        case _:
            return str(value)
