"""Who may record what a family agreed to."""

from typing import Any

from centres.models import Membership
from centres.policies import has_role, manages
from centres.status import CASEWORK_ROLES, DIRECTORY_ROLES, Role
from consent.models import Agreement, SharingDecision
from families.models import Family
from inputs.answers import Answer, no, yes


def may_record_agreement(user: Any, family: Family) -> Answer:
    """Whoever works with families at the centre may record what a family told them.

    Which families they can reach is settled before: by the referral, the case, or the manager's list.
    """
    if has_role(user, family.centre_id, *CASEWORK_ROLES):
        return yes()
    return no("Only practitioners who work with families at this centre can record an agreement.")


def may_bring_agreements(user: Any, centre_id: int) -> Answer:
    """What a whole list says of agreements is taken over by the manager, who answers for it."""
    if manages(user, centre_id):
        return yes()
    return no("Only the centre's manager can bring agreements along from a list.")


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


def may_record_decision(user: Any, family: Family, *, in_case: bool = False) -> Answer:
    """The manager of the centre; and whoever `cases` found to take part in the family's case in the right way.

    `in_case`: it has asked its own policy (lead professional, or link social worker who takes part), so that here
    casework at the centre is enough.
    """
    if manages(user, family.centre_id) or (in_case and has_role(user, family.centre_id, *CASEWORK_ROLES)):
        return yes()
    return no(
        "Only the centre's manager, the family's lead professional and a link social worker who takes part can record "
        "a sharing decision."
    )


def may_mark_decision_seen(user: Any, decision: SharingDecision) -> Answer:
    """The information lead sees each sharing decision; nobody does it for them."""
    if has_role(user, decision.family.centre_id, Role.INFORMATION_LEAD):
        return yes()
    return no("Only the centre's information lead marks sharing decisions as seen.")


def may_list_decisions(user: Any) -> Answer:
    """Managers and information leads have the list of their centre's sharing decisions."""
    if Membership.objects.of(user, Role.CENTRE_MANAGER, Role.INFORMATION_LEAD).exists():
        return yes()
    return no("Only a centre's manager and its information lead have the list of sharing decisions.")
