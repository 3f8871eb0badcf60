"""Which rows are the centre's, and what each is called in the zip: temporary tables, gone with the transaction.

A row's number is its place among the centre's rows of its table, in the order in which they were put on record. So the
same centre has the same numbers wherever it was brought to. Everything stays in PostgreSQL: a big centre needs no
memory here.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection

from transfer.whole.columns import GROUP, columns_of
from transfer.whole.inside import INSIDE, Swap
from transfer.whole.tables import AGENCIES, BY_LABEL, KEYS, PEOPLE, READ_BACK, Table, condition

# Whom the minutes name by their numbers, besides those to whom a row points.
NAMED_INSIDE = {
    PEOPLE: """SELECT DISTINCT (jsonb_path_query(t.content, 'strict $.**.owner_id') #>> '{}')::bigint
               FROM meetings_minutes t JOIN numbered_meetings_minutes n ON n.id = t.id""",
    AGENCIES: """SELECT DISTINCT (jsonb_path_query(t.content, 'strict $.**.may_know[*]') #>> '{}')::bigint
                 FROM meetings_minutes t JOIN numbered_meetings_minutes n ON n.id = t.id""",
}
GROUP_TO_AGENCY = "JOIN auth_group g ON g.id = t.{column} JOIN centres_agency a ON g.name = 'agency:' || a.id"


def number_rows(centre_id: int) -> dict[str, int]:
    """Number every row of the centre; how many there are of each table, by label. Within a transaction."""
    about = {"centre": centre_id}
    with connection.cursor() as cursor:
        for table in READ_BACK:
            if not table.keyed:
                _make(cursor, table.numbered, f"SELECT t.id, row_number() OVER (ORDER BY t.id) AS number "
                      f"FROM {table.db_table} t WHERE {condition(table)}", about)  # fmt: skip
        for label, key in KEYS.items():
            _name(cursor, BY_LABEL[label], key)
        return {table.label: _count(cursor, table.numbered) for table in READ_BACK}


def _make(cursor: Any, name: str, query: str, about: dict[str, int] | None = None) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {query}", about)
    cursor.execute(f"CREATE UNIQUE INDEX ON {name} (id)")
    cursor.execute(f"ANALYZE {name}")


def _name(cursor: Any, table: Table, key: str) -> None:
    """People and agencies belong to no centre: those go along whom a row of the centre names, in the order of the
    alphabet, whatever the database's own is."""
    found = " UNION ".join([*_pointing(table.label), NAMED_INSIDE[table.label]])
    _make(
        cursor, table.numbered,
        f'SELECT t.id, t.{key} AS key, row_number() OVER (ORDER BY lower(t.{key}) COLLATE "C", t.id) AS number '
        f"FROM {table.db_table} t WHERE t.id IN ({found})",
    )  # fmt: skip


def _pointing(label: str) -> Iterator[str]:
    for table in READ_BACK:
        own = f"FROM {table.db_table} t JOIN {table.numbered} n ON n.id = t.id"
        for column in columns_of(table.label):
            if column.to != label:
                continue
            field: Any = column.field
            if field.related_model._meta.label == GROUP:
                yield f"SELECT DISTINCT a.id {own} {GROUP_TO_AGENCY.format(column=field.column)}"
            else:
                yield f"SELECT DISTINCT t.{field.column} {own}"


def _count(cursor: Any, name: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {name}")
    return int(cursor.fetchone()[0])


def swapped(label: str, rows: list[dict[str, Any]]) -> None:
    """In each of some rows of a table what its fields hold of other records, named as in the zip."""
    walks = {name: walk for (of, name), walk in INSIDE.items() if of == label}
    if not walks:
        return
    wanted: dict[str, set[Any]] = {}

    def note(of: str, one: Any) -> Any:
        if isinstance(one, int):
            wanted.setdefault(of, set()).add(one)
        return one

    _walk(walks, rows, note, keep=True)
    called = {of: _called(of, ids) for of, ids in wanted.items()}
    _walk(walks, rows, lambda of, one: called.get(of, {}).get(one) if isinstance(one, int) else None, keep=False)


def _walk(walks: dict[str, Callable[..., Any]], rows: Iterable[dict[str, Any]], swap: Swap, *, keep: bool) -> None:
    for row in rows:
        for name, walk in walks.items():
            found = walk(row[name], row, swap) if row[name] is not None else None
            if not keep:
                row[name] = found


def _called(label: str, ids: set[Any]) -> dict[int, Any]:
    table = BY_LABEL[label]
    with connection.cursor() as cursor:
        column = "key" if table.keyed else "number"
        cursor.execute(f"SELECT id, {column} FROM {table.numbered} WHERE id = ANY (%s)", [list(ids)])
        return dict(cursor.fetchall())
