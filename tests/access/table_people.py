"""Who is around a family: what members of the team contribute, others outside it, and to whom people answer."""

from tests.access.audiences import (
    COORDINATES,
    KEEPERS,
    MEMBERS,
    ONLY_COORDINATE,
    ONLY_DIRECTORY,
    OPENS,
    READERS,
    WORKS,
)
from tests.access.policy import minus, row
from tests.access.table_cases import OPEN_CASES, after, of, whoever_opens, whoever_works

ONLY_WRITE = "Only who works with the family, or supervises its lead professional, can write to the others."
OWN_PART = "You cannot change your own membership."


def who_changes_a_part(route, methods, send=None):
    """Whoever keeps the directory, for others."""
    told = {ONLY_DIRECTORY: minus(MEMBERS, f"{KEEPERS} colleague"), OWN_PART: "colleague"}
    beside = {ONLY_DIRECTORY: "other_worker"}
    return [
        *row(route, methods, "rowan.job", may=KEEPERS, refused=told, send=send),
        *row(route, methods, "beacon.job", may="other_manager", refused=beside, send=send),
    ]


def who_says_what_they_contribute(route, methods, send=None):
    """The member themselves, the lead professional and the manager."""
    may = {"may": WORKS, "refused": {ONLY_COORDINATE: READERS}}
    return [*row(route, methods, of("member", *OPEN_CASES), **may, send=send), *after(route, methods, "member", send)]


def who_writes(route, methods, send=None):
    """Who works with the family, or supervises its lead; who only reads the case is told why not."""
    may = f"{WORKS} supervisor"
    refused = {ONLY_WRITE: minus(READERS, "supervisor")}
    return [
        *row(route, methods, of("case", *OPEN_CASES), may=may, refused=refused, send=send),
        *after(route, methods, "case", send),
    ]


PAGES = [
    *who_changes_a_part("membership_change", "GET POST"),
    *who_says_what_they_contribute("team_change", "GET POST"),
    *whoever_works("other_involve", "GET POST", "case"),
    *whoever_works("other_change", "GET POST", "other"),
    *whoever_works("other_end", "POST", "other"),
    *who_writes("message_write", "GET POST"),
    *row("case_seen", "GET", of("case", *OPEN_CASES), may=COORDINATES,
         refused={ONLY_COORDINATE: minus(OPENS, COORDINATES)}),
    *after("case_seen", "GET", "case"),
]  # fmt: skip

API = [
    *who_changes_a_part("membership-change", "POST", "answers_to"),
    *who_says_what_they_contribute("team-member-change", "POST", "contribution"),
    *whoever_opens("case-others"),
    *whoever_works("case-others", "POST", "case", "other"),
    *whoever_works("other-change", "POST", "other", "other"),
    *whoever_works("other-end", "POST", "other"),
    *whoever_opens("case-messages"),
    *who_writes("case-messages", "POST", "message"),
]
