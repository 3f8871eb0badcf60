"""Who may record that information about a family is shared, or is not."""

from typing import Any

from cases.models import Case
from cases.policies.standing import standing_of
from centres.policies import has_role
from centres.status import Role
from inputs.answers import Answer, no, yes


def may_decide_sharing(user: Any, case: Case) -> Answer:
    """Lead professional, deputy, manager, and a link social worker who takes part or supervises (001: their advice)."""
    standing = standing_of(user, case)
    if standing.coordinates:
        return yes()
    takes_part = standing.team or standing.supervisor
    if takes_part and has_role(user, case.centre_id, Role.LINK_SOCIAL_WORKER):
        return yes()
    return no(
        "Only the centre's manager, the family's lead professional and a link social worker who takes part can record "
        "a sharing decision."
    )


def may_pass_contacts_on(user: Any, case: Case) -> Answer:
    """What was noted of contacts goes into a summary by those who may read it."""
    if standing_of(user, case).sees_contacts:
        return yes()
    return no("The family keeps contacts from the agency you work for. The manager can add them.")


def may_read_decisions(user: Any, case: Case) -> Answer:
    """What was decided and what another service was told, which whoever corrects it reads too: of those who decide
    about sharing, those to whose agency the family lets safeguarding notes be known."""
    if not standing_of(user, case).sees_safeguarding:
        return no("The family keeps safeguarding notes from the agency you work for. The manager sees what was shared.")
    return may_decide_sharing(user, case)
