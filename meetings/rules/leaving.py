"""What must be true when somebody leaves."""

from collections.abc import Sequence
from datetime import date

from centres.models import Membership
from centres.rules import require_end_after_start, require_not_ended, require_somebody_left
from inputs.errors import RuleBroken
from meetings.models import Leaving
from meetings.owned import Owned, in_numbers
from meetings.status import LeavingStatus, can_become

SHORTEST_REASON = 10


def require_not_asked_yet(membership: Membership) -> None:
    """One last day at a time. Raises RuleBroken("leaving_already")."""
    if membership.leavings.filter(status=LeavingStatus.WAITING).exists():
        raise RuleBroken("leaving_already", f"It is asked already that the part of {membership.user} ends.")


def require_can_end(membership: Membership, ends_on: date, on: date) -> None:
    """As when it ends: asked for before anybody hands anything over. Raises RuleBroken."""
    require_not_ended(membership, on)
    require_end_after_start(membership, ends_on)
    require_somebody_left(membership, ends_on)


def require_somebody_leaves(memberships: Sequence[Membership]) -> None:
    """Whoever asks names at least one. Raises RuleBroken("nobody")."""
    if not memberships:
        raise RuleBroken("nobody", "Choose who leaves.", "memberships")


def require_leaving_can_become(leaving: Leaving, status: LeavingStatus) -> None:
    """A leaving is settled once. Raises RuleBroken("settled")."""
    if not can_become("leaving", leaving.status, status):
        raise RuleBroken("settled", f"This is settled: {leaving.get_status_display().lower()}.")


def require_nothing_left(left: Sequence[Owned]) -> None:
    """The last day is accepted when everything has gone to somebody (002 §4.3). Raises RuleBroken("something_left")."""
    if left:
        numbers = ", ".join(in_numbers(left))
        raise RuleBroken("something_left", f"Something is left that nobody has: {numbers}. The manager sees to it.")


def require_owned(chosen: Sequence[str], left: Sequence[Owned]) -> list[Owned]:
    """What is seen to is among what is left. Raises RuleBroken("not_theirs"), RuleBroken("nothing_chosen")."""
    known = {one.key: one for one in left}
    if not chosen:
        raise RuleBroken("nothing_chosen", "Choose what you will see to.", "things")
    if any(key not in known for key in chosen):
        raise RuleBroken("not_theirs", "What is left has changed since you looked. Look again.", "things")
    return [known[key] for key in dict.fromkeys(chosen)]


def require_said_why_at_once(because: str) -> None:
    """Access that ends with something left needs a reason. Raises RuleBroken("no_reason")."""
    if len(because.strip()) < SHORTEST_REASON:
        raise RuleBroken("no_reason", f"Say why, in at least {SHORTEST_REASON} characters.", "because")


def last_day_at_once(membership: Membership, on: date) -> date:
    """The day before today, so that access ends now; a part that began today or later ends on its first day."""
    return max(membership.starts_on, date.fromordinal(on.toordinal() - 1))
