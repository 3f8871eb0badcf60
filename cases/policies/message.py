"""Who may write to the others who work with a family."""

from typing import Any

from cases.models import Case
from cases.policies.standing import standing_of
from inputs.answers import Answer, no, yes

KEPT = "The family keeps contacts and messages from the agency you work for, so you neither read nor write them here."


def may_write_message(user: Any, case: Case) -> Answer:
    """The lead professional, the team, the supervisor and the manager: who writes also reads the answers.

    Not somebody for whose agency the family keeps contacts, and nobody in an emergency: that is for reading.
    """
    standing = standing_of(user, case)
    if not (standing.works or standing.supervisor):
        return no("Only who works with the family, or supervises its lead professional, can write to the others.")
    return yes() if standing.sees_contacts else no(KEPT)
