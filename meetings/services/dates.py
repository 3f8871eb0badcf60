"""Moving or cancelling one date of a series."""

from datetime import date, time

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit.services import record
from centres.models import Membership
from centres.status import CASEWORK_ROLES
from inputs.dates import in_words
from inputs.words import time as clock
from meetings.models import Meeting, Series
from meetings.policies import may_change_date
from meetings.rules import (
    require_can_be_cancelled,
    require_can_be_moved,
    require_change_says_why,
    require_new_date,
    require_something_new,
)
from meetings.services.agenda import fill_agenda
from meetings.services.away import away_on
from meetings.services.locking import locked_meeting
from meetings.services.planning import expect_members, next_chair
from meetings.status import MeetingStatus
from reminders.services import remind


@transaction.atomic
def move_meeting(*, meeting: Meeting, to: date, at: time, place: str, reason: str, by: User, on: date) -> Meeting:
    """Hold this one meeting on another date, at another time or in another place; the rhythm stays as it is.

    Its agenda goes with it. Who is expected is told.
    Raises NotAllowed, RuleBroken("not_planned" | "no_reason" | "no_place" | "same_date" | "in_the_past" |
    "date_taken" | "beyond_next" | "before_last" | "no_chair").
    """
    meeting = _held(meeting)
    may_change_date(by, meeting).require()
    require_can_be_moved(meeting)
    require_change_says_why(reason)
    require_something_new(meeting, to, at, place.strip())
    require_new_date(meeting, to, on)
    before = meeting.on
    _keep_turn(meeting)
    if to != before:
        meeting.moved_from = before
    meeting.on, meeting.at, meeting.place = to, at, place.strip()
    meeting.changed_because, meeting.sequence = reason.strip(), meeting.sequence + 1
    if to != before and not _can_chair(meeting):
        meeting.chair_id = next_chair(meeting.series, to)
    meeting.save(update_fields=["on", "rhythm_on", "at", "place", "moved_from", "changed_because", "sequence", "chair"])
    expect_members(meeting)
    record(by=by, verb="move_meeting", subject=meeting, was=before.isoformat(), on=to.isoformat())
    words = f"has been moved to {in_words(to)}" if to != before else "has another time or place"
    _tell(meeting, f"The meeting on {in_words(before)} {words}: it begins at {clock(at)}.", by, on)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: User, on: date) -> Meeting:
    """Do not hold this one meeting. What was on its agenda comes to the next one; who was expected is told.

    The rhythm does not make its turn again. Raises NotAllowed, RuleBroken("already_cancelled" | "not_planned" |
    "no_reason").
    """
    meeting = _held(meeting)
    may_change_date(by, meeting).require()
    require_can_be_cancelled(meeting)
    require_change_says_why(reason)
    _keep_turn(meeting)
    meeting.status, meeting.changed_because = MeetingStatus.CANCELLED, reason.strip()
    meeting.sequence += 1
    meeting.save(update_fields=["status", "changed_because", "sequence", "rhythm_on"])
    record(by=by, verb="cancel_meeting", subject=meeting, on=meeting.on.isoformat())
    if meeting.on >= on:
        _tell(meeting, f"The meeting on {in_words(meeting.on)} is cancelled.", by, on)
    following = Meeting.objects.upcoming(on).filter(series_id=meeting.series_id).first()
    if following and following.status == MeetingStatus.PLANNED and following.on >= meeting.on:
        fill_agenda(meeting=following, by=None, on=on)
    return meeting


def _held(meeting: Meeting) -> Meeting:
    """The meeting, locked after its series: nobody plans, or moves another onto the same date, meanwhile."""
    Series.objects.select_for_update(of=("self",)).get(pk=meeting.series_id)
    return locked_meeting(meeting.pk)


def _keep_turn(meeting: Meeting) -> None:
    """A meeting put in by hand stands for the turn on its date, so that the rhythm does not make that one as well."""
    others = Meeting.objects.filter(series_id=meeting.series_id, rhythm_on=meeting.on)
    if meeting.rhythm_on is None and not others.exists():
        meeting.rhythm_on = meeting.on


def _can_chair(meeting: Meeting) -> bool:
    """Whether whoever has the chair works with families here on the meeting's date, and is not away."""
    works = Membership.objects.filter(centre_id=meeting.centre_id, user_id=meeting.chair_id, role__in=CASEWORK_ROLES)
    return works.in_force(meeting.on).exists() and meeting.chair_id not in away_on(meeting.centre_id, meeting.on)


def _tell(meeting: Meeting, sentence: str, by: User, on: date) -> None:
    """Everybody expected but whoever did it, with the day's digest: the invitation's update leaves within a minute.

    The reason stands on the page: a mail names nothing that was typed.
    """
    expected = User.objects.filter(attendance__meeting=meeting).exclude(pk=by.pk)
    remind(
        to=expected, kind="meeting", key=f"meeting:{meeting.pk}:change:{meeting.sequence}", sentence=sentence,
        path=reverse("meeting", args=[meeting.pk]), on=on,
    )  # fmt: skip
