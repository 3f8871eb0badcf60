"""Goals and actions."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.models import Case, GoalRating
from cases.policies import Standing
from cases.serializers import ActionSerializer, GoalSerializer


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """Goals, actions to do and those finished; of a plan that is kept from the reader, their own actions."""
    rows = found.actions.shown()
    if not standing.sees_plan:
        rows = rows.filter(owner=request.user)
    shown = {"on": today, "named_case_ids": set()}
    can_end = standing.coordinates
    finished = rows.exclude(finished_on=None).order_by("-finished_on", "-pk")[:50]
    return {
        "goals": GoalSerializer(found.goals.all() if standing.sees_plan else found.goals.none(), many=True).data,
        "actions": ActionSerializer(rows.open(), many=True, context=shown).data,
        "finished": ActionSerializer(finished, many=True, context=shown).data,
        "can_end": can_end,
        "now_at": _now_at(found) if standing.sees_plan else {},
    }


def _now_at(found: Case) -> dict[int, int]:
    """Where the family saw itself with each goal when it last said so."""
    given = GoalRating.objects.filter(review__case=found).exclude(family_rating=None)
    return dict(given.order_by("review__held_on", "pk").values_list("goal_id", "family_rating"))
