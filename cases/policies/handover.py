"""Who may pass an action on, hand a family over, and answer."""

from typing import Any

from cases.models import Action, Case, PassOn
from cases.policies.standing import casework, standing_of
from centres.policies import manages
from inputs.answers import Answer, no, yes


def may_pass_on(user: Any, action: Action) -> Answer:
    """The owner, the lead professional and the manager; the manager too if nobody can do it any more."""
    if manages(user, action.centre_id):
        return yes()
    if action.owner_id == user.pk:
        return casework(user, action.centre_id)
    if action.case and standing_of(user, action.case).coordinates:
        return yes()
    return no("Only the owner of the action, the lead professional or the centre's manager can pass it on.")


def may_answer_pass_on(user: Any, pass_on: PassOn) -> Answer:
    """Nobody answers for somebody else: an action is accepted, never assigned."""
    if pass_on.to_id != user.pk:
        return no("Only the person who was asked can answer.")
    return casework(user, pass_on.action.centre_id)


def may_take_back_pass_on(user: Any, pass_on: PassOn) -> Answer:
    """Whoever asked, and whoever may pass the action on."""
    if pass_on.asked_by_id == user.pk:
        return casework(user, pass_on.action.centre_id)
    return may_pass_on(user, pass_on.action)


def may_hand_over(user: Any, case: Case) -> Answer:
    """Whoever leads looks for a successor themselves; so does the manager."""
    if standing_of(user, case).leads_or_manages:
        return yes()
    return no("Only the lead professional or the centre's manager can hand a family over.")
