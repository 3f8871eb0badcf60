"""The clock's way in."""

from celery import shared_task
from django.utils import timezone

from transfer import services


@shared_task
def work_on_imports() -> int:
    """Check, carry out and undo every import that is due."""
    return services.work_on_imports(on=timezone.localdate())
