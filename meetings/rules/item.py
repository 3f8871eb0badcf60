"""What must be true of an item, and of who may know of it."""

from typing import Any

from consent.models import SharingWish
from inputs.errors import RuleBroken
from meetings.models import AgendaItem
from meetings.status import ItemStatus


def require_title(title: str) -> None:
    """An item says what it is about."""
    if not title.strip():
        raise RuleBroken("no_title", "Enter what the item is about", "title")


def require_waiting(item: AgendaItem) -> None:
    """An item is settled once; whoever comes second is told what was decided."""
    if item.status == ItemStatus.DECIDED:
        made = item.decision
        raise RuleBroken(
            "already_decided",
            f"{made.recorded_by} has recorded a decision on this item: {made.get_kind_display()}. "
            "Nothing of yours was recorded.",
        )
    if item.status == ItemStatus.DEFERRED:
        raise RuleBroken("put_off", "This item was put off. Take it up again first.")
    if item.status == ItemStatus.TOGETHER:
        raise RuleBroken("together", "This item is discussed with another one of the family, and decided there.")


def require_same_version(item: AgendaItem, version: int, *, by: Any) -> None:
    """Nobody overwrites what somebody else has typed and they have not seen.

    Somebody's own saving as they type may overtake them (they press "record" while it is under way): no conflict.
    """
    if version != item.version and item.saved_by_id != by.pk:
        raise RuleBroken(
            "stale_item",
            "Somebody else has changed this item since you opened it. Compare what they saved with what you typed.",
        )


def agencies_that_may_know(item: AgendaItem) -> set[int]:
    """The agencies inside the wishes of the item's family."""
    wishes = SharingWish.objects.filter(family=item.family, included=True, until=None)
    return set(wishes.values_list("agency_id", flat=True))


def require_agency_may_know(item: AgendaItem, agency: Any, field: str) -> None:
    """Nobody is given work with a family that does not wish their agency to know."""
    if item.family_id and agency.pk not in agencies_that_may_know(item):
        raise RuleBroken(
            "agency_left_out", f"The family's wishes do not include {agency}. Choose somebody of another agency", field
        )
