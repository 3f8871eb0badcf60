"""For an information lead: what they look at afterwards, emergencies and sharing decisions."""

from typing import Any

from cases.models import BreakGlass
from cases.serializers import BreakGlassRecord, uses_shown
from consent.models import SharingDecision
from meetings.fortnight.lists import Listing, first
from meetings.fortnight.page import Fortnight


def add_emergencies(found: Fortnight, user: Any) -> None:
    """Records opened in an emergency, of which nobody has said whether it was right."""
    uses = first(uses_shown(BreakGlass.objects.for_review_by(user)))
    found.emergencies = Listing(list(BreakGlassRecord(uses.rows, many=True).data), uses.number)


def add_decisions(found: Fortnight, user: Any) -> None:
    """How many sharing decisions no information lead has seen."""
    found.decisions = SharingDecision.objects.visible_to(user).unseen().count()
