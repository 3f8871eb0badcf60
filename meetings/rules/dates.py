"""What must be true when a meeting is moved or cancelled, whoever asks."""

from datetime import date, time, timedelta

from django.core.exceptions import ValidationError

from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings.models import Meeting
from meetings.models.meeting import SECURE
from meetings.rhythm import turns
from meetings.status import MeetingStatus, can_become

LONGEST_RHYTHM = timedelta(weeks=26)  # two turns of the slowest rhythm, should a bank holiday leave one out


def require_can_be_cancelled(meeting: Meeting) -> None:
    """Only what is still to be held is cancelled."""
    if meeting.status == MeetingStatus.CANCELLED:
        raise RuleBroken("already_cancelled", "Somebody else has cancelled this meeting already.")
    if not can_become("meeting", meeting.status, MeetingStatus.CANCELLED):
        raise RuleBroken("not_planned", "This meeting has been opened. Only one that is planned can be cancelled.")


def require_can_be_moved(meeting: Meeting) -> None:
    """Only what is still to be held is moved."""
    if meeting.status != MeetingStatus.PLANNED:
        raise RuleBroken("not_planned", "Only a meeting that is planned can be moved.")


def require_change_says_why(reason: str) -> None:
    """Whoever had kept the day free is told why."""
    if not reason.strip():
        raise RuleBroken("no_reason", "Enter the reason", "reason")


def require_something_new(meeting: Meeting, to: date, at: time, place: str) -> None:
    """Moved is what stands elsewhere afterwards."""
    if not place:
        raise RuleBroken("no_place", "Enter the place", "place")
    if (to, at, place) == (meeting.on, meeting.at, meeting.place):
        raise RuleBroken("same_date", "The meeting is planned for that date, time and place already.", "to")


def require_new_date(meeting: Meeting, to: date, on: date) -> None:
    """A meeting keeps its place in the series: after the one before it and before the next, and not in the past."""
    if to < on:
        raise RuleBroken("in_the_past", "The new date must be today or in the future.", "to")
    if to == meeting.on:
        return
    others = Meeting.objects.filter(series_id=meeting.series_id).exclude(pk=meeting.pk)
    others = others.exclude(status=MeetingStatus.CANCELLED)
    if others.filter(on=to).exists():
        raise RuleBroken("date_taken", f"This series meets on {in_words(to)} already.", "to")
    following = next_date(meeting)
    if following and to >= following:
        raise RuleBroken(
            "beyond_next", f"The new date must be before the next meeting, on {in_words(following)}.", "to"
        )
    before = others.filter(on__lt=meeting.on).order_by("-on").values_list("on", flat=True).first()
    if before and to < before:
        raise RuleBroken("before_last", f"The new date must be after the meeting before, on {in_words(before)}.", "to")


def require_secure_link(link: str) -> None:
    """Whoever has the link can come in: it goes over no open line, and runs nothing in a browser."""
    try:
        if link:
            SECURE(link)
    except ValidationError:
        raise RuleBroken("link_not_secure", "Enter a whole link that begins with https://", "join_link") from None


def next_date(meeting: Meeting) -> date | None:
    """The date of the meeting after this one: as planned, else as the rhythm will plan it."""
    later = Meeting.objects.filter(series_id=meeting.series_id, on__gt=meeting.on)
    planned = later.exclude(status=MeetingStatus.CANCELLED).order_by("on").values_list("on", flat=True).first()
    if planned:
        return planned
    series, since = meeting.series, (meeting.rhythm_on or meeting.on) + timedelta(days=1)
    coming = turns(
        first_on=series.first_on, every_weeks=series.every_weeks, since=since, until=since + LONGEST_RHYTHM,
        rule=series.holiday_rule, division=meeting.centre.division,
    )  # fmt: skip
    made = set(series.meetings.values_list("rhythm_on", flat=True))
    return next((one.on for one in coming if one.on and one.on > meeting.on and one.rhythm_on not in made), None)
