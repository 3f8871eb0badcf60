"""Exports of everything in every state for tests, written straight into the tables."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from centres.models import Centre
from transfer.models import Export, ExportPiece, ExportWork
from transfer.status import ExportStatus

REASON = "The centre moves to another installation."


def ordered(at: Centre, *, by: User, **fields: Any) -> Export:
    """One that waits until tomorrow."""
    given = {"reason": REASON, "begins_at": timezone.now() + timedelta(hours=24)}
    made = Export.objects.create(centre=at, by=by, **{**given, **fields})
    ExportWork.objects.create(of=made)
    return made


def ready(at: Centre, *, by: User, content: bytes = b"everything", **fields: Any) -> Export:
    """One whose file is there until tomorrow, in two pieces."""
    now = timezone.now()
    given = {
        "status": ExportStatus.READY, "begins_at": now - timedelta(hours=1), "ready_at": now - timedelta(minutes=30),
        "until": now + timedelta(hours=24), "sha256": "0" * 64, "size": len(content),
    }  # fmt: skip
    made = ordered(at, by=by, **{**given, **fields})
    for number, piece in enumerate((content[:2], content[2:])):
        ExportPiece.objects.create(of=made, number=number, content=piece)
    return made
