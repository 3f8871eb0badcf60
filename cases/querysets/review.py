"""Which reviews a person may see, and which are late."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F

from cases.querysets.opening import knows, table
from cases.status import CaseStatus
from consent.status import Information

AHEAD = timedelta(weeks=2)


class ReviewQuerySet(models.QuerySet):
    """Reviews."""

    def visible_to(self, user: Any) -> "ReviewQuerySet":
        """Reviews of the cases `user` may open and whose plan their agency may know."""
        return self.filter(
            knows(user, Information.PLAN), case__in=table("Case").order_by().visible_to(user).values("pk")
        )

    def pending(self) -> "ReviewQuerySet":
        """The next review of each open case."""
        return self.to_come().filter(case__status=CaseStatus.OPEN)

    def to_come(self) -> "ReviewQuerySet":
        """Reviews that can still be held: one of each case at most."""
        return self.filter(held_on=None, missed_on=None)

    def near(self, on: date) -> "ReviewQuerySet":
        """The next review of each open case, if it is late or due in the two weeks after `on`."""
        return self.pending().filter(due_on__lte=on + AHEAD)

    def with_said(self) -> "ReviewQuerySet":
        """With what was said at it: each goal's ratings, what the family thought of the help; two queries."""
        return self.select_related("held_by", "help_asked").prefetch_related("goal_ratings__goal")

    def held(self) -> "ReviewQuerySet":
        """Reviews that took place, the last one first."""
        return self.exclude(held_on=None).order_by(F("held_on").desc(), "-id")
