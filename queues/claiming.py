"""Claiming a row: by one worker at a time, and by the next one when that worker died.

A claim is a committed UPDATE of `claimed_at` and `attempts`, which every model of such rows has.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

ATTEMPTS = 3  # a row whose worker died three times may well be why it died


def claim(queue: QuerySet, free: Q, *, now: datetime, give_up: Callable[[Any], object], **becomes: Any) -> Any | None:
    """Take the first row of `queue` that is `free` at `now`; None if there is none. Committed before it returns.

    A free row that had its attempts is not taken: `give_up` is called for each, in the same transaction. `becomes`:
    fields that a claimed row gets besides. Rows that another worker is claiming at this moment are passed over.
    """
    with transaction.atomic():
        rows = queue.filter(free).select_for_update(skip_locked=True, of=("self",))
        for dead in rows.filter(attempts__gte=ATTEMPTS):
            give_up(dead)
        row = rows.filter(attempts__lt=ATTEMPTS).first()
        if row is None:
            return None
        becomes |= {"claimed_at": now, "attempts": row.attempts + 1}
        queue.model._base_manager.filter(pk=row.pk).update(**becomes)
    for name, value in becomes.items():
        setattr(row, name, value)
    return row
