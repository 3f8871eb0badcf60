"""Asking for a PDF, making those that are due, opening one.

Who may ask for or open a document is decided by the app whose subject it shows: it knows what the subject means.
"""

import logging
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from audit.services import record, record_reads
from documents import queue
from documents.models import Document, Opening
from documents.rendering import render
from documents.status import DocumentStatus, can_become
from inputs.errors import RuleBroken
from queues.nudging import nudge

log = logging.getLogger(__name__)


@transaction.atomic
def ask_for(
    *,
    kind: str,
    subject: models.Model,
    edition: str = "full",
    title: str,
    html: str,
    by: Any,
    centre_id: int | None = None,
) -> Document:
    """Have a PDF of `html` (a body, without <html>) made for an edition of `subject`; asking again gives the same one.

    `title` becomes the PDF's title and file name, so it must name nobody. One that had failed is tried again.
    """
    document, new = Document.objects.get_or_create(
        kind=kind,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        edition=edition,
        defaults={"title": title, "html": html, "asked_by": by},
    )
    if not new:
        _try_again_if_failed(document)
    else:
        centre_id = centre_id or getattr(subject, "centre_id", None)
        record(by=by, verb="ask_for_document", subject=document, centre_id=centre_id, kind=kind, edition=edition)
    if document.status == DocumentStatus.DUE:
        nudge("documents.tasks.render_due_documents")
    return document


def _try_again_if_failed(document: Document) -> None:
    if can_become(document.status, DocumentStatus.DUE) and document.status == DocumentStatus.FAILED:
        document.status, document.due_at, document.attempts = DocumentStatus.DUE, timezone.now(), 0
        document.save(update_fields=["status", "due_at", "attempts"])


def render_due() -> int:
    """Make every PDF that is due; return how many. Each is claimed, rendered and stored by itself.

    Safe to run in several workers at once and to be killed anywhere (see `documents.queue`). It belongs to no
    person, so it asks no policy; whoever asked for the document is in the log.
    """
    made = 0
    while document := queue.claim(timezone.now()):
        try:
            rendered = render(title=document.title, html=document.html)
        except Exception:
            log.exception("Document %s: attempt %s failed.", document.pk, document.attempts)
            queue.give_back(document)
            continue
        made += queue.store(document, rendered)
    return made


@transaction.atomic
def open_document(*, document: Document, by: Any, centre_id: int | None = None) -> bytes:
    """The PDF's bytes, having recorded that `by` opened it.

    Raises RuleBroken("not_ready") while there is none. The caller has decided that `by` may see the subject.
    """
    pdf = Document.objects.filter(pk=document.pk).values_list("pdf", flat=True).first()
    if pdf is None:
        raise RuleBroken("not_ready", "The PDF is not ready yet. Try again in a few seconds.")
    Opening.objects.create(document=document, by=by)
    record_reads(by=by, subjects=[document], where="open_document", centre_id=centre_id, edition=document.edition)
    return bytes(pdf)
