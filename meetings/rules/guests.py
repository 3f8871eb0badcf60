"""What must be true of a guest, whoever invites them."""

from centres.models import Membership
from centres.status import CASEWORK_ROLES
from inputs.errors import RuleBroken
from meetings.models import AgendaItem, Attendance
from meetings.rules.item import require_agency_may_know


def require_can_be_guest(item: AgendaItem, membership: Membership) -> None:
    """A guest works with families at the centre on the day, for an agency that the family lets know."""
    meeting = item.meeting
    fit = Membership.objects.filter(pk=membership.pk, centre_id=meeting.centre_id, role__in=CASEWORK_ROLES)
    if not fit.in_force(meeting.on).exists():
        raise RuleBroken("cannot_be_guest", "Choose somebody who works with families at this centre.", "person")
    require_agency_may_know(item, membership.agency, "person")


def require_not_expected_otherwise(there: Attendance | None, membership: Membership) -> None:
    """A member comes for everything; a guest for one agency, because what they may hear depends on it."""
    if there is None:
        return
    if not there.guest:
        raise RuleBroken("expected_anyway", f"{there.user} is expected at the whole meeting already.", "person")
    if there.agency_id != membership.agency_id:
        raise RuleBroken(
            "guest_of_another_agency", f"{there.user} comes to this meeting for {there.agency}. Choose that role.",
            "person",
        )  # fmt: skip


def require_is_guest(there: Attendance | None) -> Attendance:
    """Only an invitation that there is can be taken back."""
    if there is None:
        raise RuleBroken("no_guest", "This person is no guest of this item any more.")
    return there
