"""The queue of PDFs: claiming a row, storing what came of it. Used by `services.render_due` alone.

A worker that dies leaves its row RENDERING with an old claim, and the next one takes it over; the HTML is fixed when
the document is asked for, so whoever finishes first stores the right PDF.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from documents.models import Document
from documents.rendering import Rendered
from documents.status import DocumentStatus
from queues import claiming

AGAIN_AFTER = timedelta(seconds=30)
SORRY = (
    f"The PDF could not be made after {claiming.ATTEMPTS} attempts. "
    "The page shows the same text; please tell your administrator."
)


def claim(now: datetime) -> Document | None:
    """Take one row that is due, or whose worker died; None if there is none. Committed before it returns."""
    given_up_before = now - timedelta(seconds=getattr(settings, "DOCUMENT_CLAIM_SECONDS", 120))
    due = Q(status=DocumentStatus.DUE, due_at__lte=now)
    abandoned = Q(status=DocumentStatus.RENDERING, claimed_at__lte=given_up_before)
    queue = Document.objects.defer("pdf").order_by("due_at", "id")
    return claiming.claim(queue, due | abandoned, now=now, give_up=fail, status=DocumentStatus.RENDERING)


def fail(document: Document) -> None:
    """It cannot be made, with a sentence a person can act on."""
    _mine(document).update(status=DocumentStatus.FAILED, failure=SORRY)


def _mine(document: Document) -> QuerySet[Document]:
    """The row, as long as this worker has it."""
    return Document.objects.filter(pk=document.pk, status=document.status, claimed_at=document.claimed_at)


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
    """After a failure: due again a little later, or failed for good."""
    if document.attempts >= claiming.ATTEMPTS:
        fail(document)
    else:
        later = timezone.now() + AGAIN_AFTER * document.attempts
        _mine(document).update(status=DocumentStatus.DUE, due_at=later)
