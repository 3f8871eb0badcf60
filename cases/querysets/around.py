"""Who is around the family outside the team."""

from typing import Any

from django.db import models
from django.db.models import Q

from cases.querysets.opening import knows, table
from cases.status import TELLS_OF_HEALTH
from consent.status import Information


class OtherInvolvedQuerySet(models.QuerySet):
    """Others involved."""

    def visible_to(self, user: Any) -> "OtherInvolvedQuerySet":
        """Those of the cases `user` may open; who tells something about health, only where their agency may know it."""
        opened = table("Case").order_by().visible_to(user).values("pk")
        return self.filter(~Q(kind__in=TELLS_OF_HEALTH) | knows(user, Information.HEALTH), case__in=opened)

    def but_health(self) -> "OtherInvolvedQuerySet":
        """Without those that tell something about the family's health."""
        return self.exclude(kind__in=TELLS_OF_HEALTH)

    def telling_of_health(self) -> "OtherInvolvedQuerySet":
        """Those that tell something about it."""
        return self.filter(kind__in=TELLS_OF_HEALTH)

    def current(self) -> "OtherInvolvedQuerySet":
        """Those who are involved still."""
        return self.filter(until=None)

    def past(self) -> "OtherInvolvedQuerySet":
        """Those who were, the last first."""
        return self.exclude(until=None).order_by("-until", "-pk")
