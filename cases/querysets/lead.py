"""Lead professionals, current and past, and offers."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.querysets.opening import OPENED_BY, table
from cases.relations import ASKED_TO_LEAD, current_lead
from cases.status import LeadStatus


class LeadQuerySet(models.QuerySet):
    """Lead professionals, current and past, and offers."""

    def visible_to(self, user: Any) -> "LeadQuerySet":
        """Offers made to `user` while the family's agreement is in force, and the history of cases they may open."""
        asked = OPENED_BY[ASKED_TO_LEAD.name].ids(user, timezone.localdate())
        offered = Q(status=LeadStatus.OFFERED, case_id__in=asked)  # of a case there is one at a time
        return self.filter(offered | Q(case__in=table("Case").order_by().visible_to(user).values("pk")))

    def current(self) -> "LeadQuerySet":
        """Those who have accepted and not ended."""
        return self.filter(status=LeadStatus.ACCEPTED)

    def not_taken_over(self) -> "LeadQuerySet":
        """Declined while somebody else goes on leading, and nobody has settled what happens now: ask another, or let
        it stay as it is. Without a current lead the case itself is the alarm."""
        later = table("Lead").order_by().filter(case_id=OuterRef("case_id"), pk__gt=OuterRef("pk"))
        newer = later.exclude(status=LeadStatus.TAKEN_BACK)
        led = table("Case").order_by().open().filter(Exists(current_lead(timezone.localdate())))
        declined = self.filter(status=LeadStatus.DECLINED, settled_on=None, case__in=led.values("pk"))
        return declined.filter(~Exists(newer))

    def unanswered(self) -> "LeadQuerySet":
        """Offers waiting for an answer."""
        return self.filter(status=LeadStatus.OFFERED)
