"""Who may record what a family agreed to."""

from typing import Any

from centres.policies import has_role, manages
from centres.status import CASEWORK_ROLES
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


def may_withdraw_agreement(user: Any, agreement: Agreement) -> Answer:
    """Whoever took the agreement, while they work with families at the centre, and the centre's manager."""
    centre_id = agreement.family.centre_id
    if manages(user, centre_id):
        return yes()
    if agreement.taken_by_id == user.pk and has_role(user, centre_id, *CASEWORK_ROLES):
        return yes()
    return no("Only whoever took this agreement, or the centre’s manager, can record that it is withdrawn.")
