"""Which cases a person may see, and what is late."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from centres.querysets import centre_ids
from centres.status import Role
from consent.querysets import agreed
from cases.status import ActionStatus, CaseStatus, LeadStatus


def _model(name: str) -> Any:
    return apps.get_model("cases", name)


class CaseQuerySet(models.QuerySet):
    """Cases."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases `user` may open.

        Manager of the centre: every one. Lead professional: while it is open. Member of the team, supervisor of
        the lead, or named in an explicit share: while it is open and the family's agreement is in force.
        Each route asks for a membership at the case's centre today, so that it ends with the job.
        """
        from cases.access import shared_case_ids  # guardian's tables, read in that one place

        pk = user.pk or 0
        today = timezone.localdate()
        lead = _model("Lead").objects.filter(status=LeadStatus.ACCEPTED)
        led = lead.filter(user_id=pk).values("case_id")
        supervised = lead.filter(
            user__memberships__supervisor_id=pk,
            user__memberships__centre_id=models.F("case__centre_id"),
            user__memberships__in=apps.get_model("centres", "Membership").objects.in_force(today),
        ).values("case_id")
        team = _model("TeamMember").objects.filter(user_id=pk).in_force(today).values("case_id")
        involved = Q(pk__in=team) | Q(pk__in=supervised) | Q(pk__in=shared_case_ids(user, today))
        working = Q(status=CaseStatus.OPEN, centre_id__in=centre_ids(user)) & (
            Q(pk__in=led) | (involved & Q(agreed(today)))
        )
        return self.filter(Q(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER)) | working)

    def open(self) -> "CaseQuerySet":
        """Cases in work."""
        return self.filter(status=CaseStatus.OPEN)

    def led_by(self, user: Any) -> "CaseQuerySet":
        """Open cases `user` is the current lead professional of."""
        return self.open().filter(leads__user=user, leads__status=LeadStatus.ACCEPTED)

    def without_lead(self) -> "CaseQuerySet":
        """Open cases without a current lead professional: each is an alarm (004: nobody provides continuity)."""
        current = _model("Lead").objects.filter(case_id=OuterRef("pk"), status=LeadStatus.ACCEPTED)
        return self.open().filter(~Exists(current))


class TeamMemberQuerySet(models.QuerySet):
    """Members of teams around families."""

    def in_force(self, on: date) -> "TeamMemberQuerySet":
        """Those taking part on `on`."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class ActionQuerySet(models.QuerySet):
    """Actions."""

    def visible_to(self, user: Any) -> "ActionQuerySet":
        """`user`'s own, those of cases they may open, and every one of the centres they manage."""
        here = Q(centre_id__in=centre_ids(user))
        own = Q(owner_id=user.pk or 0)
        return self.filter(
            (here & (own | Q(case__in=_model("Case").objects.visible_to(user).values("pk"))))
            | Q(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))
        )

    def open(self) -> "ActionQuerySet":
        """Actions still to do."""
        return self.filter(status=ActionStatus.OPEN)

    def overdue(self, on: date) -> "ActionQuerySet":
        """Open actions whose date is before `on`."""
        return self.open().filter(due_on__lt=on)


class ReviewQuerySet(models.QuerySet):
    """Reviews."""

    def pending(self) -> "ReviewQuerySet":
        """The next review of each open case."""
        return self.filter(held_on=None, case__status=CaseStatus.OPEN)

    def overdue(self, on: date) -> "ReviewQuerySet":
        """Reviews not held whose date is before `on`."""
        return self.pending().filter(due_on__lt=on)


class LeadQuerySet(models.QuerySet):
    """Lead professionals, current and past, and offers."""

    def visible_to(self, user: Any) -> "LeadQuerySet":
        """Offers made to `user`, and the history of cases they may open."""
        return self.filter(
            Q(user_id=user.pk or 0, status=LeadStatus.OFFERED, case__centre_id__in=centre_ids(user))
            | Q(case__in=_model("Case").objects.visible_to(user).values("pk"))
        )

    def current(self) -> "LeadQuerySet":
        """Those who have accepted and not ended."""
        return self.filter(status=LeadStatus.ACCEPTED)

    def unanswered(self) -> "LeadQuerySet":
        """Offers waiting for an answer."""
        return self.filter(status=LeadStatus.OFFERED)
