"""Lists of families that a centre brings along: its manager alone, also not its administrator."""

from tests.access.audiences import MEMBERS, SIGNED_IN
from tests.access.policy import minus, row

ONLY_MANAGER = "Only the manager of a centre can bring its families along from a list."
MANAGERS = "manager other_manager"

PAGES = [
    *row("imports", "GET", may=MANAGERS, refused={ONLY_MANAGER: minus(SIGNED_IN, MANAGERS)}),
    *row("import_upload", "GET POST", may=MANAGERS,
         refused={ONLY_MANAGER: f"{minus(MEMBERS, 'manager')} other_worker left"}),
    *row("import_upload", "GET POST", ask="centre={rowan.centre}", may="manager",
         refused={ONLY_MANAGER: minus(MEMBERS, "manager")}),
    *[one for route, methods in (
        ("import_show", "GET"), ("import_match", "POST"), ("import_state", "GET"), ("import_leave_out", "POST"),
        ("import_carry_out", "POST"), ("import_undo", "POST"), ("import_discard", "POST"), ("import_report", "GET"),
    ) for one in row(route, methods, ("rowan.import", "rowan.import_done"), may="manager")],
    # What cannot be done with it any more, or not yet, leads to where it stands.
    *[one for route in ("import_match", "import_carry_out") for one in [
        *row(route, "GET", "rowan.import", may="manager"), *row(route, "GET", "rowan.import_done", goes="manager"),
    ]],
    *row("import_undo", "GET", "rowan.import_done", may="manager"),
    *row("import_undo", "GET", "rowan.import", goes="manager"),
    *row("import_row_decide", "POST", "rowan.import_row", may="manager"),
]  # fmt: skip

API: list = []
