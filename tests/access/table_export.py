"""Everything that a centre has on record, as one file: its information lead alone; the manager sees it and stops it."""

from tests.access.audiences import MEMBERS, SIGNED_IN
from tests.access.policy import minus, row

ONLY_LEAD = "Only the information lead of the centre can export everything that it has on record."
ONLY_TOLD = "Only the information lead or the manager of the centre can see and stop an export of everything."
TOLD = "manager information_lead"

PAGES = [
    *row("everything", "GET", may=f"{TOLD} other_manager",
         refused={ONLY_TOLD: minus(SIGNED_IN, f"{TOLD} other_manager")}),
    *row("everything_order", "GET POST", may="information_lead",
         refused={ONLY_LEAD: f"{minus(MEMBERS, 'information_lead')} other_manager other_worker left"}),
    *row("everything_order", "GET POST", ask="centre={rowan.centre}", may="information_lead",
         refused={ONLY_LEAD: minus(MEMBERS, "information_lead")}),
    *row("everything_order", "GET POST", ask="centre={beacon.centre}",
         refused={ONLY_LEAD: "other_manager other_worker"}),
    *row("everything_show", "GET", ("rowan.export", "rowan.export_gone"), may=TOLD),
    *row("everything_state", "GET", ("rowan.export", "rowan.export_gone"), may=TOLD),
    *row("everything_stop", "POST", ("rowan.export", "rowan.export_gone"), may=TOLD),
    *row("everything_download", "GET", "rowan.export", may="information_lead", refused={ONLY_LEAD: "manager"}),
    *row("everything_show", "GET", "beacon.export", may="other_manager"),
    *row("everything_state", "GET", "beacon.export", may="other_manager"),
    *row("everything_stop", "POST", "beacon.export", may="other_manager"),
    *row("everything_download", "GET", "beacon.export", refused={ONLY_LEAD: "other_manager"}),
]  # fmt: skip

API: list = []
