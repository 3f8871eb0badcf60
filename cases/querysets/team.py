"""Who takes part in the work."""

from datetime import date

from django.db import models
from django.db.models import Q


class TeamMemberQuerySet(models.QuerySet):
    """Members of teams around families."""

    def in_force(self, on: date) -> "TeamMemberQuerySet":
        """Those taking part on `on`."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
