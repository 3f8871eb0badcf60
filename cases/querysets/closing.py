"""Which closings a person may see, and which wait for somebody."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.querysets.opening import OPENED_BY, knows, table
from cases.relations import CHECKER
from cases.status import CheckResult
from centres.querysets import centre_ids
from centres.status import Role
from consent.status import Information


class ClosureQuerySet(models.QuerySet):
    """Closings."""

    def visible_to(self, user: Any) -> "ClosureQuerySet":
        """Those of the cases `user` may open and whose plan their agency may know; and those after which they ask."""
        opened = Q(case__in=table("Case").order_by().visible_to(user).values("pk")) & knows(user, Information.PLAN)
        return self.filter(opened | Q(pk__in=self._asked_by(user)))

    def asked_by(self, user: Any) -> "ClosureQuerySet":
        """Those after which `user` is to ask the family now."""
        return self.filter(pk__in=self._asked_by(user))

    def _asked_by(self, user: Any) -> Any:
        today = timezone.localdate()
        theirs = OPENED_BY[CHECKER.name].ids(user, today)
        return table("Closure").order_by().to_ask(today).filter(case_id__in=theirs).values("pk")

    def shown(self) -> "ClosureQuerySet":
        """With everybody who is named."""
        return self.select_related("case", "closed_by", "check_by", "checked_by", "reopened_by")

    def current(self) -> "ClosureQuerySet":
        """Those after which the case was not opened again."""
        return self.filter(reopened_on=None)

    def to_ask(self, on: date) -> "ClosureQuerySet":
        """Those after which somebody is to ask the family, and may know how to reach it from `on` or before."""
        return self.current().filter(checked_on=None, check_opens_on__lte=on)

    def incomplete(self) -> "ClosureQuerySet":
        """Those that nobody has completed: what is not met, and whether somebody asks in three months."""
        return self.current().filter(check_on=None, no_check_because="")

    def need_help(self) -> "ClosureQuerySet":
        """Those after which the family said that it needs help again, and nobody has done anything about it."""
        return self.current().filter(check_result=CheckResult.NEEDS_HELP, settled_on=None)

    def for_manager(self, user: Any, on: date) -> "ClosureQuerySet":
        """What waits for the manager of the centre: to be completed, late to be asked, in need of help."""
        managed = self.filter(case__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))
        parts = (managed.incomplete(), managed.to_ask(on).filter(check_on__lt=on), managed.need_help())
        return managed.filter(Q(*[("pk__in", part.order_by().values("pk")) for part in parts], _connector=Q.OR))
