"""The clock's way in."""

from celery import shared_task

from audit.services import seal_entries


@shared_task
def seal_log() -> int:
    """Seal what was logged since the last run."""
    return seal_entries()
