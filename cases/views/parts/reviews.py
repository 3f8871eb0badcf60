"""The reviews that were held, and the next."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.models import Case
from cases.policies import Standing
from cases.serializers import ReviewSerializer


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """Those held, the last one first, and the one to come."""
    held = found.reviews.held().select_related("held_by")[:50] if standing.sees_plan else []
    pending = found.reviews.filter(held_on=None).first() if standing.sees_plan else None
    return {
        "held": ReviewSerializer(held, many=True).data,
        "pending": ReviewSerializer(pending).data if pending else None,
    }
