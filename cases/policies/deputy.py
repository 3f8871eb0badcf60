"""Who may ask somebody to stand in for a lead professional, answer, and end it."""

from typing import Any

from cases.models import Case, Deputy
from cases.policies.standing import casework, standing_of
from inputs.answers import Answer, no, yes


def may_ask_deputy(user: Any, case: Case) -> Answer:
    """Whoever leads sees to it themselves; so does the manager. Who stands in does not pass that on."""
    if standing_of(user, case).leads_or_manages:
        return yes()
    return no("Only the lead professional or the centre's manager can ask somebody to stand in.")


def may_answer_deputy(user: Any, deputy: Deputy) -> Answer:
    """Asked and accepted, never assigned: nobody answers for somebody else."""
    if deputy.user_id != user.pk:
        return no("Only the person who was asked can answer.")
    return casework(user, deputy.case.centre_id)


def may_end_deputy(user: Any, deputy: Deputy) -> Answer:
    """Whoever leads, who stands in, and the manager."""
    if deputy.user_id == user.pk:
        return casework(user, deputy.case.centre_id)
    if standing_of(user, deputy.case).leads_or_manages:
        return yes()
    return no("Only the lead professional, who stands in, or the centre's manager can end this.")
