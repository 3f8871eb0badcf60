"""Visits: whoever may open the case sees them, all agencies' in one calendar; who works with the family plans them."""

from tests.access.audiences import ONLY_WORK, READERS, SIGNED_IN, WORKS
from tests.access.policy import row
from tests.access.table_cases import OPEN_CASES, after, of, whoever_opens, whoever_works

PAGES = [
    *row("visits", "GET", may=SIGNED_IN, ask=("", "who=me")),
    *whoever_works("visit_plan", "GET POST", "case"),
    *whoever_works("visit_change", "GET POST", "visit"),
]

API = [
    *row("visit-list", "GET", may=SIGNED_IN),
    *whoever_opens("case-visits"),
    *row("case-visits", "POST", of("case", *OPEN_CASES), may=WORKS, refused={ONLY_WORK: READERS}, send="visit"),
    *after("case-visits", "POST", "case", "visit", beside=False),
    *whoever_works("visit-move", "POST", "visit", "visit_to"),
    *whoever_works("visit-cancel", "POST", "visit", "because"),
]
