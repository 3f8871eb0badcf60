"""Saying that an entry of the directory is right, and letting people leave: numbers for who sees no family."""

from tests.access.audiences import BESIDE, KEEPERS, MEMBERS, ONLY_DIRECTORY, SIGNED_IN
from tests.access.policy import Row, minus, row
from tests.access.table_centre import OWN, whoever_keeps

ONLY_MANAGER = "Only the manager of the centre can see to what somebody leaves."


def whoever_confirms(route: str) -> list[Row]:
    """The keepers, and the colleague whose entry it is."""
    refused = {ONLY_DIRECTORY: minus(MEMBERS, f"{KEEPERS} colleague")}
    return [
        *row(route, "POST", "rowan.job", may=f"{KEEPERS} colleague", refused=refused),
        *row(route, "POST", "beacon.job", may="other_manager", refused={ONLY_DIRECTORY: "other_worker"}),
        *row(route, "POST", "nothing"),
    ]


def who_leaves(route: str, methods: str, send: str | None = None) -> list[Row]:
    """What the keepers of the directory do when somebody leaves; nobody does it for themselves."""
    return [
        *row(route, methods, "rowan.leaving", may=KEEPERS, refused={OWN: "lead"}, send=send),
        *row(route, methods, "beacon.leaving", may="other_manager", refused={OWN: "other_worker"}, send=send),
        *row(route, methods, "nothing", send=send),
    ]


def who_sees(route: str) -> list[Row]:
    """The keepers see numbers, the manager and whoever leaves what it is."""
    return [
        *row(route, "GET", "rowan.leaving", may=f"{KEEPERS} lead"),
        *row(route, "GET", "beacon.leaving", may=BESIDE),
        *row(route, "GET", "nothing"),
    ]


def who_sees_to(route: str, send: str | None = None) -> list[Row]:
    """The manager, who sees the families."""
    return [
        *row(route, "POST", "rowan.leaving", may="manager", refused={ONLY_MANAGER: "administrator lead"}, send=send),
        *row(route, "POST", "beacon.leaving", may="other_manager", refused={ONLY_MANAGER: "other_worker"}, send=send),
        *row(route, "POST", "nothing", send=send),
    ]


PAGES = [
    *whoever_confirms("membership_confirm"),
    *whoever_keeps("leavings", "GET", "centre"),
    *whoever_keeps("memberships_end", "GET POST", "centre"),
    *who_sees("leaving"),
    *who_sees_to("leaving"),
    *who_leaves("leaving_accept", "POST"),
    *who_leaves("leaving_take_back", "POST"),
    *who_leaves("leaving_at_once", "POST"),
]
API = [
    *whoever_confirms("membership-confirm"),
    *row("leaving-list", "GET", may=SIGNED_IN),
    *row("leaving-list", "POST", may=KEEPERS, send="leavers",
         refused={ONLY_DIRECTORY: minus(MEMBERS, f"{KEEPERS} colleague"), OWN: "colleague"}),
    *who_sees("leaving-detail"),
    *who_sees_to("leaving-see-to", "things"),
    *who_leaves("leaving-accept", "POST"),
    *who_leaves("leaving-take-back", "POST"),
    *who_leaves("leaving-at-once", "POST", "at_once"),
]  # fmt: skip
