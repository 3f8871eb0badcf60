"""For a manager: reviews that are late or near."""

from typing import Any

from cases.models import Review
from meetings.fortnight.lists import first
from meetings.fortnight.page import Fortnight


def add_reviews(found: Fortnight, user: Any) -> None:
    """Those of the next two weeks, late ones first."""
    near = Review.objects.visible_to(user).near(found.on)
    found.reviews = first(near.select_related("case__family").order_by("due_on", "pk"))
    found.seen += [review.case for review in found.reviews.rows]
