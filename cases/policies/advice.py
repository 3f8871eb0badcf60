"""Who may ask the link social worker for advice, answer, and take a question back."""

from typing import Any

from cases.models import Advice, Case
from cases.policies.case import may_work
from cases.policies.standing import casework, standing_of
from centres.policies import has_role
from centres.status import Role
from inputs.answers import Answer, no, yes


def may_ask_advice(user: Any, case: Case) -> Answer:
    """Whoever works with the family."""
    return may_work(user, case)


def may_answer_advice(user: Any, advice: Advice) -> Answer:
    """Whoever is asked, as long as they are the centre's link social worker."""
    if advice.of_id == user.pk and has_role(user, advice.case.centre_id, Role.LINK_SOCIAL_WORKER):
        return yes()
    return no("Only the link social worker who is asked can answer.")


def may_take_back_advice(user: Any, advice: Advice) -> Answer:
    """Whoever asked, and whoever settles what is next for the family."""
    if advice.asked_by_id == user.pk:
        return casework(user, advice.case.centre_id)
    if standing_of(user, advice.case).coordinates:
        return yes()
    return no("Only the person who asked, the lead professional or the centre's manager can take it back.")
