"""Who may bring a list of families along."""

from typing import Any

from centres.models import Membership
from centres.policies import manages
from centres.status import Role
from inputs.answers import Answer, no, yes

NOT_YOURS = "Only the manager of a centre can bring its families along from a list."


def may_import(user: Any, centre_id: int) -> Answer:
    """The centre's manager: a dry run shows every family of the list and which of them are on record already.

    Not the administrator, who opens no family (access.md).
    """
    return yes() if manages(user, centre_id) else no(NOT_YOURS)


def may_see_imports(user: Any) -> Answer:
    """Managers have the list of their centre's imports."""
    return yes() if Membership.objects.of(user, Role.CENTRE_MANAGER).exists() else no(NOT_YOURS)
