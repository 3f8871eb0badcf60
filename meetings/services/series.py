"""Starting a series of meetings; who belongs to it and who takes turns in its chair."""

from collections.abc import Iterable
from datetime import date, time

from django.db import transaction

from accounts.models import User
from audit.services import record
from centres.models import Centre, Membership
from meetings.models import Series, SeriesMember
from meetings.policies import may_keep_series
from meetings.rules import (
    require_can_be_expected,
    require_chairs_expected,
    require_goes_on,
    require_members,
    require_name_free,
    require_quorum,
    require_rhythm_ahead,
)
from meetings.services.locking import locked_meeting
from meetings.services.planning import expect_members, next_chair, plan_meetings
from meetings.services.sweeps import AHEAD
from meetings.status import MeetingStatus


@transaction.atomic
def start_series(
    *,
    centre: Centre,
    name: str,
    first_on: date,
    every_weeks: int,
    at: time,
    minutes: int,
    place: str,
    holiday_rule: str,
    papers_close_days: int,
    reflection_every: int,
    quorum: int = 2,
    members: Iterable[Membership],
    chairs: Iterable[Membership],
    by: User,
    on: date,
) -> Series:
    """Start a series and plan its next three months. `chairs`: who takes turns in the chair, the first one first.

    Raises NotAllowed, RuleBroken("series_exists" | "first_past" | "rhythm" | "papers_too_early" | "cannot_attend" |
    "no_members" | "person_twice" | "chair_not_expected" | "chair_twice" | "no_chair" | "quorum").
    """
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_keep_series(by, centre.pk).require()
    expected, turns = list(members), list(chairs)
    require_name_free(centre, name.strip(), on)
    require_rhythm_ahead(first_on, every_weeks, papers_close_days, on)
    require_quorum(quorum)
    require_can_be_expected(centre, expected, first_on)
    require_members(expected, on)
    require_chairs_expected(turns, expected)
    series = Series.objects.create(
        centre=centre, name=name.strip(), first_on=first_on, every_weeks=every_weeks, at=at, minutes=minutes,
        place=place.strip(), holiday_rule=holiday_rule, papers_close_days=papers_close_days,
        reflection_every=reflection_every, quorum=quorum,
    )  # fmt: skip
    _expect(series, expected)
    _give_turns(series, turns)
    record(by=by, verb="start_series", subject=series, first_on=str(first_on), every_weeks=every_weeks,
           members=[one.pk for one in expected], chairs=[one.pk for one in turns])  # fmt: skip
    plan_meetings(series=series, until=max(on + AHEAD, first_on), by=by)
    return series


@transaction.atomic
def change_series_members(
    *,
    series: Series,
    add: Iterable[Membership] = (),
    remove: Iterable[Membership] = (),
    chairs: Iterable[Membership] | None = None,
    by: User,
    on: date,
) -> Series:
    """Say who else is expected at a series, who no longer is, and who takes turns in the chair (None: as before).

    Adding who is in it, or removing who is not, changes nothing. The meetings that are planned already follow: if the
    turns change, the chairs of those after `on` are dealt anew. Raises NotAllowed, RuleBroken("series_ended" |
    "cannot_attend" | "no_members" | "person_twice" | "chair_not_expected" | "chair_twice" | "no_chair").
    """
    series = Series.objects.select_for_update(of=("self",)).select_related("centre").get(pk=series.pk)
    may_keep_series(by, series.centre_id).require()
    require_goes_on(series, on)
    now = {one.membership_id: one for one in series.members.select_related("membership")}
    gone = [now[one.pk] for one in remove if one.pk in now]
    new = [one for one in add if one.pk not in now]
    expected = [one.membership for one in now.values() if one not in gone] + new
    require_can_be_expected(series.centre, new, on)
    require_members(expected, on)
    before = _turns(series)
    turns = None if chairs is None else list(chairs)
    require_chairs_expected(turns or [], expected)
    series.members.filter(pk__in=[one.pk for one in gone]).delete()
    _expect(series, new)
    if turns is not None:
        _give_turns(series, turns)
    next_chair(series, max(on, series.first_on))  # somebody can take it, or this says so
    record(by=by, verb="change_series_members", subject=series, added=[one.pk for one in new],
           removed=[one.membership_id for one in gone], chairs=_turns(series))  # fmt: skip
    _bring_meetings_in_line(series, [one.membership.user_id for one in gone], _turns(series) != before, on)
    return series


@transaction.atomic
def give_quorum(*, series: Series, quorum: int, by: User, on: date) -> Series:
    """Say how many agencies have to be at a meeting of the series. One that is open keeps the number it began with.

    Raises NotAllowed, RuleBroken("series_ended" | "quorum").
    """
    series = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    may_keep_series(by, series.centre_id).require()
    require_goes_on(series, on)
    require_quorum(quorum)
    if series.quorum != quorum:
        series.quorum = quorum
        series.save(update_fields=["quorum"])
        record(by=by, verb="give_quorum", subject=series, quorum=quorum)
    return series


def _expect(series: Series, people: Iterable[Membership]) -> None:
    SeriesMember.objects.bulk_create([SeriesMember(series=series, membership=one) for one in people])


def _give_turns(series: Series, turns: Iterable[Membership]) -> None:
    series.members.update(chair_turn=None)  # first, because no two may ever have the same turn
    for turn, one in enumerate(turns, start=1):
        series.members.filter(membership=one).update(chair_turn=turn)


def _turns(series: Series) -> list[int]:
    turns = series.members.exclude(chair_turn=None).order_by("chair_turn")
    return list(turns.values_list("membership_id", flat=True))


def _bring_meetings_in_line(series: Series, gone: list[int], deal_anew: bool, on: date) -> None:
    """Who is no longer in the series is no longer invited to what is planned, whatever was recorded for them."""
    planned = series.meetings.filter(status=MeetingStatus.PLANNED, on__gte=on).order_by("on", "id")
    for pk in list(planned.values_list("pk", flat=True)):
        meeting = locked_meeting(pk)
        if meeting.status != MeetingStatus.PLANNED:
            continue
        if meeting.on > on and (deal_anew or meeting.chair_id in gone):
            meeting.chair_id = next_chair(series, meeting.on)
            meeting.save(update_fields=["chair"])
        meeting.attendance.filter(user_id__in=gone).delete()
        expect_members(meeting)
