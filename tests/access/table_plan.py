"""The assessment: finished for everybody who opens the case, drafts for those who work with it; the plan's copy."""

from tests.access.audiences import BESIDE, COORDINATES, ONLY_COORDINATE, ONLY_WORK, OPENS, READERS, STILL_OPENS, WORKS
from tests.access.policy import Row, minus, row
from tests.access.table_cases import (
    ENDED_AGREEMENTS,
    OPEN_CASES,
    after,
    an_action,
    of,
    whoever_coordinates,
    whoever_opens,
    whoever_works,
)


def reading(route: str) -> list[Row]:
    """Reading a finished version."""
    return [
        *row(route, "GET", of("assessment", *OPEN_CASES), may=OPENS),
        *row(route, "GET", of("assessment", *ENDED_AGREEMENTS), may=STILL_OPENS),
        *row(route, "GET", "lantern.assessment", may="manager"),
        *row(route, "GET", "beacon.assessment", may=BESIDE),
        *row(route, "GET", "nothing"),
    ]


def writing(route: str, methods: str, send: str | None = None) -> list[Row]:
    """What is half said is there for those who work with the family alone; for all others there is nothing."""
    return [
        *row(route, methods, of("draft", *OPEN_CASES), may=WORKS, send=send),
        *after(route, methods, "draft", send),
    ]


PAGES = [
    *whoever_works("assessment_begin", "POST", "case"),
    *writing("assessment_write", "GET POST"),
    *writing("assessment_discard", "POST"),
    *reading("assessment"),
    *row("assessment_copy", "GET POST", of("assessment", *OPEN_CASES), may=COORDINATES,
         refused={ONLY_COORDINATE: minus(OPENS, COORDINATES)}),
    *after("assessment_copy", "GET POST", "assessment"),
    *whoever_coordinates("plan_copy", "GET POST", "case"),
    *an_action("action_goal", "GET POST", "action", WORKS, f"owner {READERS}", ONLY_WORK, still="owner"),
]  # fmt: skip

API = [
    *whoever_opens("case-assessments"),
    *whoever_works("case-assessments", "POST", "case"),
    *reading("assessment-detail"),
    *writing("assessment-save", "POST", "assessed"),
    *writing("assessment-finish", "POST"),
    *writing("assessment-discard", "POST"),
    *an_action("action-goal", "POST", "action", WORKS, f"owner {READERS}", ONLY_WORK, "serve", still="owner"),
]
