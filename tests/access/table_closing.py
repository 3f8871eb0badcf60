"""The end of the work, and the question three months later. Of the open cases: a closing before they began again."""

from tests.access.audiences import OPENS, SIGNED_IN
from tests.access.policy import minus, row
from tests.access.table_cases import ENDED_AGREEMENTS, OPEN_CASES, of, whoever_opens

ONLY_COMPLETES = "Only the centre's manager can complete a closing."
ONLY_CHECKS = "Only whoever is to ask the family and the centre's manager can record what it says."
ONLY_SETTLES = "Only the centre's manager can say what was done for the family."


def managers(route, methods, because, before, send=None):
    """What the manager alone does. `before`: what they are answered about a closing that is over."""
    return [
        *row(route, methods, of("ended", *OPEN_CASES), refused={because: minus(OPENS, "manager")}, send=send,
             **{before: "manager"}),
        *row(route, methods, of("ended", *ENDED_AGREEMENTS), refused={because: "lead"}, send=send,
             **{before: "manager"}),
        *row(route, methods, "lantern.closure", may="manager", send=send),
        *row(route, methods, "beacon.ended", refused={because: "other_worker"}, send=send,
             **{before: "other_manager"}),
        *row(route, methods, "nothing", send=send),
    ]  # fmt: skip


def who_asks(route, methods, send=None):
    """Who is to ask the family, while it is time, and the manager."""
    return [
        *row(route, methods, "lantern.closure", may="manager checker", send=send),
        *row(route, methods, of("ended", *OPEN_CASES), may="manager", refused={ONLY_CHECKS: minus(OPENS, "manager")},
             send=send),
        *row(route, methods, of("ended", *ENDED_AGREEMENTS), may="manager", refused={ONLY_CHECKS: "lead deputy"},
             send=send),
        *row(route, methods, "beacon.ended", may="other_manager", refused={ONLY_CHECKS: "other_worker"}, send=send),
        *row(route, methods, "nothing", send=send),
    ]  # fmt: skip


PAGES = [
    *managers("closing_complete", "GET POST", ONLY_COMPLETES, "goes"),
    *who_asks("later_check", "GET POST"),
]

API = [
    *whoever_opens("case-closures"),
    *row("closure-list", "GET", may=SIGNED_IN),
    *managers("closure-complete", "POST", ONLY_COMPLETES, "may", "afterwards"),
    *managers("closure-settle", "POST", ONLY_SETTLES, "may", "settled"),
    *who_asks("closure-check", "POST", "checked"),
]
