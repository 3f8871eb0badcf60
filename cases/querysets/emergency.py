"""Records opened in an emergency, and the attempts."""

from datetime import datetime
from typing import Any

from django.db import models

from centres.querysets import centre_ids
from centres.status import Role


class BreakGlassQuerySet(models.QuerySet):
    """Cases opened in an emergency."""

    def visible_to(self, user: Any) -> "BreakGlassQuerySet":
        """Those at the centres where `user` is information lead, who looks at each, or manager."""
        return self.filter(case__centre_id__in=centre_ids(user, Role.INFORMATION_LEAD, Role.CENTRE_MANAGER))

    def for_review_by(self, user: Any) -> "BreakGlassQuerySet":
        """Those that `user` has to look at: nobody looks at their own."""
        here = self.filter(case__centre_id__in=centre_ids(user, Role.INFORMATION_LEAD))
        return here.exclude(user_id=user.pk).unreviewed()

    def running(self, now: datetime) -> "BreakGlassQuerySet":
        """Those that open their case at the moment `now`."""
        return self.filter(opened_at__lte=now, until__gt=now)

    def unreviewed(self) -> "BreakGlassQuerySet":
        """Those that nobody has looked at yet, the oldest first."""
        return self.filter(reviewed_at=None).order_by("opened_at", "pk")


class EmergencyAttemptQuerySet(models.QuerySet):
    """References typed to open a record in an emergency."""

    def in_vain(self, user: Any, since: datetime) -> "EmergencyAttemptQuerySet":
        """Those of `user` that opened nothing."""
        return self.filter(by_id=user.pk, at__gt=since, opened=None)
