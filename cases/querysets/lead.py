"""Lead professionals, current and past, and offers."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.querysets.opening import OPENED_BY, table
from cases.relations import ASKED_TO_LEAD
from cases.status import LeadStatus


class LeadQuerySet(models.QuerySet):
    """Lead professionals, current and past, and offers."""

    def visible_to(self, user: Any) -> "LeadQuerySet":
        """Offers made to `user` while the family's agreement is in force, and the history of cases they may open."""
        asked = OPENED_BY[ASKED_TO_LEAD.name].ids(user, timezone.localdate())
        mine = Q(user_id=user.pk or 0, status=LeadStatus.OFFERED, case_id__in=asked)
        return self.filter(mine | Q(case__in=table("Case").order_by().visible_to(user).values("pk")))

    def current(self) -> "LeadQuerySet":
        """Those who have accepted and not ended."""
        return self.filter(status=LeadStatus.ACCEPTED)

    def unanswered(self) -> "LeadQuerySet":
        """Offers waiting for an answer."""
        return self.filter(status=LeadStatus.OFFERED)
