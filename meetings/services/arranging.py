"""The order of an agenda and the minutes of its items."""

from collections import defaultdict
from collections.abc import Hashable

from meetings.models import AgendaItem, GuestItem, Meeting
from meetings.status import ItemKind, MeetingStatus
from meetings.times import OPENING_MINUTES

USUAL_MINUTES = {
    ItemKind.REFERRAL: 12,
    ItemKind.REVIEW: 10,
    ItemKind.PROGRESS: 6,
    ItemKind.PART: 5,
    ItemKind.OTHER: 8,
    ItemKind.REFLECTION: 15,
}
LEAST_MINUTES = 2
ORDER = {kind: place for place, kind in enumerate(USUAL_MINUTES)}


def arrange(meeting: Meeting) -> None:
    """Order by kind, a family's items together and a guest's, until the meeting opens or somebody orders it by hand.

    The minutes are shared out so that they add up to the time there is.
    """
    items = list(meeting.items.order_by("position", "id"))
    if meeting.status == MeetingStatus.PLANNED and not meeting.ordered_by_hand:
        items.sort(key=lambda item: (ORDER[ItemKind(item.kind)], item.position, item.pk))
        items = _together(items, _ties(meeting, items))
    there_is = max(0, meeting.series.minutes - OPENING_MINUTES)
    usual = sum(USUAL_MINUTES[ItemKind(item.kind)] for item in items)
    share = min(1.0, there_is / usual) if usual else 1.0
    changed = []
    for place, item in enumerate(items, start=1):
        slot = max(LEAST_MINUTES, int(USUAL_MINUTES[ItemKind(item.kind)] * share))
        if (item.position, item.slot) != (place, slot):
            item.position, item.slot = place, slot
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["position", "slot"])


def _ties(meeting: Meeting, items: list[AgendaItem]) -> dict[int, set[Hashable]]:
    """Of each item what ties it to others: its family, and the guests who come for it."""
    ties: dict[int, set[Hashable]] = {
        item.pk: {("family", item.family_id)} if item.family_id else set() for item in items
    }
    for item_id, guest in GuestItem.objects.filter(item__meeting=meeting).values_list("item_id", "attendance_id"):
        ties[item_id].add(("guest", guest))
    return ties


def _together(items: list[AgendaItem], ties: dict[int, set[Hashable]]) -> list[AgendaItem]:
    """What is about one family (a sibling's referral, a review), or for one guest, at once, where the first stands.

    After an item comes the one that shares most with what is still to be finished, before one that begins something
    new. With guests whose items overlap in a ring somebody has to wait: then the order of the agenda decides.
    """
    left = {item.pk: item for item in items}
    tied: dict[Hashable, list[int]] = defaultdict(list)
    for item in items:
        for tie in ties[item.pk]:
            tied[tie].append(item.pk)
    place = {item.pk: number for number, item in enumerate(items)}
    begun: set[Hashable] = set()
    ordered = []
    while left:
        begun = {tie for tie in begun if any(pk in left for pk in tied[tie])}
        near = {pk for tie in begun for pk in tied[tie] if pk in left} or {next(iter(left))}
        chosen = min(near, key=lambda pk: (-len(ties[pk] & begun), len(ties[pk] - begun), place[pk]))
        begun |= ties[chosen]
        ordered.append(left.pop(chosen))
    return ordered
