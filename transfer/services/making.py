"""What a worker does for exports of everything: making those that are due, taking away the files whose time is over.

Safe to run in several workers at once and to be killed anywhere: a claim is a committed UPDATE that progress renews,
and the file with its status is one transaction. It sees one moment only; who stops it meanwhile makes its end fail.
"""

import hashlib
import io
import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from audit.services import record
from queues.claiming import ATTEMPTS, claim
from transfer.models import Export, ExportPiece, ExportWork
from transfer.progress import progress_of_export
from transfer.status import ExportStatus
from transfer.whole.packing import pack

log = logging.getLogger(__name__)
PIECE = 1024 * 1024  # bytes
GIVEN_UP_AFTER = timedelta(minutes=10)  # without a word of progress: that worker died
SORRY = f"It could not be made after {ATTEMPTS} attempts. Please tell whoever looks after the installation."


def work_on_exports() -> int:
    """Do everything that is due; return how many were made. It belongs to no person: who ordered it is in the log."""
    clear_exports()
    made = 0
    while export := _claim(timezone.now()):
        try:
            _make(export)
            made += 1
        except Exception:
            log.exception("Export %s: attempt %s failed.", export.pk, export.work.attempts)
            ExportWork.objects.filter(of=export).update(claimed_at=None)
    return made


def clear_exports() -> None:
    """End the exports whose time is over, and take every piece away of which nobody can have the file any more."""
    with transaction.atomic():
        for export in Export.objects.over(timezone.now()).select_for_update(skip_locked=True):
            Export.objects.filter(pk=export.pk).update(status=ExportStatus.GONE)
            record(by=None, verb="delete_export", subject=export)
    ExportPiece.objects.exclude(of__status=ExportStatus.READY).delete()


def _claim(now: datetime) -> Export | None:
    """Take one that is due, or whose worker died; None if there is none. Committed before it returns."""
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - GIVEN_UP_AFTER)
    due = ExportWork.objects.filter(of__in=Export.objects.due(now).order_by()).order_by("of__begins_at", "pk")
    work = claim(due, free, now=now, give_up=_give_up, done=0)
    return work and Export.objects.select_related("centre", "work").get(pk=work.of_id)


def _give_up(work: ExportWork) -> None:
    ordered = Export.objects.filter(pk=work.of_id, status=ExportStatus.ORDERED)
    ordered.update(status=ExportStatus.FAILED, failure=SORRY)


def _make(export: Export) -> None:
    say, in_all = progress_of_export(export.pk), 0

    def expect(rows: int) -> None:
        nonlocal in_all
        in_all = rows
        say(0, in_all)

    with transaction.atomic():
        _see_one_moment()
        out = _Pieces(export)
        pack(export.centre, out, tell=lambda rows: say(rows, in_all), expect=expect)
        out.finish()
        now = timezone.now()
        mine = Export.objects.filter(pk=export.pk, status=ExportStatus.ORDERED)
        if not mine.update(
            status=ExportStatus.READY, ready_at=now, until=now + timedelta(hours=settings.EXPORT_KEPT_HOURS),
            sha256=out.sha256, size=out.size,
        ):  # fmt: skip
            transaction.set_rollback(True)  # it was stopped, or somebody else made it
            return
        record(by=None, verb="make_export", subject=export, sha256=out.sha256, bytes=out.size)


def _see_one_moment() -> None:
    """Every statement from here on sees the same moment; only possible as the first of a transaction."""
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


class _Pieces(io.RawIOBase):
    """A file to write to that keeps what it is given in pieces, with its hash and size."""

    def __init__(self, export: Export) -> None:
        self._export, self._kept, self._number = export, bytearray(), 0
        self._hash, self.size = hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._kept += data
        while len(self._kept) >= PIECE:
            self._keep(bytes(self._kept[:PIECE]))
            del self._kept[:PIECE]
        return len(data)

    def finish(self) -> None:
        """The last piece."""
        if self._kept:
            self._keep(bytes(self._kept))
            self._kept.clear()

    def _keep(self, content: bytes) -> None:
        ExportPiece.objects.create(of=self._export, number=self._number, content=content)
        self._number += 1
        self._hash.update(content)
        self.size += len(content)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()
