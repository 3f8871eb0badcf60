"""The order of an agenda, once whoever runs the meeting changes it."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from audit.services import record
from meetings.models import AgendaItem
from meetings.policies import may_decide
from meetings.rules import require_not_over, require_room_to_move, require_waiting
from meetings.services.locking import locked_item


def write_order(items: Sequence[AgendaItem]) -> None:
    """Number the items as they stand in the list; part of a verb that holds the meeting's lock."""
    changed = []
    for place, item in enumerate(items, start=1):
        if item.position != place:
            item.position = place
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["position"])


@transaction.atomic
def move_item(*, item: AgendaItem, earlier: bool, by: User) -> AgendaItem:
    """Move the item one place earlier or later on the agenda; filling the agenda leaves the order alone from then on.

    One place is the next item that `by` sees: a chair moves it past those that are not for their agency. What is
    already decided, or taken with another item, is passed as well. The way back is the move in the other direction.
    Raises RuleBroken("first_already" | "last_already" | "already_decided" | "put_off" | "together" | "meeting_over").
    """
    item = locked_item(item)
    may_decide(by, item).require()
    require_not_over(item.meeting)
    require_waiting(item)
    order = list(item.meeting.items.in_order())
    seen = set(item.meeting.items.visible_to(by).waiting().values_list("pk", flat=True))
    waiting = [one for one in order if one.pk in seen]
    place = next(number for number, one in enumerate(waiting) if one.pk == item.pk)
    require_room_to_move(place, earlier, len(waiting))
    beside = waiting[place - 1 if earlier else place + 1]
    moved = next(one for one in order if one.pk == item.pk)
    order.remove(moved)
    order.insert(order.index(beside) + (0 if earlier else 1), moved)
    write_order(order)
    if not item.meeting.ordered_by_hand:
        item.meeting.ordered_by_hand = True
        item.meeting.save(update_fields=["ordered_by_hand"])
    record(by=by, verb="move_item", subject=item, centre_id=item.meeting.centre_id, earlier=earlier)
    item.position = moved.position
    return item
