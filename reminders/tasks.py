"""The clock's way in."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from reminders.services import send_due_digests, send_urgent


@shared_task
def send_digests(on: str | None = None) -> int:
    """Send the digests of `on` (an ISO date; today if not given)."""
    return send_due_digests(on=date.fromisoformat(on) if on else timezone.localdate())


@shared_task
def send_at_once() -> int:
    """Send what cannot wait for the digest."""
    return send_urgent()
