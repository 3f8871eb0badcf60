"""Opening a meeting, recording who came, closing it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from inputs.errors import RuleBroken
from meetings.guests import expected_at, seen_at
from meetings.models import Meeting, Minutes, Series
from meetings.policies import may_run
from meetings.rules import require_attendance_recorded, require_can_open, require_running
from meetings.services.agenda import fill_agenda
from meetings.services.locking import locked_meeting
from meetings.services.minutes import make_minutes, release_waiting
from meetings.services.planning import expect_members
from meetings.status import ItemStatus, MeetingStatus, Present

NOT_REACHED = "Not reached"


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: User, on: date) -> Meeting:
    """Begin the meeting: its agenda fills itself a last time, whoever opens it is present.

    Minutes of earlier meetings that were not released yet are released now: this meeting approves them.

    Raises RuleBroken("already_open" | "meeting_over" | "too_early" | "other_running").
    """
    # Two meetings of a series cannot both open.
    Series.objects.select_for_update(of=("self",)).get(pk=meeting.series_id)
    meeting = locked_meeting(meeting.pk)
    may_run(by, meeting).require()
    require_can_open(meeting, on)
    expect_members(meeting)
    meeting.status, meeting.opened_at = MeetingStatus.RUNNING, timezone.now()
    meeting.quorum = meeting.series.quorum
    meeting.save(update_fields=["status", "opened_at", "quorum"])
    meeting.attendance.filter(user=by).update(present=Present.PRESENT)
    release_waiting(before=meeting, by=by, on=on)
    fill_agenda(meeting=meeting, by=by, on=on)
    record(by=by, verb="open_meeting", subject=meeting)
    return meeting


@transaction.atomic
def record_attendance(*, meeting: Meeting, attendance: dict[int, tuple[str, str]], by: User) -> Meeting:
    """Record who came: by the attendance's id, whether present and which deputy came instead.

    Apologies can be recorded before the meeting.
    Raises RuleBroken("meeting_closed" | "not_expected" | "deputy_of_nobody").
    """
    meeting = locked_meeting(meeting.pk)
    may_run(by, meeting).require()
    if meeting.status != MeetingStatus.PLANNED:
        require_running(meeting)
    list(meeting.attendance.select_for_update())
    # Of guests only those whom they know of: a chair hears no more than the families wish.
    expected = {one.pk: one for one in expected_at(meeting, by, seen_at(meeting, by))}
    for pk, (present, deputy) in attendance.items():
        if pk not in expected or present not in Present.values:
            raise RuleBroken("not_expected", "One of these people is not expected here. Load the page again.")
        if deputy.strip() and present == Present.PRESENT:
            raise RuleBroken("deputy_of_nobody", f"{expected[pk].user} is present, so nobody came instead.")
        expected[pk].present, expected[pk].deputy = present, deputy.strip()
        expected[pk].save(update_fields=["present", "deputy"])
    came = sorted(pk for pk, (present, _) in attendance.items() if present == Present.PRESENT)
    record(by=by, verb="record_attendance", subject=meeting, present=came)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: User, on: date) -> Minutes:
    """End the meeting and make its minutes.

    What was not reached is put off by itself and will be on the next agenda; whoever was neither recorded present nor
    sent apologies is recorded as absent. Raises RuleBroken("meeting_closed" | "attendance_not_recorded").
    """
    meeting = locked_meeting(meeting.pk)
    may_run(by, meeting).require()
    require_running(meeting)
    require_attendance_recorded(meeting.attendance.all(), closed_by=by)
    not_reached = meeting.items.select_for_update().filter(status=ItemStatus.WAITING)
    left = not_reached.update(status=ItemStatus.DEFERRED, put_off_because=NOT_REACHED)
    meeting.attendance.filter(present=Present.EXPECTED, deputy="").update(present=Present.ABSENT)
    meeting.status, meeting.closed_at = MeetingStatus.CLOSED, timezone.now()
    meeting.save(update_fields=["status", "closed_at"])
    minutes = make_minutes(meeting=meeting, by=by, on=on)
    record(by=by, verb="close_meeting", subject=meeting, not_reached=left)
    return minutes
