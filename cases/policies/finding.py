"""Who may look for a family."""

from typing import Any

from centres.models import Membership
from centres.status import CASEWORK_ROLES
from inputs.answers import Answer, no, yes


def may_find(user: Any) -> Answer:
    """Whoever works with families looks among those that they may see; everybody else sees none (access.md)."""
    if Membership.objects.of(user, *CASEWORK_ROLES).exists():
        return yes()
    return no("Only people who work with families at a centre can look for one.")
