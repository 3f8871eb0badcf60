"""Where a family was told to go, and whether it helped."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.models import Offer
from cases.policies import may_work
from cases.rules import require_open, require_taken_up
from cases.services.locks import locked_of_case
from cases.status import CameOf


@transaction.atomic
def say_what_came(*, offer: Offer, came_of: str, by: Any, on: date) -> Offer:
    """Record whether support that the family accepted helped, or that they did not go; it can be said anew.

    Activity is not benefit (002): that something was offered says nothing yet. Raises NotAllowed, RuleBroken.
    """
    offer = locked_of_case(offer)
    may_work(by, offer.case).require()
    require_open(offer.case)
    require_taken_up(offer)
    offer.came_of, offer.came_on, offer.came_by = CameOf(came_of), on, by
    offer.save(update_fields=["came_of", "came_on", "came_by"])
    record(by=by, verb="say_what_came", subject=offer.case, offer=offer.pk, came_of=came_of)
    return offer


def forget_what_came(offer: Offer) -> None:
    """For a verb that has locked the offer and records another answer: what came of the former one is not asked."""
    offer.came_of, offer.came_on, offer.came_by = "", None, None
