"""Making the meetings of a series ahead of time, and who is expected at each."""

from datetime import date

from django.db import transaction
from django.db.models import Max, Q

from accounts.models import User
from audit.services import record
from centres.models import Membership
from centres.status import CASEWORK_ROLES, Role
from inputs.errors import RuleBroken
from meetings.models import Attendance, GuestItem, Meeting, Series, SeriesMember
from meetings.policies import may_plan, may_run
from meetings.rhythm import Turn, turns
from meetings.rules import require_not_over
from meetings.services.away import apologise_in_advance, away_on
from meetings.services.locking import locked_meeting
from meetings.status import MeetingStatus, Present


@transaction.atomic
def plan_meetings(*, series: Series, until: date, by: User | None, since: date | None = None) -> list[Meeting]:
    """Make the meetings of the series whose turn comes by `until` (from `since`, else its first date), each once.

    A turn of the rhythm is made once, whatever happens to its meeting later. The chair goes to whoever of those who
    take turns has had it longest ago (001: it rotates between the senior manager and a health visitor).
    Raises RuleBroken("no_chair") if nobody takes the chair and the centre has no manager on a date.
    """
    series = Series.objects.select_for_update(of=("self",)).select_related("centre").get(pk=series.pk)
    may_plan(by, series).require()
    made = [
        _make(series, turn.rhythm_on, turn.on)
        for turn in _turns_to_make(series, since or series.first_on, until)
        if turn.on
    ]
    for meeting in made:
        record(by=by, verb="plan_meeting", subject=meeting, on=meeting.on.isoformat())
    return made


def _turns_to_make(series: Series, since: date, until: date) -> list[Turn]:
    last = min(until, series.ended_on) if series.ended_on else until
    made = set(series.meetings.values_list("rhythm_on", flat=True))
    dates = set(series.meetings.exclude(status=MeetingStatus.CANCELLED).values_list("on", flat=True))
    rhythm = turns(
        first_on=series.first_on, every_weeks=series.every_weeks, since=since, until=last,
        rule=series.holiday_rule, division=series.centre.division,
    )  # fmt: skip
    return [turn for turn in rhythm if turn.on and turn.rhythm_on not in made and turn.on not in dates]


def _make(series: Series, rhythm_on: date, on: date) -> Meeting:
    meeting = Meeting.objects.create(
        series=series, centre=series.centre, on=on, rhythm_on=rhythm_on, at=series.at, place=series.place,
        join_link=series.join_link,
        chair_id=next_chair(series, on),
    )  # fmt: skip
    expect_members(meeting)
    return meeting


def _members_in_force(series: Series, on: date) -> list[SeriesMember]:
    members = series.members.filter(membership__in=Membership.objects.in_force(on))
    return list(members.select_related("membership__user", "membership__agency").order_by("id"))


def next_chair(series: Series, on: date) -> int:
    """Of those who take turns, work here and are there on that date, who has had the chair longest ago; else a manager.

    If everybody is away it falls to one of them all the same: a meeting has a chair, who can hand it over.
    """
    away = away_on(series.centre_id, on)
    turns_taken = [one for one in _members_in_force(series, on) if one.chair_turn is not None]
    there = [one for one in turns_taken if one.membership.user_id not in away]
    if there:
        return _longest_ago(series, there, on)
    managers = Membership.objects.filter(centre_id=series.centre_id, role=Role.CENTRE_MANAGER).in_force(on)
    possible = list(managers.values_list("user_id", flat=True))
    if present := [one for one in possible if one not in away]:
        return present[0]
    if turns_taken:
        return _longest_ago(series, turns_taken, on)
    if not possible:
        raise RuleBroken("no_chair", f"Nobody takes the chair of {series}. Give a member a turn in the chair first.")
    return possible[0]


def _longest_ago(series: Series, people: list[SeriesMember], on: date) -> int:
    before = series.meetings.filter(on__lt=on).exclude(status=MeetingStatus.CANCELLED)
    last = dict(before.order_by().values_list("chair_id").annotate(last=Max("on")))
    chair = min(people, key=lambda one: (last.get(one.membership.user_id, date.min), one.chair_turn))
    return chair.membership.user_id


def expect_members(meeting: Meeting) -> None:
    """Bring the list of who is expected in line with who is in the series on the date; what was recorded stays."""
    members = {
        one.membership.user_id: one.membership for one in reversed(_members_in_force(meeting.series, meeting.on))
    }
    if meeting.chair_id not in members:
        chair = Membership.objects.filter(user_id=meeting.chair_id, centre_id=meeting.centre_id).in_force(meeting.on)
        members |= {one.user_id: one for one in chair.select_related("agency")[:1]}
    known = {one.user_id: one for one in meeting.attendance.all()}
    gone = [one.pk for one in known.values() if one.user_id not in members and not one.guest and _only_expected(one)]
    Attendance.objects.filter(pk__in=gone).delete()
    _no_longer_guests([one for one in known.values() if one.guest and one.user_id in members])
    Attendance.objects.bulk_create(
        [
            Attendance(meeting=meeting, user_id=user_id, agency_id=membership.agency_id, job=membership.job)
            for user_id, membership in members.items()
            if user_id not in known
        ],
        ignore_conflicts=True,
    )
    apologise_in_advance(meeting)


def _no_longer_guests(people: list[Attendance]) -> None:
    """Who has come to belong to the series, or has the chair, is there for everything."""
    GuestItem.objects.filter(attendance__in=people).delete()
    Attendance.objects.filter(pk__in=[one.pk for one in people]).update(guest=False)


def _only_expected(one: Attendance) -> bool:
    """Whether nobody recorded anything: apologies because of an absence recorded themselves."""
    return one.present == Present.EXPECTED or (one.present == Present.APOLOGIES and one.absence_id is not None)


@transaction.atomic
def change_chair(*, meeting: Meeting, chair: User, by: User) -> Meeting:
    """Give the chair of this one meeting to somebody else who works with families at the centre.

    The rotation goes on from who really had it. Raises RuleBroken("cannot_chair").
    """
    meeting = locked_meeting(meeting.pk)
    may_run(by, meeting).require()
    require_not_over(meeting)
    works = Membership.objects.filter(centre_id=meeting.centre_id, user=chair, role__in=CASEWORK_ROLES)
    if not works.in_force(meeting.on).exists():
        raise RuleBroken("cannot_chair", "Choose somebody who works with families at this centre.", "chair")
    meeting.chair = chair
    meeting.save(update_fields=["chair"])
    expect_members(meeting)
    record(by=by, verb="change_chair", subject=meeting, chair=chair.pk)
    return meeting


def possible_chairs(meeting: Meeting) -> list[Membership]:
    """Who can be given the chair of the meeting."""
    works = Membership.objects.filter(Q(role__in=CASEWORK_ROLES), centre_id=meeting.centre_id).in_force(meeting.on)
    return list(works.select_related("user", "agency").order_by("user__name", "id"))
