"""Goals and actions."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.models import Case
from cases.policies import Standing
from cases.ratings import now_at
from cases.serializers import ActionSerializer, GoalSerializer


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """Goals, actions to do and those finished; of a plan that is kept from the reader, their own actions."""
    rows = found.actions.shown()
    if not standing.sees_plan:
        rows = rows.filter(owner=request.user)
    shown = {"on": today, "named_case_ids": {found.pk}}
    can_end = standing.coordinates
    finished = rows.exclude(finished_on=None).order_by("-finished_on", "-pk")[:50]
    rows_of_goals = found.goals.open_first() if standing.sees_plan else found.goals.none()
    goals = GoalSerializer(rows_of_goals, many=True).data
    actions = ActionSerializer(rows.open(), many=True, context=shown).data
    known = {goal["id"] for goal in goals}
    return {
        "goals": [{**goal, "actions": [one for one in actions if one["goal"] == goal["id"]]} for goal in goals],
        "others": [one for one in actions if one["goal"] not in known],
        "finished": ActionSerializer(finished, many=True, context=shown).data,
        "can_end": can_end,
        "now_at": now_at(found) if standing.sees_plan else {},
        "copies": can_end and standing.sees_plan,
    }
