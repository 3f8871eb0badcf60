"""Who may bring a list of families along, and who may take everything away."""

from typing import Any

from centres.models import Membership
from centres.policies import has_role, manages
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


NOT_LEAD = "Only the information lead of the centre can export everything that it has on record."
NOT_TOLD = "Only the information lead or the manager of the centre can see and stop an export of everything."
NOT_WHO_ORDERED = "Only the person who ordered this export can download it."


def may_export_everything(user: Any, centre_id: int) -> Answer:
    """The information lead, who does no casework; not the manager, so that it needs two to leave unnoticed."""
    return yes() if has_role(user, centre_id, Role.INFORMATION_LEAD) else no(NOT_LEAD)


def may_stop_export(user: Any, centre_id: int) -> Answer:
    """Everybody who is told of it."""
    return yes() if has_role(user, centre_id, Role.INFORMATION_LEAD, Role.CENTRE_MANAGER) else no(NOT_TOLD)


def may_see_exports(user: Any) -> Answer:
    """Those who order one or are told of it have the list of their centre's exports."""
    found = Membership.objects.of(user, Role.INFORMATION_LEAD, Role.CENTRE_MANAGER)
    return yes() if found.exists() else no(NOT_TOLD)


def may_download_export(user: Any, export: Any) -> Answer:
    """Whoever gave the reason answers for the file: nobody else has it, and they only while they are the lead."""
    if not may_export_everything(user, export.centre_id):
        return no(NOT_LEAD)
    return yes() if export.by_id == user.pk else no(NOT_WHO_ORDERED)
