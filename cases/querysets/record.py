"""What was done."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.querysets.opening import knows, table
from cases.status import ActionStatus, NextStep, OfferStatus
from consent.status import Information

ASK_AFTER = timedelta(weeks=4)  # by then the family has been there, or has not gone


class OfContacts(models.QuerySet):
    """What is of contacts, for whoever may know of them."""

    def visible_to(self, user: Any) -> Self:
        """Those of the cases `user` may open, unless the family keeps contacts from their agency."""
        cases = table("Case").order_by().visible_to(user).values("pk")
        return self.filter(knows(user, Information.CONTACTS), case__in=cases)


class ContactQuerySet(OfContacts):
    """Contacts and attempts."""

    def shown(self) -> "ContactQuerySet":
        """With everything that is shown of each, in a fixed number of queries."""
        named = self.select_related("by")
        return named.prefetch_related("saw_children", "saw_adults", "colleagues__user", "colleagues__agency")


class OfferQuerySet(OfContacts):
    """Support offered, and what came after a refusal."""

    def refused(self) -> "OfferQuerySet":
        """Those that the family refused."""
        return self.filter(status=OfferStatus.REFUSED)

    def to_ask_about(self, on: date) -> "OfferQuerySet":
        """Accepted some weeks ago, and nobody has asked yet whether it helped."""
        return self.filter(status=OfferStatus.ACCEPTED, came_of="", answered_on__lte=on - ASK_AFTER)

    def waiting_for_next(self) -> "OfferQuerySet":
        """Refused, and nothing comes next: nothing was offered since, and nobody has said what is done, or what was
        said came to nothing."""
        return self.refused().filter(_left_at_that(), Q(next_step="") | _next_is(*CAME_TO_NOTHING))

    def unsettled(self) -> "OfferQuerySet":
        """Refused, and nothing comes next, or what comes next is still to do."""
        waits = _left_at_that() & (Q(next_step="") | _next_is(*CAME_TO_NOTHING))
        return self.refused().filter(waits | _next_is(ActionStatus.OPEN))

    def untried(self) -> "OfferQuerySet":
        """Refused, and nothing else was tried, and nobody has said why nothing more is offered."""
        nothing = ~Q(next_step=NextStep.NOTHING_NOW) & ~_next_is(ActionStatus.DONE)
        return self.refused().filter(_left_at_that(), nothing)


CAME_TO_NOTHING = (ActionStatus.NOT_DONE, ActionStatus.TAKEN_BACK)


def _left_at_that() -> Q:
    """Nothing was offered to the family after it had said no."""
    since = table("Offer").order_by().filter(case_id=OuterRef("case_id"), pk__gt=OuterRef("pk"))
    return ~Q(Exists(since.filter(on__gte=OuterRef("answered_on"))))


def _next_is(*statuses: str) -> Q:
    return Q(Exists(table("Action").order_by().filter(pk=OuterRef("next_action_id"), status__in=statuses)))
