"""After the work has ended: families to ask how it goes; for a manager, what waits for them."""

from typing import Any

from cases.models import Closure
from cases.status import CheckResult
from meetings.fortnight.lists import EVERY, Listing, first
from meetings.fortnight.page import Fortnight


def add_to_ask(found: Fortnight, user: Any) -> None:
    """Whom the person asks in these weeks, the earliest day first."""
    rows = Closure.objects.asked_by(user).select_related("case__family")
    found.to_ask = first(rows.order_by("check_on", "pk"), EVERY)
    found.seen += [one.case for one in found.to_ask.rows]


def add_after_closing(found: Fortnight, user: Any) -> None:
    """Families that need help again, and what was not said or not asked in time: the oldest closing first."""
    waiting = Closure.objects.for_manager(user, found.on).select_related("case__family", "check_by")
    rows = first(waiting.order_by("closed_on", "pk"), EVERY)
    found.after_closing = Listing([_row(one) for one in rows.rows], rows.number)
    found.seen += [one.case for one in rows.rows]


def _row(closure: Closure) -> dict[str, Any]:
    """What waits, in one sentence, and the page on which it is done."""
    if closure.check_result == CheckResult.NEEDS_HELP:
        sentence, route = "Needs help again", "later_check"
    elif closure.check_on is None:
        sentence, route = "Closed: say what the family still needs", "closing_complete"
    else:
        sentence, route = f"{closure.check_by} has not asked how it goes", "later_check"
    return {"closure": closure, "name": closure.case.family.name, "sentence": sentence, "route": route}
