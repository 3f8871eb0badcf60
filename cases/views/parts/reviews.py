"""The reviews that were held, the next, and the ratings over time."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.models import Case
from cases.policies import Standing
from cases.ratings import ratings_of
from cases.rules import weeks_apart
from cases.serializers import HeldReviewSerializer, ReviewSerializer, closures_of
from centres.working_days import is_open, last_open_day


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """Those held, the last one first, and the one to come."""
    held = found.reviews.held().with_said()[:50] if standing.sees_plan else []
    pending = found.reviews.to_come().first() if standing.sees_plan else None
    return {
        "held": HeldReviewSerializer(held, many=True).data,
        "pending": ReviewSerializer(pending).data if pending else None,
        "drawn": ratings_of(found) if standing.sees_plan else [],
        "closures": closures_of(found) if standing.sees_plan else [],
        "apart": weeks_apart(found.centre),
        "hold_by": _hold_by(found, pending.due_on, today) if pending else None,
        "copies": standing.coordinates,
    }


def _hold_by(found: Case, due_on: date, today: date) -> date | None:
    """If the centre is closed on the day that the next review is due: the last day before on which it is open."""
    if due_on <= today or is_open(found.centre, due_on):
        return None
    return last_open_day(found.centre, after=today, until=due_on)
