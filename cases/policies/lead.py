"""Who may offer a family to a lead professional, answer, and end it."""

from typing import Any

from cases.models import Case, Lead
from cases.policies.standing import casework
from centres.policies import manages
from inputs.answers import Answer, no, yes


def may_offer_lead(user: Any, case: Case, *, in_meeting: bool = False) -> Answer:
    """Who leads is settled by the meeting; between meetings by the manager."""
    if in_meeting:
        return casework(user, case.centre_id)
    if manages(user, case.centre_id):
        return yes()
    return no("Between meetings only the centre's manager can offer a family to a lead professional.")


def may_answer_lead(user: Any, lead: Lead) -> Answer:
    """Offered and accepted, never assigned: nobody answers for somebody else."""
    if lead.user_id != user.pk:
        return no("Only the person who was asked can answer.")
    return casework(user, lead.case.centre_id)


def may_end_lead(user: Any, lead: Lead) -> Answer:
    """The lead professional themselves or the manager."""
    if manages(user, lead.case.centre_id) or (lead.user_id == user.pk and casework(user, lead.case.centre_id)):
        return yes()
    return no("Only the lead professional or the centre's manager can end this.")
