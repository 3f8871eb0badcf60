"""The person's own visits of the next days, and those of which nobody has said what came of them."""

from datetime import timedelta
from typing import Any

from cases.models import Visit
from cases.visit_calendar import mark
from meetings.fortnight.lists import first
from meetings.fortnight.page import Fortnight

AHEAD = timedelta(days=7)


def add_visits(found: Fortnight, user: Any) -> None:
    """The earliest first, each with what stands close to it."""
    mine = Visit.objects.visible_to(user).planned().filter(workers__user=user, on__lte=found.on + AHEAD)
    found.visits = first(mine.shown().order_by("on", "at", "pk"))
    mark(found.visits.rows)
    found.seen += [one.case for one in found.visits.rows]
