"""When each item of an agenda is planned, and when somebody is needed who comes for some of them only. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from meetings.models import AgendaItem, GuestItem, Meeting

OPENING_MINUTES = 10  # who is here, the last minutes, actions from last time


@dataclass(frozen=True)
class Needed:
    """That a guest comes for so many items, from about when until about when."""

    items: int
    starts: datetime
    ends: datetime


def planned_times(meetings: Iterable[Meeting]) -> dict[int, tuple[datetime, datetime]]:
    """Of each item of these meetings, from when to when it is planned. One query, also for what nobody here may see:
    an item that is hidden from somebody takes its time all the same."""
    clock = {one.pk: one.starts_at + timedelta(minutes=OPENING_MINUTES) for one in meetings}
    times = {}
    for pk, meeting_id, slot in (
        AgendaItem.objects.filter(meeting__in=clock).in_order().values_list("pk", "meeting_id", "slot")
    ):
        starts = clock[meeting_id]
        clock[meeting_id] = starts + timedelta(minutes=slot)
        times[pk] = (starts, clock[meeting_id])
    return times


def needed_for(items: Iterable[int], times: dict[int, tuple[datetime, datetime]]) -> Needed | None:
    """When somebody is needed who comes for these items; None: for none of them."""
    known = [times[pk] for pk in items if pk in times]
    if not known:
        return None
    return Needed(len(known), min(starts for starts, _ in known), max(ends for _, ends in known))


def needed_as_guest(user: Any, meetings: list[Meeting]) -> dict[int, Needed]:
    """Of the meetings to which `user` comes as a guest, by id: when they are needed, for the items they may see."""
    asked = GuestItem.objects.filter(attendance__user=user, attendance__meeting__in=meetings)
    items = AgendaItem.objects.visible_to(user).filter(pk__in=asked.values("item"))
    mine = dict(items.values_list("pk", "meeting_id"))
    times = planned_times(meetings) if mine else {}
    found = {one.pk: needed_for([pk for pk, at in mine.items() if at == one.pk], times) for one in meetings}
    return {pk: needed for pk, needed in found.items() if needed}
