"""Standing in for a lead professional: who asks, who answers, who ends it."""

from tests.access.audiences import LEADS, OPENS, SIGNED_IN, STILL_OPENS
from tests.access.policy import minus, row
from tests.access.table_cases import ENDED_AGREEMENTS, ONLY_ASKED, OPEN_CASES, of, whoever_leads, whoever_opens

ONLY_ASKS = "Only the lead professional or the centre's manager can ask somebody to stand in."
ONLY_ENDS = "Only the lead professional, who stands in, or the centre's manager can end this."
STANDS_IN = f"{LEADS} deputy"


def who_was_asked(route, methods, send=None):
    """Who was asked answers; who sees the case is told why not they."""
    return [
        *row(route, methods, of("asked_deputy", *OPEN_CASES), may="asked", refused={ONLY_ASKED: OPENS}, send=send),
        *row(route, methods, of("deputy", *OPEN_CASES), may="deputy", refused={ONLY_ASKED: minus(OPENS, "deputy")},
             send=send),
        *row(route, methods, of("asked_deputy", *ENDED_AGREEMENTS), refused={ONLY_ASKED: STILL_OPENS}, send=send),
        *row(route, methods, of("asked_deputy", "lantern"), refused={ONLY_ASKED: "manager"}, send=send),
        *row(route, methods, "nothing", send=send),
    ]  # fmt: skip


def who_ends(route, asked=""):
    """Who leads, who stands in, the manager. `asked`: over the API who is asked is told to answer instead."""
    return [
        *row(route, "POST", of("deputy", *OPEN_CASES), may=STANDS_IN, refused={ONLY_ENDS: minus(OPENS, STANDS_IN)}),
        *row(route, "POST", of("asked_deputy", *OPEN_CASES), may=f"{LEADS} {asked}",
             refused={ONLY_ENDS: minus(OPENS, LEADS)}),
        *row(route, "POST", of("deputy", *ENDED_AGREEMENTS), may=STANDS_IN),
        *row(route, "POST", of("asked_deputy", *ENDED_AGREEMENTS), may=LEADS, refused={ONLY_ENDS: "deputy"}),
        *row(route, "POST", of("deputy", "lantern"), may="manager"),
    ]  # fmt: skip


PAGES = [
    *whoever_leads("deputy_ask", "GET POST", "case", ONLY_ASKS),
    *who_was_asked("deputy_answer", "GET POST"),
    *who_ends("deputy_end"),
]

API = [
    *whoever_opens("case-deputies"),
    *whoever_leads("case-deputies", "POST", "case", ONLY_ASKS, "deputy", beside=False),
    *row("deputy-list", "GET", may=SIGNED_IN),
    *who_was_asked("deputy-accept", "POST"),
    *who_was_asked("deputy-decline", "POST", "reason"),
    *who_ends("deputy-end", "asked"),
]
