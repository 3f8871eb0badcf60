"""The queue of PDFs: claiming a row, storing what came of it. Used by `services.render_due` alone.

A claim is a committed UPDATE. A worker that dies leaves its row RENDERING with an old claim, and the next one takes
it over; the HTML is fixed when the document is asked for, so whoever finishes first stores the right PDF.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from documents.models import Document
from documents.rendering import Rendered
from documents.status import DocumentStatus

ATTEMPTS = 3
AGAIN_AFTER = timedelta(seconds=30)
SORRY = "The PDF could not be made after 3 attempts. The page shows the same text; please tell your administrator."


def claim(now: datetime) -> Document | None:
    """Take one row that is due, or whose worker died; None if there is none. Committed before it returns."""
    given_up_before = now - timedelta(seconds=getattr(settings, "DOCUMENT_CLAIM_SECONDS", 120))
    due = Q(status=DocumentStatus.DUE, due_at__lte=now)
    abandoned = Q(status=DocumentStatus.RENDERING, claimed_at__lte=given_up_before)
    with transaction.atomic():
        queue = Document.objects.defer("pdf").select_for_update(skip_locked=True)
        # A document whose worker died three times may well be why it died.
        queue.filter(abandoned, attempts__gte=ATTEMPTS).update(status=DocumentStatus.FAILED, failure=SORRY)
        document = queue.filter(due | abandoned).order_by("due_at", "id").first()
        if document is None:
            return None
        document.status, document.claimed_at, document.attempts = DocumentStatus.RENDERING, now, document.attempts + 1
        document.save(update_fields=["status", "claimed_at", "attempts"])
    return document


def store(document: Document, rendered: Rendered) -> bool:
    """Keep the PDF with its hash, in one statement; False if another worker was first."""
    stored = Document.objects.filter(pk=document.pk, status=DocumentStatus.RENDERING).update(
        status=DocumentStatus.READY,
        pdf=rendered.pdf,
        content_hash=rendered.content_hash,
        pages=rendered.pages,
        ready_at=timezone.now(),
        failure="",
    )
    return bool(stored)


def give_back(document: Document) -> None:
    """After a failure: due again a little later, or failed for good with a sentence a person can act on."""
    mine = Document.objects.filter(pk=document.pk, status=DocumentStatus.RENDERING, claimed_at=document.claimed_at)
    if document.attempts >= ATTEMPTS:
        mine.update(status=DocumentStatus.FAILED, failure=SORRY)
    else:
        mine.update(status=DocumentStatus.DUE, due_at=timezone.now() + AGAIN_AFTER * document.attempts)
