"""Who may do what with a family's record, by their role alone.

Whoever meets a family through a referral or a case is answered by those apps, which stand above this one.
"""

from typing import Any

from centres.policies import has_role, manages
from centres.querysets import centre_ids
from centres.status import REFERRING_ROLES, Role
from families.models import Family
from inputs.answers import Answer, no, yes


def may_register_family(user: Any, centre_id: int) -> Answer:
    """Practitioners who may bring a family to the meeting may put it on record."""
    if has_role(user, centre_id, *REFERRING_ROLES):
        return yes()
    return no("Only practitioners who refer families to this centre can add a family.")


def may_bring_families(user: Any, centre_id: int) -> Answer:
    """Bringing along a whole list shows and makes families by the hundred: the manager, who sees them all, does it."""
    if manages(user, centre_id):
        return yes()
    return no("Only the centre’s manager can bring families along from a list.")


def may_list_families(user: Any) -> Answer:
    """Managers alone see a register of families; everybody else meets a family through their work with it."""
    if centre_ids(user, Role.CENTRE_MANAGER).exists():
        return yes()
    return no("Only a centre’s manager can see the list of families. Yours are under Referrals and Cases.")


def may_change_family(user: Any, family: Family) -> Answer:
    """The manager keeps the record of the centre's families."""
    if manages(user, family.centre_id):
        return yes()
    return no("Only the centre’s manager can change a family’s record.")


def may_see_address(user: Any, family: Family) -> Answer:
    """The manager sees an address on request; a confidential one is not shown to anybody here (access.md)."""
    if manages(user, family.centre_id):
        return yes()
    return no("Only the centre’s manager can see where a family lives.")
