"""What must be true of goals and of actions."""

from datetime import date
from typing import Any

from cases.models import Action, Goal
from cases.rules.typed import require_between, require_can_become, require_words
from cases.status import ActionStatus
from centres.models import Agency, Membership
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_agency_of(memberships: list[Membership], agency: Agency) -> None:
    """002 §5.1: an action belongs to one person of one agency, so nobody assumes it was somebody else's."""
    if agency.pk not in {membership.agency_id for membership in memberships}:
        raise RuleBroken("not_their_agency", f"The owner does not work here for {agency.name}.", "agency")


def require_agency_not_excluded(family: Any, agency: Agency) -> None:
    """Nobody is given something to do for a family that does not want their agency to know: they would read of it."""
    if family.wishes.filter(agency=agency, included=False, until=None).exists():
        raise RuleBroken(
            "agency_excluded",
            f"The family does not want {agency.name} to know. Choose somebody of another agency.",
            "owner",
        )


def require_not_past(due_on: date, on: date) -> None:
    """Nothing is agreed for a day that is over."""
    require_between(due_on, on, None, "due_on")


def require_finished_step(action: Action, status: str, result: str) -> None:
    """An action ends as done, or as not done with the reason why."""
    name = action.get_status_display().lower()
    require_can_become("action", action.status, status, f"This action is already recorded as: {name}.")
    if status == ActionStatus.NOT_DONE:
        require_words(result, "no_reason", "Say why it was not done.", "result")


def require_goal_open(goal: Goal) -> None:
    """A goal is reached once."""
    if goal.reached_on:
        raise RuleBroken("already_reached", f"This goal was recorded as reached on {in_words(goal.reached_on)}.")
