"""Families whose agreement has ended: somebody closes the case, or decides otherwise."""

from typing import Any

from cases.models import Case
from meetings.fortnight.lists import EVERY, Listing, first, headers, with_header
from meetings.fortnight.page import Fortnight


def add_ended(found: Fortnight, user: Any) -> None:
    """Those of which nobody has decided yet."""
    ended = first(with_header(Case.objects.visible_to(user).to_settle(found.on)).order_by("pk"), EVERY)
    found.ended = Listing(headers(ended.rows, found.on), ended.number)
    found.seen += ended.rows
