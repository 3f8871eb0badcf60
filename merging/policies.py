"""Who may look at likely duplicates, merge two records, and undo it: the manager, who alone sees every family."""

from typing import Any

from centres.policies import manages
from centres.querysets import centre_ids
from centres.status import Role
from families.models import Family
from inputs.answers import Answer, no, yes
from merging.models import Merge


def may_see_duplicates(user: Any) -> Answer:
    """Managers have the list of likely duplicates; everybody else is told at a referral to ask them."""
    if centre_ids(user, Role.CENTRE_MANAGER).exists():
        return yes()
    return no("Only a centre’s manager can see which families may be on record twice.")


def may_merge(user: Any, family: Family) -> Answer:
    """Two records become one by the manager of their centre, who sees what is on both."""
    if manages(user, family.centre_id):
        return yes()
    return no("Only the centre’s manager can merge two records of a family.")


def may_undo_merge(user: Any, merge: Merge) -> Answer:
    """And two again by a manager of the centre, whoever merged them."""
    if manages(user, merge.centre_id):
        return yes()
    return no("Only the centre’s manager can undo a merge.")
