"""The person's own visits of the next days, and those of which nobody has said what came of them."""

from datetime import timedelta
from typing import Any

from cases.models import Case, Visit
from cases.serializers import LedCaseSerializer
from cases.visit_calendar import mark
from meetings.fortnight.lists import first, with_header
from meetings.fortnight.page import Fortnight

AHEAD = timedelta(days=7)


def add_visits(found: Fortnight, user: Any) -> None:
    """The earliest first, each with what stands close to it, and how to reach the family safely before one goes."""
    mine = Visit.objects.visible_to(user).planned().filter(workers__user=user, on__lte=found.on + AHEAD)
    found.visits = first(mine.shown().order_by("on", "at", "pk"))
    mark(found.visits.rows)
    cases = Case.objects.filter(pk__in=[one.case_id for one in found.visits.rows]).with_reaching(user, found.on)
    rows = with_header(cases).prefetch_related("family__adults")
    reaching = {row["id"]: row for row in LedCaseSerializer(rows, many=True, context={"on": found.on}).data}
    for one in found.visits.rows:
        one.reaching = reaching[one.case_id]
    found.seen += [one.case for one in found.visits.rows]
