"""The clock's way in."""

from celery import shared_task

from documents.services import render_due


@shared_task
def render_due_documents() -> int:
    """Make every PDF that is due."""
    return render_due()
