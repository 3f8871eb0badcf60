"""A thousand ways to change the log behind its back, each with what the check must say about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from audit.chain import seal_of
from audit.models import Entry, Seal

FIELDS = {
    "at": "at + interval '1 second'",
    "by_id": "NULL",
    "centre_id": "COALESCE(centre_id, 0) + 1",
    "kind": "CASE kind WHEN 'read' THEN 'change' ELSE 'read' END",
    "verb": "verb || 's'",
    "subject_type": "'families.adult'",
    "subject_id": "subject_id + 1",
    "detail": """detail || '{"form": "pdf"}'""",
}
OTHER = "'" + "ab" * 32 + "'"


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


@dataclass(frozen=True)
class Tampering:
    """One change: its name, how it is made, and the entries (or places) that the check must name."""

    name: str
    do: Callable[[], None]
    what: set[str]
    entries: set[int]


def tamperings(chains: dict[int, list[int]]) -> Iterator[Tampering]:
    """Deterministic: every kind at every place of every chain, `chains` being number -> entries in order."""
    for chain, entries in chains.items():
        for place, entry in enumerate(entries):
            yield from _of_one(entry)
            yield from _swaps(entries, place)
        for cut in range(1, len(entries) + 1):
            gone = entries[-cut:]
            yield Tampering(f"cut {cut} of chain {chain}", _both_removed(gone), {"cut off"}, set())
            yield Tampering(
                f"seals cut, {cut} of chain {chain}", _seals_removed(gone), {"cut off", "put in"}, set(gone)
            )
        for number in range(5):
            yield from _forged(chain, entries, number)


def _of_one(entry: int) -> Iterator[Tampering]:
    for field, value in FIELDS.items():
        change = f"UPDATE audit_entry SET {field} = {value} WHERE id = %s"
        yield Tampering(f"edit {field} of {entry}", lambda change=change: sql(change, entry), {"edited"}, {entry})
    removed = lambda: sql("DELETE FROM audit_entry WHERE id = %s", entry)  # noqa: E731
    yield Tampering(f"remove {entry}", removed, {"removed"}, {entry})
    yield Tampering(f"remove {entry} and its seal", _both_removed([entry]), {"removed", "cut off"}, set())
    unsealed = lambda: sql("DELETE FROM audit_seal WHERE entry_id = %s", entry)  # noqa: E731
    yield Tampering(f"remove the seal of {entry}", unsealed, {"removed", "cut off", "put in"}, {entry})
    emptied = "number = NULL, sealed_at = NULL, hash = '', previous = ''"
    for field, value in {
        "hash": f"hash = {OTHER}",
        "previous": f"previous = {OTHER}",
        "sealed_at": "sealed_at = sealed_at + interval '1 second'",
        "chain": "chain = chain + 100",
        "number": "number = number + 100",
        "everything": emptied,
    }.items():
        change = f"UPDATE audit_seal SET {value} WHERE entry_id = %s"
        yield Tampering(f"edit {field} of the seal of {entry}", lambda c=change: sql(c, entry), set(), set())
    yield Tampering(
        f"edit {entry} and seal it again", lambda: _edit_and_seal(entry), {"seal edited", "rewritten"}, {entry}
    )
    yield Tampering(f"edit {entry} and seal all again", lambda: _rewrite(entry), {"rewritten"}, set())


def _swaps(entries: list[int], place: int) -> Iterator[Tampering]:
    if place == 0:
        return
    one, other = entries[place], entries[place // 2]
    yield Tampering(
        f"swap the places of {one} and {other}", lambda: swap_places(one, other), {"reordered"}, {one, other}
    )
    yield Tampering(f"swap what {one} and {other} say", lambda: _swap_contents(one, other), {"edited"}, {one, other})


def _forged(chain: int, entries: list[int], number: int) -> Iterator[Tampering]:
    made = 10_000_000 + number
    copy = (
        f"INSERT INTO audit_entry (id, at, by_id, centre_id, kind, verb, subject_type, subject_id, detail) "
        f"SELECT {made}, at, by_id, centre_id, kind, 'forged', subject_type, subject_id, detail "
        f"FROM audit_entry WHERE id = {entries[number]}"
    )
    sealed = (
        f"INSERT INTO audit_seal (entry_id, chain, number, previous, hash, sealed_at) "
        f"SELECT {made}, chain, {{place}}, hash, {OTHER}, sealed_at FROM audit_seal WHERE entry_id = {entries[-1]}"
    )
    end = len(entries) + 1
    yield Tampering(f"forge {number} in {chain}", lambda: sql(copy), {"put in"}, {made})
    at_end = lambda: (sql(copy), sql(sealed.format(place=end)))  # noqa: E731
    yield Tampering(f"forge {number} in {chain} with a seal", at_end, {"edited", "seal edited", "not exported"}, {made})
    well = lambda: (sql(copy), sql(sealed.format(place=end)), _seal_again(made))  # noqa: E731
    yield Tampering(f"forge {number} in {chain} with the right seal", well, {"not exported"}, {made})


def _both_removed(entries: list[int]) -> Callable[[], None]:
    def do() -> None:
        sql("DELETE FROM audit_entry WHERE id = ANY(%s)", entries)
        sql("DELETE FROM audit_seal WHERE entry_id = ANY(%s)", entries)

    return do


def _seals_removed(entries: list[int]) -> Callable[[], None]:
    return lambda: sql("DELETE FROM audit_seal WHERE entry_id = ANY(%s)", entries)


def swap_places(one: int, other: int) -> None:
    first, second = Seal.objects.get(pk=one), Seal.objects.get(pk=other)
    sql("UPDATE audit_seal SET number = 9999 WHERE entry_id = %s", one)
    sql("UPDATE audit_seal SET number = %s WHERE entry_id = %s", first.number, other)
    sql("UPDATE audit_seal SET number = %s WHERE entry_id = %s", second.number, one)


def _swap_contents(one: int, other: int) -> None:
    columns = "at, by_id, centre_id, kind, verb, subject_type, subject_id, detail"
    sql(
        f"UPDATE audit_entry e SET ({columns}) = "
        f"(SELECT {columns} FROM audit_entry o WHERE o.id = CASE e.id WHEN {one} THEN {other} ELSE {one} END) "
        f"WHERE e.id IN ({one}, {other})"
    )


def _edit_and_seal(entry: int) -> None:
    sql("UPDATE audit_entry SET verb = 'nothing' WHERE id = %s", entry)
    _seal_again(entry)


def _seal_again(entry: int) -> str:
    seal = Seal.objects.get(pk=entry)
    made = seal_of(Entry.objects.get(pk=entry), chain=seal.chain, previous=seal.previous, sealed_at=seal.sealed_at)
    sql("UPDATE audit_seal SET hash = %s WHERE entry_id = %s", made, entry)
    return made


def _rewrite(entry: int) -> None:
    """What somebody does who knows how the chain is made: every seal from here on is made anew."""
    sql("UPDATE audit_entry SET verb = 'nothing' WHERE id = %s", entry)
    seal = Seal.objects.get(pk=entry)
    made = _seal_again(entry)
    for later in Seal.objects.filter(chain=seal.chain, number__gt=seal.number).order_by("number"):
        sql("UPDATE audit_seal SET previous = %s WHERE entry_id = %s", made, later.pk)
        made = _seal_again(later.pk)
