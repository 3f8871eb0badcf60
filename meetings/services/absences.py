"""Saying that somebody is away: apologies are recorded, and their turns in the chair go to who is there."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit.services import record
from centres.models import Centre, Membership
from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings.models import Absence, Attendance, Meeting, Series
from meetings.policies import SERIES_ROLES, may_say_away
from meetings.rules import require_absence_ahead, require_comes_here, require_not_away_yet, require_not_over_yet
from meetings.services.away import apologise_in_advance
from meetings.services.locking import locked_meeting
from meetings.services.planning import expect_members, next_chair
from meetings.status import MeetingStatus, Present
from reminders.services import remind


@transaction.atomic
def say_away(*, person: User, centre: Centre, starts_on: date, ends_on: date, by: User, on: date) -> Absence:
    """Say that `person` does not come to the centre's meetings from a day to a day, both included.

    Their apologies are recorded for the meetings planned in that time, and where they had the chair it goes to
    whoever had it longest ago. Raises NotAllowed, RuleBroken("ends_before_start" | "absence_past" |
    "absence_too_long" | "comes_to_no_meeting" | "already_away").
    """
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_say_away(by, person, centre.pk).require()
    require_absence_ahead(starts_on, ends_on, on)
    require_comes_here(person, centre, on)
    require_not_away_yet(person, centre, starts_on, ends_on)
    made = Absence.objects.create(who=person, centre=centre, starts_on=starts_on, ends_on=ends_on)
    record(by=by, verb="say_away", subject=made, who=person.pk, starts_on=str(starts_on), ends_on=str(ends_on))
    for meeting in _planned_in(made, on):
        apologise_in_advance(meeting)
        if meeting.chair_id == person.pk:
            _deal_chair_anew(meeting, by, on)
    return made


@transaction.atomic
def take_back_absence(*, absence: Absence, by: User, on: date) -> None:
    """Say that somebody is not away after all. They are expected again; a chair that was dealt anew stays dealt.

    Raises NotAllowed, RuleBroken("absence_over").
    """
    Centre.objects.select_for_update(no_key=True).get(pk=absence.centre_id)
    may_say_away(by, absence.who, absence.centre_id).require()
    now = Absence.objects.filter(pk=absence.pk).first()
    if now is None:
        raise RuleBroken("already_taken_back", "Somebody else has taken this back already.")
    require_not_over_yet(now, on)
    planned = _planned_in(now, on)
    record(by=by, verb="take_back_absence", subject=now, who=now.who_id)
    theirs = Attendance.objects.filter(absence=now, meeting__in=planned)
    theirs.filter(present=Present.APOLOGIES).update(present=Present.EXPECTED)
    now.delete()


def _planned_in(absence: Absence, on: date) -> list[Meeting]:
    """The meetings planned in that time, each locked after its series."""
    list(Series.objects.select_for_update(of=("self",)).filter(centre_id=absence.centre_id).order_by("pk"))
    found = Meeting.objects.filter(
        centre_id=absence.centre_id, status=MeetingStatus.PLANNED, on__gte=max(on, absence.starts_on),
        on__lte=absence.ends_on,
    )  # fmt: skip
    locked = [locked_meeting(pk) for pk in found.order_by("on", "id").values_list("pk", flat=True)]
    return [one for one in locked if one.status == MeetingStatus.PLANNED]


def _deal_chair_anew(meeting: Meeting, by: User, on: date) -> None:
    """Give the chair to who is there and tell them; if nobody is, tell who keeps the series."""
    was = meeting.chair_id
    try:
        meeting.chair_id = next_chair(meeting.series, meeting.on)
    except RuleBroken:  # nobody takes turns, and there is no manager: it stays where it was given by hand
        meeting.chair_id = was
    when = in_words(meeting.on)
    if meeting.chair_id == was:
        keepers = Membership.objects.filter(centre_id=meeting.centre_id, role__in=SERIES_ROLES).in_force(on)
        people: Any = User.objects.filter(pk__in=keepers.values("user"))
        _tell(people, "nobody", meeting, f"Whoever has the chair on {when} is away, and nobody else can take it.", on)
        return
    meeting.save(update_fields=["chair"])
    expect_members(meeting)
    record(by=by, verb="deal_chair", subject=meeting, chair=meeting.chair_id)
    _tell(User.objects.filter(pk=meeting.chair_id), f"given:{was}", meeting, f"You have the chair on {when}.", on)


def _tell(people: Any, what: str, meeting: Meeting, sentence: str, on: date) -> None:
    path = reverse("meeting", args=[meeting.pk])
    remind(to=people, kind="chair", key=f"chair:{meeting.pk}:{what}", sentence=sentence, path=path, on=on)
