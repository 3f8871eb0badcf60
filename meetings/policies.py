"""Who may do what at a meeting."""

from typing import Any

from centres.models import Agency
from centres.policies import has_role, manages
from centres.status import CASEWORK_ROLES, Role
from consent.status import Information
from inputs.answers import Answer, no, yes
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Series

ONLY_RUNNING = "Only the chair of this meeting or the manager of the centre can do this."
SERIES_ROLES = (Role.CENTRE_MANAGER, Role.ADMINISTRATOR)
CLOCK = None  # the beat has no user; a view or the API never passes one that is None


def may_keep_series(user: Any, centre_id: int) -> Answer:
    """The manager and the administrators start a centre's series of meetings and say who belongs to it."""
    if has_role(user, centre_id, *SERIES_ROLES):
        return yes()
    return no("Only the manager or an administrator of the centre can plan its meetings.")


def may_plan(user: Any, series: Series) -> Answer:
    """The clock, and whoever keeps the series, plan its meetings."""
    return yes() if user is CLOCK else may_keep_series(user, series.centre_id)


def may_run(user: Any, meeting: Meeting) -> Answer:
    """The chair, for that one meeting, and the manager of the centre."""
    chairs = meeting.chair_id == user.pk and has_role(user, meeting.centre_id, *CASEWORK_ROLES)
    if chairs or manages(user, meeting.centre_id):
        return yes()
    return no(ONLY_RUNNING)


def may_fill(user: Any, meeting: Meeting) -> Answer:
    """The clock, and whoever runs the meeting."""
    return yes() if user is CLOCK else may_run(user, meeting)


def may_decide(user: Any, item: AgendaItem) -> Answer:
    """Whoever runs the meeting, for an item that they may see: a chair is no exception to the family's wishes."""
    runs = may_run(user, item.meeting)
    if not runs:
        return runs
    seen = AgendaItem.objects.seen_by(user, item.pk)
    if not seen.why:
        return no("The family does not wish your agency to know. The manager of the centre takes this item.")
    if Information.PLAN not in seen.kinds:
        return no("The family keeps its plan from your agency. The manager of the centre takes this item.")
    return yes()


def may_give_view(user: Any, item: AgendaItem, agency: Agency) -> Answer:
    """Somebody expected for that agency at an item they may see; whoever runs the meeting, for every agency."""
    if not AgendaItem.objects.opens(user, item.pk):
        return no("The family does not wish your agency to know about this item.")
    own = Attendance.objects.filter(meeting_id=item.meeting_id, user_id=user.pk, agency_id=agency.pk)
    if own.exists() or may_run(user, item.meeting):
        return yes()
    return no(f"Only somebody who comes for {agency}, or the chair, can write its view.")


def may_release(user: Any, minutes: Minutes) -> Answer:
    """Whoever ran the meeting, and the manager of the centre."""
    return may_run(user, minutes.meeting)


def may_approve(user: Any, at: Meeting) -> Answer:
    """Whoever runs the meeting that approves them."""
    return may_run(user, at)


def may_correct(user: Any, minutes: Minutes) -> Answer:
    """Whoever ran the meeting, and the manager of the centre."""
    return may_run(user, minutes.meeting)
