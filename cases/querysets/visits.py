"""Which planned visits a person may see, and which have no record."""

from datetime import date
from typing import Any

from django.db import models

from cases.querysets.opening import knows, table
from cases.status import VisitStatus
from consent.status import Information


class VisitQuerySet(models.QuerySet):
    """Visits."""

    def visible_to(self, user: Any) -> "VisitQuerySet":
        """Visits to the families whose cases `user` may open, unless the family keeps contacts from their agency."""
        cases = table("Case").order_by().visible_to(user).values("pk")
        return self.filter(knows(user, Information.CONTACTS), case__in=cases)

    def shown(self) -> "VisitQuerySet":
        """With everything that is shown of each, in a fixed number of queries."""
        named = self.select_related("case__family", "contact", "arranged_by")
        return named.prefetch_related("workers__user", "workers__agency")

    def planned(self) -> "VisitQuerySet":
        """Those of which nobody has said what came of them."""
        return self.filter(status=VisitStatus.PLANNED)

    def not_cancelled(self) -> "VisitQuerySet":
        """Those to come, and those that were made."""
        return self.exclude(status=VisitStatus.CANCELLED)

    def without_record(self, on: date) -> "VisitQuerySet":
        """Those whose day is over, and nobody has said what came of them."""
        return self.planned().filter(on__lt=on)
