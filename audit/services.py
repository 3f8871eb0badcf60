"""Writing to the log and sealing it. Every verb ends here, inside its own transaction: no entry, no change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from audit import heads
from audit.chain import BEGINNING, seal_of
from audit.models import Entry, Kind, Seal

AT_ONCE = 5000
ONE_SEALS = 0x5EA1  # the number of PostgreSQL's advisory lock: a chain that two sealed at once would fork
WRITE = """
    UPDATE audit_seal SET number = made.number, previous = made.previous, hash = made.hash, sealed_at = %s
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS made (entry_id, number, previous, hash)
    WHERE audit_seal.entry_id = made.entry_id
"""


def _centre_id(subject: models.Model) -> int | None:
    return getattr(subject, "centre_id", None)


def record(*, by: Any, verb: str, subject: models.Model, centre_id: int | None = None, **detail: Any) -> Entry:
    """Log that `by` (a user, or None for the system) did `verb` to `subject`.

    `detail` takes codes, dates and numbers, never free text about a family.
    """
    return Entry.objects.create(
        by=by,
        centre_id=centre_id or _centre_id(subject),
        kind=Kind.CHANGE,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        detail=detail,
    )


def record_each(
    *, by: Any, verb: str, subjects: Iterable[models.Model], centre_id: int | None = None, **detail: Any
) -> int:
    """The same as `record` for many subjects at once, a line for each; return how many."""
    entries = [
        Entry(
            by=by,
            centre_id=centre_id or _centre_id(subject),
            kind=Kind.CHANGE,
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            detail=detail,
        )
        for subject in subjects
    ]
    Entry.objects.bulk_create(entries, batch_size=AT_ONCE)
    return len(entries)


def record_reads(
    *,
    by: Any,
    subjects: Iterable[models.Model],
    where: str,
    kind: str = Kind.READ,
    centre_id: int | None = None,
    **detail: Any,
) -> int:
    """Log that `by` was shown each of `subjects` on the page or output named `where`; return how many.

    Call it before the answer is sent: if the log cannot be written, nothing is shown.
    """
    entries = [
        Entry(
            by=by,
            centre_id=centre_id or _centre_id(subject),
            kind=kind,
            verb=where,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            detail=detail,
        )
        for subject in subjects
    ]
    Entry.objects.bulk_create(entries)
    return len(entries)


def seal_entries() -> int:
    """Seal every entry that waits, each in its centre's chain, and write the chains' heads outside; return how many.

    An entry is waiting from the commit of its own transaction on, so one that commits late, with a lower number than
    entries sealed already, simply takes a later place: there is no mark that it could fall behind.
    Safe to run twice at once: the second finds the lock taken and leaves the work to the first.
    """
    sealed = 0
    while done := _seal_some(timezone.now()):
        sealed += done
    heads.export()
    return sealed


@transaction.atomic
def _seal_some(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_SEALS])
        if not cursor.fetchone()[0]:
            return 0
        waiting = list(Seal.objects.waiting().select_related("entry")[:AT_ONCE])
        if not waiting:
            return 0
        made = _links(waiting, now)
        cursor.execute(WRITE, [now, *(list(column) for column in zip(*made, strict=True))])
        return int(cursor.rowcount)


def _links(waiting: list[Seal], now: datetime) -> list[tuple[int, int, str, str]]:
    """For each entry its number, what it follows and its hash, every chain going on from its head."""
    ends: dict[int, tuple[int, str]] = {}
    for chain in {seal.chain for seal in waiting}:
        head = Seal.objects.head_of(chain)
        ends[chain] = (head.number, head.hash) if head else (0, BEGINNING)
    made = []
    for seal in waiting:
        number, previous = ends[seal.chain]
        hashed = seal_of(seal.entry, chain=seal.chain, previous=previous, sealed_at=now)
        ends[seal.chain] = (number + 1, hashed)
        made.append((seal.pk, number + 1, previous, hashed))
    return made
