"""Finding a family, and its names now and before."""

from tests.access.audiences import CASEWORKERS, SIGNED_IN
from tests.access.policy import minus, row

FINDERS = f"{CASEWORKERS} other_manager other_worker left"  # who left works elsewhere now
ONLY_CASEWORK = "Only people who work with families at a centre can look for one."
# What somebody would look for: how names begin, of each kind and family; what is like the names of a kind; a number;
# the Harbour family's postcode and the confidential one of the Mooring family. No whole word of theirs, nor a postcode
# in capitals: the page says back what was typed. References: tests/cases/test_finding.py.
SEARCHES = (
    "q=harbour", "q=mooring", "q=ferry", "q=lantern", "q=cutter", "q=quay", "q=skiff", "q=tiller", "q=beacon",
    "q=zqname", "q=zqchild", "q=zqmother", "q=zqformer", "q=zqfather anchor", "q=901 407 6000", "q=zq17ab", "q=zq57ab",
)  # fmt: skip

PAGES = [
    *row("find_family", "GET", may=FINDERS, refused={ONLY_CASEWORK: minus(SIGNED_IN, FINDERS)}, ask=("", *SEARCHES)),
    *row("name_change", "GET POST", ("harbour.family", "mooring.family"), may="manager"),
    *row("name_change", "GET POST", "beacon.family", may="other_manager"),
]

API = [
    *row("find-list", "GET", may=FINDERS, refused={ONLY_CASEWORK: minus(SIGNED_IN, FINDERS)}, ask=("", *SEARCHES)),
    *row("family-name", "POST", "harbour.family", may="manager", send="renamed"),
    *row("family-name", "POST", ("mooring.family", "beacon.family"), send="renamed"),  # no child of theirs
]
