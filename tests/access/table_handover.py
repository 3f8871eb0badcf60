"""From one colleague to another: actions passed on, families handed over, families that nobody leads."""

from tests.access.audiences import COORDINATES, OPENS, READERS, SIGNED_IN, STILL_OPENS
from tests.access.policy import minus, row
from tests.access.table_cases import (
    ENDED_AGREEMENTS,
    ONLY_ASKED,
    ONLY_MANAGER_OFFERS,
    OPEN_CASES,
    an_action,
    of,
    whoever_leads,
    whoever_opens,
)

ONLY_PASSES = "Only the owner of the action, the lead professional or the centre's manager can pass it on."
ONLY_HANDS = "Only the lead professional or the centre's manager can hand a family over."
ONLY_SEES = "Only a centre's manager sees the list of families that nobody leads."


def who_is_asked(route, methods, send=None):
    """Who is asked to take the lead's action on answers; who sees the action is told why not they."""
    return [
        *row(route, methods, of("pass_on", *OPEN_CASES), may="asked", refused={ONLY_ASKED: OPENS}, send=send),
        *row(route, methods, of("pass_on", *ENDED_AGREEMENTS), refused={ONLY_ASKED: STILL_OPENS}, send=send),
        *row(route, methods, "lantern.pass_on", refused={ONLY_ASKED: "manager lead"}, send=send),
        *row(route, methods, "nothing", send=send),
    ]


def who_takes_back(route, asked=""):
    """Who asked, the lead professional and the manager. `asked`: who is asked is told why not, over the API."""
    told = f"team {READERS} {asked}"
    return [
        *row(route, "POST", of("pass_on", *OPEN_CASES), may=COORDINATES, refused={ONLY_PASSES: told}),
        *row(route, "POST", of("pass_on", *ENDED_AGREEMENTS), may=STILL_OPENS),
        *row(route, "POST", "lantern.pass_on", may="manager lead"),
    ]


def who_reads_a_briefing(route):
    """For whom it was written, as long as they lead; who stands in; the manager; for everybody else there is none."""
    return [
        *row(route, "GET", of("briefing", *OPEN_CASES, *ENDED_AGREEMENTS), may=COORDINATES),
        *row(route, "GET", "lantern.briefing", may="manager"),
        *row(route, "GET", "beacon.briefing", may="other_manager other_worker"),
        *row(route, "GET", "nothing"),
    ]


def who_settles(route):
    """What becomes of a take-over that was declined is the manager's."""
    told = minus(OPENS, "manager")
    return [
        *row(route, "POST", of("declined", *OPEN_CASES), may="manager", refused={ONLY_MANAGER_OFFERS: told}),
        *row(
            route,
            "POST",
            of("declined", *ENDED_AGREEMENTS),
            may="manager",
            refused={ONLY_MANAGER_OFFERS: "lead deputy"},
        ),
        *row(route, "POST", "lantern.declined", may="manager"),
        *row(route, "POST", "beacon.declined", may="other_manager", refused={ONLY_MANAGER_OFFERS: "other_worker"}),
    ]


PAGES = [
    *an_action("action_pass_on", "GET POST", "action", f"{COORDINATES} owner", f"team {READERS}", ONLY_PASSES,
               still="owner"),
    *who_is_asked("pass_on_answer", "GET POST"),
    *who_takes_back("pass_on_take_back"),
    *whoever_leads("lead_hand_over", "GET POST", "case", ONLY_HANDS),
    *who_reads_a_briefing("briefing"),
    *who_settles("take_over_settle"),
    *row("cases_without_lead", "GET", may="manager other_manager",
         refused={ONLY_SEES: minus(SIGNED_IN, "manager other_manager")}),
]  # fmt: skip

API = [
    *an_action("action-pass-on", "POST", "action", f"{COORDINATES} owner", f"team {READERS}", ONLY_PASSES, "pass_on",
               still="owner"),
    *row("pass-on-list", "GET", may=SIGNED_IN),
    *who_is_asked("pass-on-accept", "POST"),
    *who_is_asked("pass-on-decline", "POST", "reason"),
    *who_takes_back("pass-on-take-back", "asked"),
    *whoever_opens("case-leads"),
    *whoever_leads("case-hand-over", "POST", "case", ONLY_HANDS, "hand_over", beside=False),
    *who_reads_a_briefing("briefing-detail"),
    *who_settles("lead-settle"),
]  # fmt: skip
