"""Who may agree an action, and say what came of it."""

from typing import Any

from cases.models import Action, Case
from cases.policies.case import may_work
from cases.policies.standing import casework, standing_of
from centres.policies import manages
from inputs.answers import Answer, no, yes


def may_agree_action(user: Any, centre_id: int, case: Case | None, *, in_meeting: bool = False) -> Answer:
    """For a family: who works with it, or the meeting. For the team: anybody who works with families here."""
    if case is None or in_meeting:
        return casework(user, centre_id)
    return may_work(user, case)


def may_serve_goal(user: Any, action: Action) -> Answer:
    """Whoever works with the family, and may know its plan."""
    if action.case is None:
        return no("This action is the team's: it belongs to no family's plan.")
    working = may_work(user, action.case)
    if working and not standing_of(user, action.case).sees_plan:
        return no("The family keeps its plan from the agency you work for.")
    return working


def may_finish_action(user: Any, action: Action, *, in_meeting: bool = False) -> Answer:
    """The owner says what came of it; so can the manager, the lead professional, or the meeting that asks for it."""
    if action.owner_id == user.pk or in_meeting:
        return casework(user, action.centre_id)
    if manages(user, action.centre_id) or (action.case and standing_of(user, action.case).coordinates):
        return yes()
    return no("Only the owner of the action, the lead professional or the centre's manager can do this.")


def may_take_back_action(user: Any, action: Action, *, in_meeting: bool = False) -> Answer:
    """Whoever agreed it, the lead, the manager or the meeting. Not the owner: they say that it was not done."""
    if in_meeting or action.agreed_by_id == user.pk:
        return casework(user, action.centre_id)
    if manages(user, action.centre_id) or (action.case and standing_of(user, action.case).coordinates):
        return yes()
    return no("Only the person who agreed the action, the lead professional or the manager can take it back.")
