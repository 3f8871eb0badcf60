"""Restricted notes: the member of the team who wrote it, the supervisor who is named, the manager; nobody else."""

from tests.access.audiences import ONLY_WORK, READERS, WORKS
from tests.access.policy import Row, minus, row
from tests.access.table_cases import ENDED_AGREEMENTS, OPEN_CASES, after, of, whoever_opens, whoever_works

ONLY_CHOOSES = "Only the person who wrote the note and the centre's manager choose who reads it."
READS = "manager team supervisor"


def reading(route: str) -> list[Row]:
    """Reading a note."""
    return [
        *row(route, "GET", of("note", *OPEN_CASES), may=READS),
        *row(route, "GET", of("note", *ENDED_AGREEMENTS, "lantern"), may="manager"),
        *row(route, "GET", of("supervision", *OPEN_CASES), may="manager lead supervisor"),
        *row(route, "GET", of("supervision", *ENDED_AGREEMENTS), may="manager lead"),
        *row(route, "GET", "lantern.supervision", may="manager"),
        *row(route, "GET", "beacon.note", may="other_manager"),
        *row(route, "GET", "nothing"),
    ]


def choosing(route: str, methods: str, what: str, send: str | None = None) -> list[Row]:
    """Naming readers, and taking them away."""
    told = {ONLY_CHOOSES: "supervisor"}
    return [
        *row(route, methods, of(what, *OPEN_CASES), may="manager team", refused=told, send=send),
        *row(route, methods, of(what, *ENDED_AGREEMENTS, "lantern"), may="manager", send=send),
        *row(route, methods, f"beacon.{what}", may="other_manager"),
    ]


def of_supervision(route: str, methods: str, send: str | None = None) -> list[Row]:
    """The same of a note of supervision: who wrote it, and the manager."""
    told, still = {ONLY_CHOOSES: "lead"}, of("supervision", *ENDED_AGREEMENTS)
    return [
        *row(route, methods, of("supervision", *OPEN_CASES), may="manager supervisor", refused=told, send=send),
        *row(route, methods, still, may="manager", refused=told, send=send),
    ]


PAGES = [
    *row(
        "restricted_note_write",
        "GET POST",
        of("case", *OPEN_CASES),
        may=f"{WORKS} supervisor",
        refused={ONLY_WORK: minus(READERS, "supervisor")},
    ),
    *after("restricted_note_write", "GET POST", "case"),
    *reading("restricted_note"),
    *choosing("note_readers", "GET POST", "note"),
    *of_supervision("note_readers", "GET POST"),
    *choosing("note_reader_end", "POST", "note_reader"),
]

API = [
    *whoever_opens("case-notes"),
    *whoever_works("case-notes", "POST", "case", "note"),
    *reading("note-detail"),
    *choosing("note-readers", "POST", "note", "readers"),
    *of_supervision("note-readers", "POST", "readers"),
    *choosing("note-end-reader", "POST", "reader_of_note"),
]
