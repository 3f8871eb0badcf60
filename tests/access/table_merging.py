"""Families that may be on record twice: the list, marking, merging and undoing are the manager's alone."""

from tests.access.audiences import SIGNED_IN
from tests.access.policy import minus, row

ONLY_MANAGER = "Only a centre’s manager can see which families may be on record twice."
MANAGERS = "manager other_manager"

PAGES = [
    *[one for route in ("duplicates", "look_alikes", "merges") for one in row(
        route, "GET", may=MANAGERS, refused={ONLY_MANAGER: minus(SIGNED_IN, MANAGERS)},
    )],
    *row("merge_people", "GET", "rowan.two", may="manager"),
    *row("merge_people", "GET", "rowan.beacon_two"),
    *row("merge", "GET POST", "rowan.two", may="manager"),
    *row("merge", "GET POST", "rowan.beacon_two"),
    *row("look_alike_mark", "GET POST", "rowan.two", may="manager"),
    *row("look_alike_mark", "GET POST", "rowan.beacon_two"),
    *row("look_alike_take_back", "POST", "rowan.look_alike", may="manager"),
    *row("merge_undo", "GET POST", "rowan.merge", may="manager"),
]  # fmt: skip

API: list = []
