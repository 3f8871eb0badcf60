"""Who comes to a meeting, as somebody may know it: a guest is shown with their items or not at all. Reads only.

That a specialist is invited says something about a family. Whoever hears nothing of the items for which a guest comes
does not learn that there is a guest.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.rosters import caseworkers
from centres.models import Membership
from meetings.models import AgendaItem, Attendance, GuestItem, Meeting
from meetings.rules import agencies_that_may_know


def expected_at(meeting: Meeting, user: Any, seen: Iterable[int]) -> list[Attendance]:
    """Members, and guests of the items `seen` or oneself; `items_seen` holds for which of these a guest comes.

    Two queries, however many people.
    """
    known, shown = set(seen), []
    for one in meeting.attendance.select_related("user", "agency").prefetch_related("guest_items"):
        one.items_seen = [asked.item_id for asked in one.guest_items.all() if asked.item_id in known]
        if one.items_seen or not one.guest or one.user_id == user.pk:
            shown.append(one)
    return shown


def seen_at(meeting: Meeting, user: Any) -> set[int]:
    """The items of the meeting that `user` may see."""
    return set(meeting.items.visible_to(user).values_list("pk", flat=True))


def guests_of(item: AgendaItem) -> list[Attendance]:
    """Who comes for the item as a guest, by agency and name."""
    asked = GuestItem.objects.filter(item=item)
    return list(Attendance.objects.filter(pk__in=asked.values("attendance")).select_related("user", "agency"))


def possible_guests(item: AgendaItem, on: date) -> list[Membership]:
    """Who can be invited to the item: works with families here for an agency that may know, is not expected yet."""
    found = caseworkers(item.meeting.centre_id, on)
    if item.family_id:
        found = found.filter(agency_id__in=agencies_that_may_know(item))
    there = Attendance.objects.filter(meeting_id=item.meeting_id)
    asked = there.filter(guest_items__item=item)
    members = there.filter(guest=False)
    return list(found.exclude(user_id__in=members.values("user_id")).exclude(user_id__in=asked.values("user_id")))
