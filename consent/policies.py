"""Who may record what a family agreed to."""

from typing import Any

from centres.policies import has_role
from centres.status import CASEWORK_ROLES, DIRECTORY_ROLES
from consent.models import Agreement
from families.models import Family
from inputs.answers import Answer, no, yes


def may_record_agreement(user: Any, family: Family) -> Answer:
    """Whoever works with families at the centre may record what a family told them.

    Which families they can reach is settled before: by the referral, the case, or the manager's list.
    """
    if has_role(user, family.centre_id, *CASEWORK_ROLES):
        return yes()
    return no("Only practitioners who work with families at this centre can record an agreement.")


def may_keep_wordings(user: Any, centre_id: int) -> Answer:
    """Administrators and managers put the words in use that families hear: the words name no family."""
    if has_role(user, centre_id, *DIRECTORY_ROLES):
        return yes()
    return no("Only an administrator or the manager of the centre can put the words that families hear in use.")


def may_withdraw_agreement(user: Any, agreement: Agreement) -> Answer:
    """Whoever the family tells: any practitioner who works with families at the centre.

    Withdrawing takes access away and gives none, so nothing should stand between the family's word and its effect.
    Which families somebody can reach is settled before, as above.
    """
    if has_role(user, agreement.family.centre_id, *CASEWORK_ROLES):
        return yes()
    return no("Only practitioners who work with families at this centre can record a withdrawal.")
