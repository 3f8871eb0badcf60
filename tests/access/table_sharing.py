"""Sharing decisions and the family's copy: who decides, who sees each, and who hands the family its own record."""

from tests.access.audiences import BESIDE, COORDINATES, ONLY_COORDINATE, OPENS, READERS, SIGNED_IN, STILL_OPENS
from tests.access.policy import Row, minus, row
from tests.access.table_cases import ENDED_AGREEMENTS, OPEN_CASES, of, whoever_opens

ONLY_LISTS = "Only a centre's manager and its information lead have the list of sharing decisions."
ONLY_SEES = "Only the centre's information lead marks sharing decisions as seen."
ONLY_DECIDES = "and a link social worker who takes part can record a sharing decision."
ONLY_COPIES = "Only the lead professional or the centre's manager can make the family's copy."
ANSWERS_FOR = "manager information_lead"
WORKED = (*OPEN_CASES, *ENDED_AGREEMENTS, "lantern")
DECIDES = f"{COORDINATES} supervisor"  # the supervisor of this world is a link social worker


def a_decision(route: str) -> list[Row]:
    """Reading a decision outside its case."""
    return [
        *row(route, "GET", of("decision", *WORKED), may=ANSWERS_FOR),
        *row(route, "GET", "beacon.decision", may="other_manager"),
        *row(route, "GET", "nothing"),
    ]


def seeing_a_decision(route: str) -> list[Row]:
    """Marking it as seen."""
    return [
        *row(route, "POST", of("decision", *WORKED), may="information_lead", refused={ONLY_SEES: "manager"}),
        *row(route, "POST", "beacon.decision", refused={ONLY_SEES: "other_manager"}),
    ]


def deciding_in_a_case(route: str, methods: str, send: str | None = None) -> list[Row]:
    """Recording a decision where the work is."""
    told = {ONLY_DECIDES: minus(OPENS, DECIDES)}
    return [
        *row(route, methods, of("case", *OPEN_CASES), may=DECIDES, refused=told, send=send),
        *row(route, methods, of("case", *ENDED_AGREEMENTS), may=STILL_OPENS, send=send),
        *row(route, methods, "lantern.case", may="manager", send=send),
        *row(route, methods, "beacon.case", may=BESIDE, send=send),
    ]


def settling(route: str, methods: str, *, api: bool) -> list[Row]:
    """Going on without agreement: there is nothing to settle while it is in force, or once the case is closed."""
    told = {ONLY_COORDINATE: minus(OPENS, COORDINATES)}
    how, send = ("may" if api else "goes"), ("sharing" if api else None)
    return [
        *row(route, methods, of("case", *ENDED_AGREEMENTS), may=STILL_OPENS, send=send),
        *row(route, methods, of("case", *OPEN_CASES), **{how: COORDINATES}, refused=told, send=send),
        *row(route, methods, "lantern.case", **{how: "manager"}, send=send),
        *row(route, methods, "beacon.case", **{how: BESIDE}, send=send),
    ]


def the_copy(route: str, how: str = "may") -> list[Row]:
    """The family's copy, for the manager and the lead professional."""
    told = {ONLY_COPIES: f"team {READERS}"}
    return [
        *row(route, "GET", of("family", *OPEN_CASES), **{how: COORDINATES}, refused=told),
        *row(route, "GET", of("family", *ENDED_AGREEMENTS), **{how: STILL_OPENS}),
        *row(route, "GET", of("family", "lantern", "cutter", "quay", "skiff", "tiller"), **{how: "manager"}),
        *row(route, "GET", "beacon.family", **{how: BESIDE}),
        *row(route, "GET", "nothing"),
    ]


def the_pdf_of_it(route: str) -> list[Row]:
    """The PDF, for the manager who has asked for it: others have their own made, of what they may know."""
    return [
        *row(route, "GET", "harbour.copy", may="manager", refused={ONLY_COPIES: f"team {READERS}"}),
        *row(route, "GET", "beacon.copy", may="other_manager"),
    ]


PAGES = [
    *row("sharing_decisions", "GET", may=f"{ANSWERS_FOR} other_manager", ask=("", "show=unseen"),
         refused={ONLY_LISTS: minus(SIGNED_IN, f"{ANSWERS_FOR} other_manager")}),
    *a_decision("sharing_decision"),
    *seeing_a_decision("decision_seen"),
    *row("sharing_decision_record", "GET POST", of("family", *WORKED, "quay", "skiff", "tiller"), may="manager"),
    *row("sharing_decision_record", "GET POST", "beacon.family", may="other_manager"),
    *deciding_in_a_case("sharing_decide", "GET POST"),
    *settling("case_settle", "GET POST", api=False),
    *the_copy("family_copy"),
    *the_copy("family_copy_pdf", "goes"),
    *the_pdf_of_it("family_copy_ready"),
    *the_pdf_of_it("family_copy_state"),
    *the_pdf_of_it("family_copy_open"),
]  # fmt: skip

API = [
    *row("sharing-decision-list", "GET", may=SIGNED_IN),
    *row("sharing-decision-list", "POST", may="manager", send="sharing_family"),
    *a_decision("sharing-decision-detail"),
    *seeing_a_decision("sharing-decision-seen"),
    *whoever_opens("case-sharing-decisions"),
    *deciding_in_a_case("case-sharing-decisions", "POST", "sharing"),
    *settling("case-go-on", "POST", api=True),
]
