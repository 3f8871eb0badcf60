"""What must be true of what was done: contacts, and support offered."""

from typing import Any

from cases.models import Case, Offer
from cases.rules.typed import require_can_become
from cases.status import OfferStatus
from inputs.errors import RuleBroken


def require_seen_means_reached(reached: bool, child_seen: bool) -> None:
    """A child was seen only if somebody was reached."""
    if child_seen and not reached:
        raise RuleBroken("seen_not_reached", "A child cannot have been seen if nobody was reached.", "child_seen")


def require_service_here(case: Case, service: Any) -> None:
    """A service offered is one of the centre's directory."""
    if service is not None and service.centre_id != case.centre_id:
        raise RuleBroken("service_elsewhere", "Choose a service of this centre's directory.", "service")


def require_answer(offer: Offer, status: str) -> None:
    """An answer is one the table allows: it can change, but not back to none."""
    sentence = f"This answer is already recorded: {offer.get_status_display().lower()}."
    require_can_become("offer", offer.status, OfferStatus(status), sentence)
