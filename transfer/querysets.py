"""Which imports a person may see, and which rows of one are which."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from centres.querysets import centre_ids
from centres.status import Role
from transfer.status import AT_WORK, Decision, ExportStatus, Outcome


class ImportQuerySet(models.QuerySet):
    """Imports."""

    def visible_to(self, user: Any) -> "ImportQuerySet":
        """Those of the centres that `user` manages: a list names every family that is in it."""
        return self.filter(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))

    def at_work(self) -> "ImportQuerySet":
        """Those that a worker has to do something about, the oldest first."""
        return self.filter(status__in=AT_WORK).order_by("ordered_at", "id")


class RowQuerySet(models.QuerySet):
    """Rows of an import."""

    def heads(self) -> "RowQuerySet":
        """The first row of each family."""
        return self.filter(Q(head=None) | Q(head=F("number")))

    def undecided(self) -> "RowQuerySet":
        """What stands in the way of carrying out: what cannot be brought along, or may be known, undecided."""
        blocked = Q(outcome=Outcome.CANNOT) & ~Q(decision=Decision.LEAVE_OUT)
        open_ = Q(outcome=Outcome.MAYBE_KNOWN, decision=Decision.NONE)
        return self.heads().filter(blocked | open_)

    def to_bring(self) -> "RowQuerySet":
        """The first rows of the families that are to be brought along."""
        sure = Q(outcome=Outcome.NEW) & ~Q(decision=Decision.LEAVE_OUT)
        return self.heads().filter(sure | Q(outcome=Outcome.MAYBE_KNOWN, decision=Decision.NEW))


class ExportQuerySet(models.QuerySet):
    """Exports of everything."""

    def visible_to(self, user: Any) -> "ExportQuerySet":
        """Those of the centres where `user` is information lead, or manager: both can stop one."""
        return self.filter(centre_id__in=centre_ids(user, Role.INFORMATION_LEAD, Role.CENTRE_MANAGER))

    def due(self, now: datetime) -> "ExportQuerySet":
        """Those that a worker has to make, the oldest first."""
        return self.filter(status=ExportStatus.ORDERED, begins_at__lte=now).order_by("begins_at", "id")

    def over(self, now: datetime) -> "ExportQuerySet":
        """Those whose file has been there as long as it may."""
        return self.filter(status=ExportStatus.READY, until__lte=now)
