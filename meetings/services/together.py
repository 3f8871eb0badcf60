"""Items of one family that are discussed and decided together, and a part that is decided on its own."""

from django.db import transaction

from accounts.models import User
from audit.services import record
from meetings.models import AgendaItem, GuestItem
from meetings.policies import may_decide
from meetings.rules import (
    require_can_be_split,
    require_can_be_taken_along,
    require_part_title,
    require_running,
    require_same_family,
    require_together,
    require_waiting,
)
from meetings.services.arranging import USUAL_MINUTES
from meetings.services.guests import share_guests
from meetings.services.locking import locked_item
from meetings.services.ordering import write_order
from meetings.status import ItemKind, ItemStatus


@transaction.atomic
def take_together(*, item: AgendaItem, host: AgendaItem, by: User) -> AgendaItem:
    """Discuss `item` with `host`: it no longer waits, and is decided with it. What was written on it stays on it.

    Who comes as a guest for one of them comes for both. This also takes a part back. Raises RuleBroken("with_itself" |
    "other_family" | "cannot_be_together" | "has_others" | "already_decided" | "put_off" | "together" |
    "meeting_closed").
    """
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    require_same_family(item, host)
    host = locked_item(host)
    for one in (item, host):
        require_waiting(one)
    require_can_be_taken_along(item, host)
    item.status, item.taken_with = ItemStatus.TOGETHER, host
    item.version, item.saved_by = item.version + 1, by
    item.save(update_fields=["status", "taken_with", "version", "saved_by"])
    share_guests(host)
    _said_anew(host, by)
    record(by=by, verb="take_together", subject=item, centre_id=item.meeting.centre_id, host=host.pk)
    return item


@transaction.atomic
def take_apart(*, item: AgendaItem, by: User) -> AgendaItem:
    """Discuss after all on its own what was to be taken with another item: it waits again.

    Guests of both stay invited to both, until somebody takes that back.
    Raises RuleBroken("not_together" | "decided_together" | "put_off_together" | "meeting_closed").
    """
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    if item.taken_with is not None:
        item.taken_with = locked_item(item.taken_with)
    require_together(item)
    host, item.status, item.taken_with = item.taken_with, ItemStatus.WAITING, None
    item.version, item.saved_by = item.version + 1, by
    item.save(update_fields=["status", "taken_with", "version", "saved_by"])
    if host is not None:
        _said_anew(host, by)
    record(by=by, verb="take_apart", subject=item, centre_id=item.meeting.centre_id)
    return item


def _said_anew(host: AgendaItem, by: User) -> None:
    """Whoever has the item open is about to decide something else than it is now: their version is an old one."""
    host.version, host.saved_by = host.version + 1, by
    host.save(update_fields=["version", "saved_by"])


@transaction.atomic
def split_item(*, item: AgendaItem, title: str, by: User) -> AgendaItem:
    """Make a part of the item an item of its own, right after it, decided on its own; return the part.

    It is of the same family and has the same guests, so whoever sees the item sees the part.
    Raises RuleBroken("no_title" | "cannot_be_split" | "already_decided" | "put_off" | "together" | "meeting_closed").
    """
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    require_waiting(item)
    require_can_be_split(item)
    require_part_title(title)
    part = AgendaItem.objects.create(
        meeting=item.meeting, kind=ItemKind.PART, family_id=item.family_id, case_id=item.case_id, part_of=item,
        title=title.strip(), why="Split from another item of the family", position=item.position,
        slot=USUAL_MINUTES[ItemKind.PART],
    )  # fmt: skip
    GuestItem.objects.bulk_create(
        GuestItem(attendance_id=asked.attendance_id, item=part) for asked in item.guests.all()
    )
    others = [one for one in item.meeting.items.in_order() if one.pk != part.pk]
    place = next(number for number, one in enumerate(others) if one.pk == item.pk)
    write_order([*others[: place + 1], part, *others[place + 1 :]])
    record(by=by, verb="split_item", subject=part, centre_id=item.meeting.centre_id, whole=item.pk)
    return part
