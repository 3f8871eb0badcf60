"""The clock's way in."""

from celery import shared_task

from centres import services


@shared_task
def read_due_feeds() -> int:
    """Read every feed of services that is due."""
    return services.read_due_feeds()
