"""What must be true of a meeting that is opened, runs and is closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings.models import Attendance, Meeting
from meetings.status import UNDER_WAY, MeetingStatus, Present, can_become


def require_running(meeting: Meeting) -> None:
    """A meeting is recorded while it runs."""
    if meeting.status == MeetingStatus.RUNNING:
        return
    if meeting.status == MeetingStatus.CLOSED:
        raise RuleBroken("meeting_closed", "This meeting is closed. What was recorded is in its minutes.")
    raise RuleBroken("meeting_not_open", "This meeting has not been opened yet. Open it first.")


def require_not_over(meeting: Meeting) -> None:
    """An agenda changes until the meeting is closed or cancelled."""
    if meeting.status not in UNDER_WAY:
        raise RuleBroken("meeting_over", "This meeting is over. Its agenda no longer changes.")


def require_next_of_its_series(meeting: Meeting, on: date) -> None:
    """Only the agenda of the next meeting fills itself: a later one would take what belongs to the next."""
    earlier = Meeting.objects.upcoming(on).filter(series_id=meeting.series_id, on__lt=meeting.on)
    if earlier.exists():
        raise RuleBroken("not_next", "The agenda fills itself once this is the next meeting of its series.")


def require_can_open(meeting: Meeting, on: date) -> None:
    """A meeting opens once, not before its date, and not while another of its series runs."""
    if meeting.status == MeetingStatus.RUNNING:
        raise RuleBroken("already_open", "This meeting is already running. Somebody else has opened it.")
    if not can_become("meeting", meeting.status, MeetingStatus.RUNNING):
        raise RuleBroken("meeting_over", "This meeting is over and cannot be opened again.")
    if on < meeting.on:
        raise RuleBroken("too_early", f"This meeting is on {in_words(meeting.on)}. It can be opened on that day.")
    other = Meeting.objects.filter(series_id=meeting.series_id, status=MeetingStatus.RUNNING).first()
    if other:
        raise RuleBroken("other_running", f"The meeting of {in_words(other.on)} is still running. Close it first.")


def require_attendance_recorded(attendance: Iterable[Attendance], *, closed_by: Any) -> None:
    """Minutes without attendance are no minutes: somebody besides the person closing was recorded."""
    others = [one for one in attendance if one.user_id != closed_by.pk]
    if others and all(one.present == Present.EXPECTED for one in others):
        raise RuleBroken(
            "attendance_not_recorded", "Nobody's attendance has been recorded. Record who is here, then close."
        )
