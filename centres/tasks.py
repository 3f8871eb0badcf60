"""The clock's way in."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from centres import reminding, services


@shared_task
def read_due_feeds() -> int:
    """Read every feed of services that is due."""
    return services.read_due_feeds()


@shared_task
def remind_directory(on: str | None = None) -> int:
    """Entries of the directory that nobody has checked for half a year, and protocols past their review."""
    return reminding.remind_of_directory(date.fromisoformat(on) if on else timezone.localdate())
