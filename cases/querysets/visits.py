"""Which planned visits a person may see, and which have no record."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.querysets.opening import knows, table
from cases.status import LeadStatus, VisitStatus
from centres.status import Role
from consent.querysets import not_excluded
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

    def stranded(self, on: date) -> "VisitQuerySet":
        """Those to come with somebody who no longer works with the family, or for an agency that it excludes now."""
        at = {"centre": "visit__case__centre_id", "family": "visit__case__family_id"}
        theirs = {"case_id": OuterRef("visit__case_id"), "user_id": OuterRef("user_id")}
        lead = table("Lead").order_by().filter(status=LeadStatus.ACCEPTED, **theirs)
        team = table("TeamMember").order_by().in_force(on).filter(**theirs)
        deputy = table("Deputy").order_by().accepted(on).filter(ends_on__gte=OuterRef("visit__on"), **theirs)
        jobs = apps.get_model("centres", "Membership").objects.order_by().in_force(on)
        manages = jobs.filter(
            role=Role.CENTRE_MANAGER, user_id=OuterRef("user_id"), centre_id=OuterRef("visit__case__centre_id")
        )
        works = Q(not_excluded(OuterRef("user_id"), on, **at)) & (Q(Exists(lead)) | Q(Exists(team)) | Q(Exists(deputy)))
        gone = table("VisitWorker").order_by().filter(~(works | Q(Exists(manages))), visit_id=OuterRef("pk"))
        return self.planned().filter(Exists(gone), on__gte=on)
