"""Who may see a centre's figures, and who may hand a family its copy."""

from typing import Any

from cases.models import Case
from cases.policies import standing_of
from centres.models import Centre
from centres.policies import has_role, manages
from centres.status import REPORT_ROLES, Role
from families.models import Family
from inputs.answers import Answer, no, yes

NO_LOG = "Only the information lead of the centre can read its access log."
NOT_YOURS = "Only an administrator or the manager of the centre can see its reports."


def may_see_reports(user: Any, centre: Centre) -> Answer:
    """The centre's administrator and manager. The figures show no family: seeing them opens none."""
    return yes() if has_role(user, centre.pk, *REPORT_ROLES) else no(NOT_YOURS)


def may_have_copy(user: Any, family: Family, case: Case | None) -> Answer:
    """Who hands the family its copy: the centre's manager, its lead professional, or who stands in."""
    if manages(user, family.centre_id) or (case is not None and standing_of(user, case).coordinates):
        return yes()
    return no("Only the lead professional or the centre's manager can make the family's copy.")


def may_see_decisions_on_copy(user: Any, family: Family, case: Case | None) -> bool:
    """Sharing decisions stand on the copy, unless the family keeps such notes from the agency of who makes it."""
    return manages(user, family.centre_id) or (case is not None and standing_of(user, case).sees_safeguarding)


def may_see_health_on_copy(user: Any, family: Family, case: Case | None) -> bool:
    """That a health service is involved stands on the copy, unless the family keeps that from the same agency."""
    return manages(user, family.centre_id) or (case is not None and standing_of(user, case).sees_health)


def may_read_log(user: Any, centre: Centre) -> Answer:
    """The information lead alone: who looks after the log does no casework, and who does casework is in it."""
    return yes() if has_role(user, centre.pk, Role.INFORMATION_LEAD) else no(NO_LOG)
