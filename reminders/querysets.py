"""What somebody has not seen yet."""

from datetime import date
from typing import Any

from django.db import models


class ReminderQuerySet(models.QuerySet):
    """Reminders."""

    def visible_to(self, user: Any) -> "ReminderQuerySet":
        """`user`'s own and nobody else's."""
        return self.filter(to_id=user.pk or 0)

    def unseen(self, on: date) -> "ReminderQuerySet":
        """Those that stand for `on` or before and were not put away, newest first."""
        return self.filter(seen_at=None, on__lte=on).order_by("-on", "-id")
