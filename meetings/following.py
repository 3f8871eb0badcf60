"""What of a running meeting the screens of those who take part follow. Reads only; names no family."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from meetings.models import AgencyView, AgendaItem, Attendance, Decision, GuestItem, Meeting
from meetings.status import MeetingStatus


@dataclass(frozen=True)
class Now:
    """Where the meeting is, as somebody may know it."""

    item: int | None  # the item that is being discussed, if they may know of its family
    elsewhere: bool  # it is one that is not for their agency
    mark: str  # another one as soon as the page that is open would show something else


def now_at(meeting: Meeting, user: Any, shown: int | None) -> Now:
    """Where `meeting` is for `user`, who has found it by `visible_to` and has the item `shown` open (None: the agenda).

    The mark tells only of items that `user` may see.
    """
    items = list(meeting.items.visible_to(user).order_by("pk").values_list("pk", "status", "position", "slot"))
    seen = {item[0] for item in items}
    running = AgendaItem.objects.being_discussed(meeting) if meeting.status == MeetingStatus.RUNNING else None
    current = running.pk if running else None
    facts: list[object] = [meeting.status, items]
    # A guest stands for their items: nothing of one tells somebody who may not know of these.
    known = Q(guest=False) | Exists(GuestItem.objects.filter(attendance_id=OuterRef("pk"), item_id__in=seen))
    here = Attendance.objects.filter(known, meeting=meeting)
    facts += list(here.order_by("pk").values_list("pk", "present", "deputy"))
    views = AgencyView.objects.filter(item_id__in=seen)
    facts += list(views.order_by("pk").values_list("pk", "at") if shown is None else _of_item(views, shown, seen))
    return Now(current if current in seen else None, bool(current) and current not in seen, _mark(facts))


def _of_item(views: Any, shown: int, seen: set[int]) -> list[object]:
    if shown not in seen:
        return ["gone"]
    facts: list[object] = list(views.filter(item_id=shown).order_by("pk").values_list("pk", "at"))
    facts += list(Decision.objects.filter(item_id=shown).values_list("pk"))
    return facts + list(AgendaItem.objects.filter(pk=shown).values_list("started_at", "put_off_because"))


def _mark(facts: list[object]) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
