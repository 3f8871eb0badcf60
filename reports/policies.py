"""Who may see a centre's figures."""

from typing import Any

from centres.models import Centre
from centres.policies import has_role
from centres.status import REPORT_ROLES, Role
from inputs.answers import Answer, no, yes

NO_LOG = "Only the information lead of the centre can read its access log."
NOT_YOURS = "Only an administrator or the manager of the centre can see its reports."


def may_see_reports(user: Any, centre: Centre) -> Answer:
    """The centre's administrator and manager. The figures show no family: seeing them opens none."""
    return yes() if has_role(user, centre.pk, *REPORT_ROLES) else no(NOT_YOURS)


def may_read_log(user: Any, centre: Centre) -> Answer:
    """The information lead alone: who looks after the log does no casework, and who does casework is in it."""
    return yes() if has_role(user, centre.pk, Role.INFORMATION_LEAD) else no(NO_LOG)
