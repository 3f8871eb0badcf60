"""Which deputies of lead professionals a person may see."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.querysets.opening import OPENED_BY, table
from cases.relations import ASKED_TO_DEPUTISE
from cases.status import DeputyStatus


class DeputyQuerySet(models.QuerySet):
    """Deputies."""

    def visible_to(self, user: Any) -> "DeputyQuerySet":
        """What `user` is asked, and whoever stood in, was asked or will stand in on cases that they may open."""
        opened = Q(case__in=table("Case").order_by().visible_to(user).values("pk"))
        return self.filter(Q(pk__in=self._asked_of(user)) | opened)

    def asked_of(self, user: Any) -> "DeputyQuerySet":
        """Where `user` is asked to stand in, and has not answered."""
        return self.filter(pk__in=self._asked_of(user))

    def _asked_of(self, user: Any) -> Any:
        today = timezone.localdate()
        here = OPENED_BY[ASKED_TO_DEPUTISE.name].ids(user, today)
        asked = table("Deputy").order_by().waiting(today).filter(user_id=user.pk or 0, case_id__in=here)
        return asked.values("pk")

    def shown(self) -> "DeputyQuerySet":
        """With everything that is shown of each."""
        return self.select_related("user", "agency", "asked_by", "lead__user", "case__family")

    def waiting(self, on: date) -> "DeputyQuerySet":
        """Those who were asked and have not answered, as long as they could still stand in."""
        return self.filter(status=DeputyStatus.ASKED, ends_on__gte=on)

    def accepted(self, on: date) -> "DeputyQuerySet":
        """Those who stand in on `on`, or will."""
        return self.filter(status=DeputyStatus.ACCEPTED, ends_on__gte=on)

    def current(self, on: date) -> "DeputyQuerySet":
        """Those who stand in on `on`."""
        return self.accepted(on).filter(starts_on__lte=on)

    def then(self, starts_on: date, ends_on: date) -> "DeputyQuerySet":
        """Those who stand in, or are asked to, on one of these days."""
        return self.filter(
            status__in=[DeputyStatus.ASKED, DeputyStatus.ACCEPTED], starts_on__lte=ends_on, ends_on__gte=starts_on
        )
