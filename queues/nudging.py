"""Telling a worker that something is due. The row is what counts: without a broker the clock's next sweep finds it."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def nudge(task: str) -> None:
    """Have a worker begin this task as soon as what is due is committed, rather than with the next sweep."""

    def tell() -> None:
        try:
            current_app.send_task(task, ignore_result=True)
        except (OperationalError, OSError):
            log.warning("No broker: %s waits for the next sweep.", task)

    transaction.on_commit(tell, robust=True)
