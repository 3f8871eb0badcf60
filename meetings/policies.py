"""Who may do what at a meeting."""

from typing import Any

from django.utils import timezone

from cases.policies import standing_of
from centres.models import Agency, Membership
from centres.policies import has_role, manages
from centres.status import CASEWORK_ROLES, Role
from consent.status import Information
from inputs.answers import Answer, no, yes
from meetings.models import AgendaItem, Attendance, Leaving, Meeting, Minutes, Series

ONLY_EXPECTED = "Only who is expected at these meetings, the manager or an administrator can see how they went."
ONLY_LETTER = "Only the lead professional, the chair of that meeting or the centre's manager can make the letter."
ONLY_RUNNING = "Only the chair of this meeting or the manager of the centre can do this."
ONLY_DATES = "Only the chair of this meeting, or the manager or an administrator of the centre, can move or cancel it."
SERIES_ROLES = (Role.CENTRE_MANAGER, Role.ADMINISTRATOR)
CLOCK = None  # the beat has no user; a view or the API never passes one that is None


def may_keep_series(user: Any, centre_id: int) -> Answer:
    """The manager and the administrators start a centre's series of meetings and say who belongs to it."""
    if has_role(user, centre_id, *SERIES_ROLES):
        return yes()
    return no("Only the manager or an administrator of the centre can plan its meetings.")


def may_see_without_lead(user: Any) -> Answer:
    """The manager asks for somebody to lead, between meetings."""
    if Membership.objects.of(user, Role.CENTRE_MANAGER).exists():
        return yes()
    return no("Only a centre's manager sees the list of families that nobody leads.")


def may_plan(user: Any, series: Series) -> Answer:
    """The clock, and whoever keeps the series, plan its meetings."""
    return yes() if user is CLOCK else may_keep_series(user, series.centre_id)


def may_see_over_time(user: Any, series: Series) -> Answer:
    """How a series' meetings went: who is expected at one to come, and who keeps the series. It shows no family.

    A guest comes for an item, not to the series.
    """
    coming = Meeting.objects.visible_to(user).upcoming(timezone.localdate()).filter(series_id=series.pk)
    coming = coming.exclude(attendance__in=Attendance.objects.filter(user_id=user.pk, guest=True))
    if may_keep_series(user, series.centre_id) or coming.exists():
        return yes()
    return no(ONLY_EXPECTED)


def may_say_away(user: Any, person: Any, centre_id: int) -> Answer:
    """Everybody for themselves; for others whoever keeps the series of meetings of the centre."""
    return yes() if person.pk == user.pk else may_keep_series(user, centre_id)


def may_see_to(user: Any, leaving: Leaving) -> Answer:
    """What somebody who leaves had is the manager's to see to: an administrator sees no family."""
    if leaving.membership.user_id == user.pk and manages(user, leaving.membership.centre_id):
        return no("You leave yourself: give it to somebody, or let another manager see to it.")
    if manages(user, leaving.membership.centre_id):
        return yes()
    return no("Only the manager of the centre can see to what somebody leaves.")


def may_run(user: Any, meeting: Meeting) -> Answer:
    """The chair, for that one meeting, and the manager of the centre."""
    chairs = meeting.chair_id == user.pk and has_role(user, meeting.centre_id, *CASEWORK_ROLES)
    if chairs or manages(user, meeting.centre_id):
        return yes()
    return no(ONLY_RUNNING)


def may_change_date(user: Any, meeting: Meeting) -> Answer:
    """Whoever runs the meeting, and whoever keeps its series: they would plan another."""
    if may_run(user, meeting) or may_keep_series(user, meeting.centre_id):
        return yes()
    return no(ONLY_DATES)


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


def may_choose_guests(user: Any, item: AgendaItem) -> Answer:
    """Whoever runs the meeting, for an item that they may see: who is invited says something about the family."""
    runs = may_run(user, item.meeting)
    if not runs or AgendaItem.objects.visible_to(user).filter(pk=item.pk).exists():
        return runs
    return no("The family does not wish your agency to know. The manager of the centre invites its guests.")


def may_make_letter(user: Any, item: AgendaItem) -> Answer:
    """Who hands the family its letter: the manager, the lead professional or who stands in, the chair of that meeting.

    The letter is part of the plan: not for somebody whose agency the family keeps it from.
    """
    if manages(user, item.meeting.centre_id):
        return yes()
    if item.case is not None:
        standing = standing_of(user, item.case)
        if (standing.lead or standing.deputy) and standing.sees_plan:
            return yes()
    if may_decide(user, item):
        return yes()
    return no(ONLY_LETTER)


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
