"""Who takes part in the work."""

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import Q


class TeamMemberQuerySet(models.QuerySet):
    """Members of teams around families."""

    def in_force(self, on: date) -> "TeamMemberQuerySet":
        """Those taking part on `on`."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)

    def left(self, on: date) -> "TeamMemberQuerySet":
        """Those who took part before `on`, the last who left first."""
        return self.filter(until__lt=on).order_by("-until", "-pk")

    def shown(self) -> "TeamMemberQuerySet":
        """With everything that is shown of each, also to whom they answer: three queries, however many there are."""
        jobs = apps.get_model("centres", "Membership").objects.order_by("pk")
        named = jobs.select_related("employer", "line_manager", "supervisor", "agency")
        return self.select_related("user", "agency", "case").prefetch_related(
            models.Prefetch("user__memberships", queryset=named)
        )
