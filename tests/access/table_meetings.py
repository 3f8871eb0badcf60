"""Meetings: whoever is expected knows of the meeting, of a family only for an agency that it lets know.

A chair is no exception. Administrators see that there is a meeting; they see no item and no minutes.
"""

from tests.access.audiences import (
    CASEWORKERS,
    EXPECTED,
    FOLLOWS,
    KEEPERS,
    KNOWS_OF_MEETING,
    MAY_KNOW,
    MEMBERS,
    NOWHERE,
    ONLY_DATES,
    ONLY_HOW,
    ONLY_LETTER,
    ONLY_RUNNING,
    ONLY_SERIES,
    RUNS,
    SIGNED_IN,
    WITH_GUEST,
)
from tests.access.policy import Row, minus, row

# Families whose agreement is in force; a closed case stays with the meeting until its minutes are approved.
KNOWN = ("harbour.item", "mooring.item", "lantern.item", "quay.item")
ENDED = ("ferry.item", "anchor.item")
OTHERS = tuple(one for one in KNOWN if one != "harbour.item")  # of which the guest of the Harbour family hears nothing
NOT_EXPECTED = minus(KNOWS_OF_MEETING, RUNS)


def whoever_runs(route: str, methods: str, send: str | None = None) -> list[Row]:
    """What the chair and the manager do with a meeting."""
    return [
        *row(route, methods, "now", may=RUNS, refused={ONLY_RUNNING: f"{NOT_EXPECTED} guest"}, send=send),
        *row(route, methods, "beacon.now", may="other_manager", send=send),
        *row(route, methods, "nothing", send=send),
    ]


def whoever_changes_dates(route: str, methods: str, send: str | None = None, *, stays: bool = False) -> list[Row]:
    """What the chair, and who keeps the series, do with one of its dates.

    `stays`: of a meeting that runs it can no longer be changed, and the page goes back to the meeting.
    """
    may = f"{RUNS} administrator"
    running = row(route, methods, "beacon.now", may="other_manager", send=send)
    if stays:
        running = [*row(route, "GET", "beacon.now", goes="other_manager"),
                   *row(route, "POST", "beacon.now", may="other_manager", send=send)]  # fmt: skip
    return [
        *row(route, methods, "coming", may=may, refused={ONLY_DATES: minus(KNOWS_OF_MEETING, may)}, send=send),
        *running,
        *row(route, methods, "nothing", send=send),
    ]


def whoever_decides(route: str, send: str | None = None) -> list[Row]:
    """What the chair and the manager do with an item; the chair only with those they may see."""
    return [
        *row(route, "POST", "harbour.item", may=RUNS, refused={ONLY_RUNNING: "invited guest"}, send=send),
        *row(route, "POST", OTHERS, may=RUNS, refused={ONLY_RUNNING: "invited"}, send=send),
        *row(route, "POST", ENDED, may="manager", send=send),
        *row(route, "POST", "matter.item", may=RUNS, refused={ONLY_RUNNING: FOLLOWS}, send=send),
        *row(route, "POST", "approved.item", may="manager", send=send),
        *row(route, "POST", "beacon.now.item", may="other_manager", send=send),
    ]


def whoever_joins(route: str) -> list[Row]:
    """Taking an item with another one that they see too: the other centre's manager sees nothing to take it with."""
    return [
        *row(route, "POST", "harbour.item", may=RUNS, refused={ONLY_RUNNING: "invited guest"}, send="host"),
        *row(route, "POST", OTHERS, may=RUNS, refused={ONLY_RUNNING: "invited"}, send="host"),
        *row(route, "POST", ENDED, may="manager", send="host"),
        *row(route, "POST", "matter.item", may=RUNS, refused={ONLY_RUNNING: FOLLOWS}, send="host"),
        *row(route, "POST", "approved.item", may="manager", send="host"),
        *row(route, "POST", "beacon.now.item", send="host"),
    ]


def how_it_went(route: str) -> list[Row]:
    """A series' figures, in which no family stands: who is expected at its meetings, and who keeps it."""
    return [
        *row(route, "GET", "rowan.series", may=KNOWS_OF_MEETING, refused={ONLY_HOW: minus(MEMBERS, KNOWS_OF_MEETING)}),
        *row(route, "GET", "beacon.series", may="other_manager", refused={ONLY_HOW: "other_worker"}),
        *row(route, "GET", "nothing"),
    ]


def an_item(route: str) -> list[Row]:
    """Reading an item."""
    return [
        *row(route, "GET", ["harbour.item", "decided.item"], may=f"{MAY_KNOW} guest"),
        *row(route, "GET", OTHERS, may=MAY_KNOW),
        *row(route, "GET", ENDED, may="manager"),
        *row(route, "GET", "matter.item", may=EXPECTED),
        *row(route, "GET", "approved.item", may="manager"),
        *row(route, "GET", ["beacon.now.item", "beacon.last.item"], may="other_manager"),
        *row(route, "GET", "nothing"),
    ]


def a_view(route: str, send: str) -> list[Row]:
    """Giving the view of the trust, for which chair and invited come."""
    return [
        *row(route, "POST", "harbour.item", may=f"{MAY_KNOW} guest", send=send),
        *row(route, "POST", OTHERS, may=MAY_KNOW, send=send),
        *row(route, "POST", ENDED, may="manager", send=send),
        *row(route, "POST", "matter.item", may=MAY_KNOW, refused={"can write its view": "excluded"}, send=send),
        *row(route, "POST", "approved.item", may="manager", send=send),
    ]


def guests_chosen(route: str, methods: str, send: str = "", after: str = "") -> list[Row]:
    """Choosing the guests of an item: who may decide it; `after` follows the item's name in a place."""

    def at(*items: str) -> list[str]:
        return [f"{item}{after}" for item in items]

    return [
        *row(route, methods, at("harbour.item"), may=RUNS, refused={ONLY_RUNNING: "invited guest"}, send=send or None),
        *row(route, methods, at(*OTHERS), may=RUNS, refused={ONLY_RUNNING: "invited"}, send=send or None),
        *row(route, methods, at(*ENDED), may="manager", send=send or None),
        *row(route, methods, at("matter.item"), may=RUNS, refused={ONLY_RUNNING: FOLLOWS}, send=send or None),
    ]


def the_minutes(route: str, places: tuple[str, str], beside: str) -> list[Row]:
    """Everybody expected reads their agency's edition, also after approval; a guest their items' (the last meeting)."""
    last, before = places
    return [
        *row(route, "GET", last, may=f"{EXPECTED} guest"),
        *row(route, "GET", before, may=EXPECTED),
        *row(route, "GET", beside, may="other_manager"),
        *row(route, "GET", "nothing"),
    ]


PAGES = [
    *row("my_fortnight", "GET", may=SIGNED_IN),
    *row("reminders_seen", "POST", may="lead", idle=minus(SIGNED_IN, "lead"), send="reminder"),
    *row("glossary", "GET", may=SIGNED_IN),
    *row("accessibility", "GET", may=SIGNED_IN, anonymous="may"),
    *row("meetings", "GET", may=SIGNED_IN),
    *row("meeting", "GET", ("now", "last"), may=WITH_GUEST),
    *row("meeting", "GET", ("before", "coming"), may=KNOWS_OF_MEETING),
    *row("meeting", "GET", ("beacon.now", "beacon.last"), may="other_manager"),
    *row("meeting", "GET", "nothing"),
    *row("meeting_now", "GET", ("now", "last"), may=WITH_GUEST),
    *row("meeting_now", "GET", "coming", may=KNOWS_OF_MEETING),
    *row("meeting_now", "GET", "beacon.now", may="other_manager"),
    *whoever_runs("meeting_open", "POST"),
    *whoever_runs("attendance_record", "GET POST"),
    *whoever_runs("chair_change", "GET POST"),
    *whoever_changes_dates("meeting_move", "GET POST", "move_form", stays=True),
    *whoever_changes_dates("meeting_cancel", "GET POST", "reason", stays=True),
    *whoever_runs("item_add", "GET POST"),
    *whoever_runs("agenda_take_late", "POST"),
    *whoever_runs("meeting_close", "GET POST"),
    # The action is of a family: whoever may not know it is not asked about it.
    *row("meeting_outcome", "POST", "now", may=RUNS, refused={ONLY_RUNNING: "invited"}, send="outcome_form"),
    *an_item("item"),
    *whoever_decides("item_autosave", "item_form"),
    *whoever_decides("item_outcome", "item_form"),
    *whoever_decides("item_decide", "decide_form"),
    *whoever_decides("item_put_off", "because"),
    *whoever_decides("item_undo"),
    *guests_chosen("item_guests", "GET POST", "guest_form"),
    *guests_chosen("item_guest_take_back", "POST", after=".guest"),
    *whoever_decides("item_split", "part_form"),
    *whoever_joins("item_together"),
    *whoever_decides("item_apart"),
    *whoever_decides("item_move", "place_form"),
    *a_view("item_view", "view_form"),
    *the_minutes("minutes", ("last", "before"), "beacon.last"),
    *the_minutes("minutes_pdf", ("last", "before"), "beacon.last"),
    *row("minutes_state", "GET", "last", may=f"{EXPECTED} guest"),
    *row("minutes_state", "GET", "before", may=EXPECTED),
    *row("minutes_state", "GET", "beacon.last", may="other_manager"),
    *row("minutes_release", "POST", "last", may=RUNS, refused={ONLY_RUNNING: f"{FOLLOWS} guest"}),
    *row("minutes_release", "POST", "beacon.last", may="other_manager"),
    *row("minutes_approve", "POST", "last", may=RUNS, refused={ONLY_RUNNING: f"{FOLLOWS} guest"}),
    *row("minutes_approve", "POST", "beacon.last", may="other_manager"),
    *row("minutes_correct", "GET POST", "last", may=RUNS, refused={ONLY_RUNNING: f"{FOLLOWS} guest"}),
    *row("minutes_correct", "GET POST", "before", may=RUNS, refused={ONLY_RUNNING: FOLLOWS}),
    *row("minutes_correct", "GET POST", "beacon.last", may="other_manager"),
    # Without a centre named: one's own.
    *row("series_start", "GET POST", may=f"{KEEPERS} other_manager",
         refused={ONLY_SERIES: f"{minus(MEMBERS, KEEPERS)} other_worker left"}),
    *row("series_start", "GET POST", ask="centre={rowan.centre}", may=KEEPERS,
         refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)}),
    *row("series", "GET POST", "rowan.series", may=KEEPERS, refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)}),
    *row("calendar", "GET POST", may=SIGNED_IN),
    *row("calendar_revoke", "POST", may=SIGNED_IN),
    # Whoever knows the address: a calendar program has no session.
    *row("calendar_feed", "GET", "invited.calendar", may=SIGNED_IN, anonymous="may"),
    *whoever_changes_dates("meeting_link", "GET POST", "link"),
    *row("series_link", "GET POST", "rowan.series", may=KEEPERS, refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)},
         send="link"),
    *row("series_link", "GET POST", "beacon.series", may="other_manager", refused={ONLY_SERIES: "other_worker"},
         send="link"),
    *row("absences", "GET POST", may=SIGNED_IN, send="away_form"),
    *row("absence_take_back", "POST", "invited.absence", may=f"{KEEPERS} invited"),
    *row("absence_take_back", "POST", "nothing"),
    *row("series_absences", "GET POST", "rowan.series", may=KEEPERS, refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)}),
    *row("series_absences", "GET POST", "beacon.series", may="other_manager", refused={ONLY_SERIES: "other_worker"}),
    *row("series", "GET POST", "beacon.series", may="other_manager", refused={ONLY_SERIES: "other_worker"}),
    *how_it_went("series_over_time"),
    *row("family_letter", "GET POST", "decided.item", may="manager chair lead deputy",
         refused={ONLY_LETTER: "invited guest"}, send="letter"),
    *row("family_letter", "GET POST", "approved.item", may="manager lead deputy", send="letter"),
    *row("family_letter", "GET POST", "beacon.last.item", may="other_manager other_worker", send="letter"),
    *row("family_letter", "GET POST", [*KNOWN, "matter.item", "beacon.now.item", "nothing"], send="letter"),
]  # fmt: skip

API = [
    *row("meeting-list", "GET", may=SIGNED_IN),
    *row("minutes-list", "GET", may=SIGNED_IN),
    *row("meeting-detail", "GET", ("now", "last"), may=WITH_GUEST),
    *row("meeting-detail", "GET", ("before", "coming"), may=KNOWS_OF_MEETING),
    *row("meeting-detail", "GET", ("beacon.now", "beacon.last"), may="other_manager"),
    *whoever_runs("meeting-attendance", "POST", "attendance"),
    *whoever_runs("meeting-open", "POST"),
    *whoever_runs("meeting-close", "POST"),
    *whoever_changes_dates("meeting-move", "POST", "move"),
    *whoever_changes_dates("meeting-cancel", "POST", "reason"),
    *whoever_changes_dates("meeting-join-link", "POST", "link"),
    *whoever_runs("meeting-items", "POST", "title"),
    *whoever_runs("meeting-late", "POST"),
    *row("meeting-chair", "POST", "now", may=RUNS, refused={ONLY_RUNNING: f"{NOT_EXPECTED} guest"}, send="chair"),
    *row("meeting-chair", "POST", ("beacon.now", "nothing"), send="chair"),  # nobody of ours takes a chair there
    *row("meeting-outcome", "POST", "now", may=RUNS, refused={ONLY_RUNNING: "invited"}, send="outcome"),
    *an_item("item-detail"),
    *whoever_decides("item-start"),
    *whoever_decides("item-draft", "item_draft"),
    *whoever_decides("item-decide", "decide"),
    *whoever_decides("item-put-off", "because"),
    *whoever_decides("item-take-up"),
    *whoever_decides("item-undo"),
    *guests_chosen("item-invite", "POST", "guest"),
    *guests_chosen("item-uninvite", "POST", "uninvite"),
    *whoever_decides("item-split", "part"),
    *whoever_joins("item-together"),
    *whoever_decides("item-apart"),
    *whoever_decides("item-move", "place"),
    *a_view("item-view", "view"),
    *the_minutes("minutes-detail", ("last.minutes", "before.minutes"), "beacon.minutes"),
    *row("minutes-pdf", "GET", "last.minutes", may=f"{EXPECTED} guest"),
    *row("minutes-pdf", "GET", "nothing"),
    *row("minutes-release", "POST", "last.minutes", may=RUNS, refused={ONLY_RUNNING: f"{FOLLOWS} guest"}),
    *row("minutes-approve", "POST", "last.minutes", may=RUNS, refused={ONLY_RUNNING: f"{FOLLOWS} guest"},
         send="approve"),
    *row("minutes-correct", "POST", "last.minutes", may=RUNS, refused={ONLY_RUNNING: f"{FOLLOWS} guest"},
         send="words"),
    *row("series-list", "GET", may=SIGNED_IN),
    *row("series-list", "POST", may=KEEPERS, refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)}, send="series"),
    *row("series-detail", "GET", "rowan.series", may=KEEPERS, refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)}),
    *row("series-detail", "GET", "beacon.series", may="other_manager", refused={ONLY_SERIES: "other_worker"}),
    *row("series-members", "POST", "rowan.series", may=KEEPERS, refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)},
         send="add_member"),
    *row("series-members", "POST", "beacon.series", refused={ONLY_SERIES: "other_worker"}, send="add_member"),
    *row("series-quorum", "POST", "rowan.series", may=KEEPERS, refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)},
         send="quorum"),
    *row("series-quorum", "POST", "beacon.series", may="other_manager", refused={ONLY_SERIES: "other_worker"},
         send="quorum"),
    *how_it_went("series-over-time"),
    *row("series-join-link", "POST", "rowan.series", may=KEEPERS, refused={ONLY_SERIES: minus(MEMBERS, KEEPERS)},
         send="link"),
    *row("series-join-link", "POST", "beacon.series", may="other_manager", refused={ONLY_SERIES: "other_worker"},
         send="link"),
    *row("absence-list", "GET", may=SIGNED_IN),
    *row("absence-list", "POST", may=f"{KEEPERS} colleague",
         refused={ONLY_SERIES: minus(MEMBERS, f"{KEEPERS} colleague")}, send="away"),
    *row("absence-detail", "GET", "invited.absence", may=f"{KEEPERS} invited"),
    *row("absence-take-back", "POST", "invited.absence", may=f"{KEEPERS} invited"),
    *row("reminder-list", "GET", may=SIGNED_IN),
    *row("reminder-seen", "POST", may="lead", idle=minus(SIGNED_IN, "lead"), send="seen"),
]  # fmt: skip

assert set(NOWHERE.split()).isdisjoint(CASEWORKERS.split())
