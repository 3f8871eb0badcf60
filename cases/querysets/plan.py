"""Which actions a person may see, and which are late or nobody's."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone

from cases.querysets.opening import knows, table
from cases.status import ActionStatus, PassOnStatus
from centres.querysets import centre_ids
from centres.status import Role
from consent.querysets import not_excluded
from consent.status import Information


class GoalQuerySet(models.QuerySet):
    """Goals."""

    def visible_to(self, user: Any) -> "GoalQuerySet":
        """Goals of the cases `user` may open and whose plan their agency may know."""
        return self.filter(
            knows(user, Information.PLAN), case__in=table("Case").order_by().visible_to(user).values("pk")
        )

    def open(self) -> "GoalQuerySet":
        """Goals neither reached nor given up."""
        return self.filter(reached_on=None, given_up_on=None)

    def open_first(self) -> "GoalQuerySet":
        """What the family wants now, and then what it has reached or given up."""
        over = models.Q(reached_on=None, given_up_on=None)
        return self.order_by(models.Case(models.When(over, then=0), default=1), *self.model._meta.ordering)


class ActionQuerySet(models.QuerySet):
    """Actions."""

    def visible_to(self, user: Any) -> "ActionQuerySet":
        """`user`'s own, those of cases they may open and whose plan they may know, and all of the centres they manage.

        What there is to do for a family says something about it: an agency that it excludes does not read it.
        """
        knows_plan = knows(user, Information.PLAN, centre="centre_id")
        own = Q(owner_id=user.pk or 0) & Q(not_excluded(user, timezone.localdate(), family="case__family_id"))
        of_cases = Q(case__in=table("Case").order_by().visible_to(user).values("pk")) & knows_plan
        return self.filter(own | of_cases | Q(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER)))

    def shown(self) -> "ActionQuerySet":
        """With everything that is shown of each: two queries, however many there are."""
        passed = table("PassOn").filter(status__in=[PassOnStatus.ASKED, PassOnStatus.ACCEPTED])
        return self.select_related("owner", "agency", "centre", "case__family", "for_adult").prefetch_related(
            models.Prefetch("pass_ons", passed.select_related("owner", "to"))
        )

    def open(self) -> "ActionQuerySet":
        """Actions still to do."""
        return self.filter(status=ActionStatus.OPEN)

    def without_doer(self, on: date) -> "ActionQuerySet":
        """Open actions that their owner does not see: nobody does them (002 §5.1: "somebody else's responsibility").

        The owner has left, works with families no more, or for an agency that the family excludes.
        """
        return self.open().filter(~Q(not_excluded(OuterRef("owner_id"), on, family="case__family_id")))

    def overdue(self, on: date) -> "ActionQuerySet":
        """Open actions whose date is before `on`."""
        return self.open().filter(due_on__lt=on)
