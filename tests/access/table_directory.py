"""Saying that what the directory says of somebody is right: whoever keeps it, and the person it is about."""

from tests.access.audiences import KEEPERS, MEMBERS, ONLY_DIRECTORY
from tests.access.policy import Row, minus, row


def whoever_confirms(route: str) -> list[Row]:
    """The keepers, and the colleague whose entry it is."""
    refused = {ONLY_DIRECTORY: minus(MEMBERS, f"{KEEPERS} colleague")}
    return [
        *row(route, "POST", "rowan.job", may=f"{KEEPERS} colleague", refused=refused),
        *row(route, "POST", "beacon.job", may="other_manager", refused={ONLY_DIRECTORY: "other_worker"}),
        *row(route, "POST", "nothing"),
    ]


PAGES = whoever_confirms("membership_confirm")
API = whoever_confirms("membership-confirm")
