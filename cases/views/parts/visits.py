"""Visits planned, those of which nobody has said what came of them, and those of the last weeks."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest

from cases.models import Case
from cases.policies import Standing
from cases.status import VisitStatus
from cases.visit_calendar import entries_of, visited_of
from centres.working_days import closed_because

BACK = timedelta(weeks=8)


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """The visits of the case, the next one first, each with what stands close to it."""
    known = standing.sees_contacts
    rows = found.visits.not_cancelled() if known else found.visits.none()
    planned = rows.planned()
    made = rows.filter(status=VisitStatus.KEPT, on__gte=today - BACK)
    unplanned = visited_of(found, today - BACK) if known else found.contacts.none()
    to_come = entries_of(request.user, planned, found.contacts.none(), today)
    last = max((one.on for one in to_come), default=today)
    cancelled = found.visits.filter(status=VisitStatus.CANCELLED, on__gte=today - BACK) if known else rows
    return {
        "known": known,
        "to_come": to_come,
        "closed": closed_because([found.centre], today, last) if to_come else {},
        "made": entries_of(request.user, made, unplanned, today)[::-1],
        "cancelled": list(cancelled.shown()),
    }
