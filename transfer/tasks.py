"""The clock's way in."""

from celery import shared_task
from django.utils import timezone

from transfer import services


@shared_task
def work_on_imports() -> int:
    """Check, carry out and undo every import that is due."""
    return services.work_on_imports(on=timezone.localdate())


# Longer than other tasks may last: whoever is given it twice finds it claimed.
@shared_task(time_limit=4 * 60 * 60, soft_time_limit=4 * 60 * 60 - 60)
def work_on_exports() -> int:
    """Make every export of everything that is due, and take away those whose time is over."""
    return services.work_on_exports()
