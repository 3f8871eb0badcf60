"""Who may open a record in an emergency, and who looks at it afterwards."""

from typing import Any

from django.utils import timezone

from cases.models import BreakGlass, Case
from cases.relations import emergency_centre_ids
from centres.models import Membership
from centres.policies import has_role
from centres.status import Role
from inputs.answers import Answer, no, yes

NO_EMERGENCY = (
    "Only people who work with families at a centre, and neither administer it nor are its information lead, can open "
    "a record in an emergency. If a child is in danger now, ring children's social care or the police."
)


def may_try_break_glass(user: Any) -> Answer:
    """Casework at some centre; administrators and information leads never (access.md)."""
    return yes() if emergency_centre_ids(user, timezone.localdate()).exists() else no(NO_EMERGENCY)


def may_break_glass(user: Any, case: Case) -> Answer:
    """The same at the case's own centre."""
    here = emergency_centre_ids(user, timezone.localdate()).filter(centre_id=case.centre_id)
    return yes() if here.exists() else no(NO_EMERGENCY)


def may_see_uses(user: Any) -> Answer:
    """The information lead looks at each use of break-glass."""
    if Membership.objects.of(user, Role.INFORMATION_LEAD).exists():
        return yes()
    return no("Only a centre's information lead sees this list. The manager sees each use on the page of the case.")


def may_review_break_glass(user: Any, use: BreakGlass) -> Answer:
    """The centre's information lead, and never whoever used it."""
    if use.user_id == user.pk:
        return no("Nobody looks at their own use. Another information lead must do it.")
    if has_role(user, use.case.centre_id, Role.INFORMATION_LEAD):
        return yes()
    return no("Only the centre's information lead says whether it was right.")
