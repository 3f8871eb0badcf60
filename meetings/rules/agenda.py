"""What must be true when items are brought together, split or put in another order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inputs.errors import RuleBroken
from meetings.models import AgendaItem
from meetings.models.agenda import FAMILY_KINDS, TAKEN_ALONG
from meetings.status import DecisionKind, ItemKind, ItemStatus

if TYPE_CHECKING:
    from meetings.services.deciding import NewAction

HOSTS = (ItemKind.REFERRAL, *FAMILY_KINDS)


def require_same_family(item: AgendaItem, host: AgendaItem) -> None:
    """Only what is about one family is one matter; two families never are."""
    if item.pk == host.pk:
        raise RuleBroken("with_itself", "Choose another item to discuss this one with.")
    if item.family_id is None or (item.family_id, item.meeting_id) != (host.family_id, host.meeting_id):
        raise RuleBroken("other_family", "Only items about the same family at the same meeting are taken together.")


def fits_with(item: AgendaItem, host: AgendaItem) -> bool:
    """Whether the one is of a kind that is taken with the other, and both wait.

    A referral is taken with its family's case, a part with any item of its family. Two referrals of a family cannot
    wait at once (referral_one_waiting_per_family), nor can it have two open cases (case_one_open_per_family).
    """
    if item.pk == host.pk or item.family_id is None or item.family_id != host.family_id:
        return False
    kinds = item.kind in TAKEN_ALONG and host.kind in (HOSTS if item.kind == ItemKind.PART else FAMILY_KINDS)
    return kinds and item.status == host.status == ItemStatus.WAITING


def require_can_be_taken_along(item: AgendaItem, host: AgendaItem) -> None:
    """A referral is taken with its family's case, a part with any item of its family."""
    if not fits_with(item, host):
        raise RuleBroken(
            "cannot_be_together", "A new referral is taken with the item of the family's case, a part with any of them."
        )
    if item.along.exists():
        raise RuleBroken("has_others", "Another item is taken with this one. Take that apart first.")


def require_together(item: AgendaItem) -> None:
    """Only what was brought together is taken apart, and before it is decided."""
    host = item.taken_with
    if item.status != ItemStatus.TOGETHER or host is None:
        raise RuleBroken("not_together", "This item is not taken with another one.")
    if host.status == ItemStatus.DECIDED:
        raise RuleBroken("decided_together", "Both have been decided together. Take that decision back first.")
    if host.status == ItemStatus.DEFERRED:
        raise RuleBroken("put_off_together", "Both have been put off together. Take them up again first.")


def require_can_be_split(item: AgendaItem) -> None:
    """A family's item has parts; a part of a part, or of the team's own matters, would be an item like any other."""
    if item.kind not in HOSTS:
        raise RuleBroken("cannot_be_split", "Only an item about a family can be split, and a part no further.")


def require_part_title(title: str) -> None:
    """A part says what it is about: that is all that tells it from the whole."""
    if not title.strip():
        raise RuleBroken("no_title", "Enter what the part is about", "part_title")


def require_not_closing_with_referral(kind: str, along: Sequence[AgendaItem]) -> None:
    """A case is not closed with an unanswered referral on it: the referral then asks for a new one."""
    if kind == DecisionKind.CLOSE and any(one.kind == ItemKind.REFERRAL for one in along):
        raise RuleBroken(
            "referral_with_it",
            "A new referral is taken with this item. Take it apart, close the case, then decide on the referral.",
            "kind",
        )


def require_some_action(kind: str, actions: "Sequence[NewAction]") -> None:
    """Agreed actions are at least one."""
    if kind == DecisionKind.AGREED and not actions:
        raise RuleBroken("no_action", "Enter at least one action, or choose “Noted”", "actions")


def require_no_part_decided(item: AgendaItem) -> None:
    """Opening a case is not taken back under a part whose actions already belong to it."""
    decided = item.parts.filter(status=ItemStatus.DECIDED).first()
    if item.decision.kind == DecisionKind.SUPPORT and decided:
        raise RuleBroken("part_decided", "A part of it is decided already. Take that decision back first.")


def require_room_to_move(place: int, earlier: bool, number: int) -> None:
    """There is something before, or after, an item that moves."""
    if earlier and place == 0:
        raise RuleBroken("first_already", "This item is the first already.")
    if not earlier and place == number - 1:
        raise RuleBroken("last_already", "This item is the last already.")
