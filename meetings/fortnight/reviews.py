"""For a manager: reviews that are late or near."""

from datetime import timedelta
from typing import Any

from cases.models import Review
from meetings.fortnight.lists import first
from meetings.fortnight.page import Fortnight

AHEAD = timedelta(days=14)


def add_reviews(found: Fortnight, user: Any) -> None:
    """Those of the next two weeks, late ones first."""
    near = Review.objects.visible_to(user).pending().filter(due_on__lte=found.on + AHEAD)
    found.reviews = first(near.select_related("case__family").order_by("due_on", "pk"))
    found.seen += [review.case for review in found.reviews.rows]
