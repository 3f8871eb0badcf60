"""Writing to the log. Every verb ends here, inside its own transaction: no entry, no change."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from audit.models import Entry, Kind


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
