"""Who is around a family: what members of the team contribute, others outside it, and to whom people answer."""

from tests.access.audiences import KEEPERS, MEMBERS, ONLY_COORDINATE, ONLY_DIRECTORY, READERS, WORKS
from tests.access.policy import minus, row
from tests.access.table_cases import OPEN_CASES, after, of, whoever_opens, whoever_works

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


PAGES = [
    *who_changes_a_part("membership_change", "GET POST"),
    *who_says_what_they_contribute("team_change", "GET POST"),
    *whoever_works("other_involve", "GET POST", "case"),
    *whoever_works("other_change", "GET POST", "other"),
    *whoever_works("other_end", "POST", "other"),
]

API = [
    *who_changes_a_part("membership-change", "POST", "answers_to"),
    *who_says_what_they_contribute("team-member-change", "POST", "contribution"),
    *whoever_opens("case-others"),
    *whoever_works("case-others", "POST", "case", "other"),
    *whoever_works("other-change", "POST", "other", "other"),
    *whoever_works("other-end", "POST", "other"),
]
