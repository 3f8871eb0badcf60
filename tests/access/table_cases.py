"""Cases: whoever works with the family, by relation; nobody learns of any other.

Outsiders are told that there is nothing (404); who may open the case but not do this is told why (403).
"""

from tests.access.audiences import (
    BESIDE,
    COORDINATES,
    LEADS,
    ONLY_COORDINATE,
    ONLY_WORK,
    OPENS,
    READERS,
    SIGNED_IN,
    STILL_OPENS,
    WORKS,
)
from tests.access.policy import Row, minus, row

ONLY_OWNER = "Only the owner of the action, the lead professional or the centre's manager can do this."
ONLY_AGREED = "Only the person who agreed the action, the lead professional or the manager can take it back."
ONLY_MANAGER_OFFERS = "Between meetings only the centre's manager can offer a family to a lead professional."
ONLY_MANAGER_REOPENS = "Only the centre's manager can open a closed case again."
ONLY_ENDS = "Only the lead professional or the centre's manager can end this."
ONLY_CLOSES = "Only the lead professional or the centre's manager can close a case."
ONLY_RECORDED = "Only the person who recorded this contact can take it back."
ONLY_ADDRESS = "Only the lead professional or the centre's manager can ask for the address."
ONLY_LOOKS = "Only the centre's information lead says whether it was right."
ONLY_LIST = "Only a centre's information lead sees this list."
ONLY_WORKERS = "Only people who work with families at a centre, and neither administer it nor are its information lead"
NO_EMERGENCIES = "administrator information_lead stranger superuser"
ONLY_ASKED = "Only the person who was asked can answer."

OPEN_CASES = ("harbour", "mooring")  # a confidential address hides the address, not the case
ENDED_AGREEMENTS = ("ferry", "anchor")  # withdrawn, run out
PARTS = (
    "", "part=visits", "part=assessment", "part=plan", "part=reviews", "part=people", "part=notes", "part=advice",
    "part=agreement",
)  # fmt: skip


def of(what: str, *names: str) -> list[str]:
    """The places of one kind of several families."""
    return [f"{name}.{what}" for name in names]


def whoever_works(route: str, methods: str, what: str, send: str | None = None) -> list[Row]:
    """What the lead professional, the team and the manager do while the agreement is in force."""
    return [
        *row(route, methods, of(what, *OPEN_CASES), may=WORKS, refused={ONLY_WORK: READERS}, send=send),
        *after(route, methods, what, send),
    ]


def whoever_coordinates(
    route: str, methods: str, what: str, send: str | None = None, *, closed: bool = True, beside: bool = True
) -> list[Row]:
    """What the lead professional and the manager do. `closed`, `beside`: whether those cases have one, too."""
    refused = {ONLY_COORDINATE: minus(OPENS, COORDINATES)}
    return [
        *row(route, methods, of(what, *OPEN_CASES), may=COORDINATES, refused=refused, send=send),
        *after(route, methods, what, send, closed=closed, beside=beside),
    ]


def whoever_leads(
    route: str, methods: str, what: str, because: str, send: str | None = None, *, beside: bool = True
) -> list[Row]:
    """What the lead professional and the manager do, and who stands in does not."""
    return [
        *row(route, methods, of(what, *OPEN_CASES), may=LEADS, refused={because: minus(OPENS, LEADS)}, send=send),
        *row(route, methods, of(what, *ENDED_AGREEMENTS), may=LEADS, refused={because: "deputy"}, send=send),
        *row(route, methods, f"lantern.{what}", may="manager", send=send),
        *(row(route, methods, f"beacon.{what}", may=BESIDE, send=send) if beside else []),
    ]


def managers_own(route: str, methods: str, because: str, send: str | None = None, *, beside: bool = True) -> list[Row]:
    """What the manager alone does with a case. `beside`: whether it can be sent about another centre's."""
    told = minus(OPENS, "manager")
    return [
        *row(route, methods, of("case", *OPEN_CASES), may="manager", refused={because: told}, send=send),
        *row(route, methods, of("case", *ENDED_AGREEMENTS), may="manager", refused={because: "lead deputy"}, send=send),
        *row(route, methods, of("case", "lantern", "cutter"), may="manager", send=send),
        *(
            row(route, methods, "beacon.case", may="other_manager", refused={because: "other_worker"}, send=send)
            if beside
            else []
        ),
    ]


def after(
    route: str, methods: str, what: str, send: str | None = None, *, closed: bool = True, beside: bool = True
) -> list[Row]:
    """Agreement withdrawn or run out: manager and lead. Closed: the manager. Another centre's: its people. None: no."""
    return [
        *row(route, methods, of(what, *ENDED_AGREEMENTS), may=STILL_OPENS, send=send),
        *(row(route, methods, f"lantern.{what}", may="manager", send=send) if closed else []),
        *(row(route, methods, f"beacon.{what}", may=BESIDE, send=send) if beside else []),
    ]


def whoever_opens(route: str, what: str = "case", ask: tuple[str, ...] = ("",)) -> list[Row]:
    """What everybody reads who may open the case."""
    return [
        *row(route, "GET", of(what, *OPEN_CASES), may=OPENS, ask=ask),
        *row(route, "GET", of(what, *ENDED_AGREEMENTS), may=STILL_OPENS, ask=ask[-1:]),
        *row(route, "GET", of(what, "lantern", "cutter"), may="manager", ask=ask[-1:]),
        *row(route, "GET", f"beacon.{what}", may=BESIDE, ask=ask[-1:]),
        *row(route, "GET", "nothing"),
    ]


def an_action(route: str, methods: str, what: str, may: str, refused: str, because: str, send: str | None = None,
              still: str = "", closed: str = "") -> list[Row]:  # fmt: skip
    """Actions: the owner's while the family lets their agency know, and those of the cases one may open.

    `still`: who of them once the agreement has ended, beside manager and lead. `closed`: who once the case is closed,
    beside the manager: actions stay with their owners.
    """
    told = {because: refused} if refused else {}
    owner = {because: still} if still and still not in may.split() else {}
    still_may = still if still in may.split() else ""
    return [
        *row(route, methods, of(what, *OPEN_CASES), may=may, refused=told, send=send),
        *row(route, methods, of(what, *ENDED_AGREEMENTS), may=f"{STILL_OPENS} {still_may}", refused=owner, send=send),
        *row(route, methods, f"lantern.{what}", may=f"manager {closed or still_may}", refused=owner, send=send),
    ]


PAGES = [
    *row("cases", "GET", may=SIGNED_IN, ask=("", "state=all&name=zq")),
    *row("actions", "GET", may=SIGNED_IN, ask=("", "who=all")),
    *whoever_opens("case", ask=PARTS),
    *whoever_opens("case_who"),
    *row("case_address", "GET POST", of("case", *OPEN_CASES), may=COORDINATES,
         refused={ONLY_ADDRESS: minus(OPENS, COORDINATES)}),
    *after("case_address", "GET POST", "case"),
    *row("break_glass", "GET POST", may=minus(SIGNED_IN, NO_EMERGENCIES), refused={ONLY_WORKERS: NO_EMERGENCIES}),
    *row("break_glass_uses", "GET", may="information_lead", refused={ONLY_LIST: minus(SIGNED_IN, "information_lead")}),
    *row("break_glass_review", "GET POST", of("use", *OPEN_CASES), may="information_lead",
         refused={ONLY_LOOKS: "manager"}),
    *whoever_works("contact_record", "GET POST", "case"),
    *whoever_works("offer_record", "GET POST", "case"),
    *whoever_works("offer_answer", "GET POST", "offer"),
    *whoever_works("offer_came", "GET POST", "offer"),
    *whoever_works("refusal_next", "GET POST", "refused"),
    *whoever_works("goal_set", "GET POST", "case"),
    *whoever_works("goal_change", "GET POST", "goal"),
    *whoever_works("goal_give_up", "GET POST", "goal"),
    *whoever_works("goal_reach", "POST", "goal"),
    *whoever_works("action_agree", "GET POST", "case"),
    *whoever_coordinates("progress_report", "GET POST", "case"),
    *whoever_coordinates("team_join", "GET POST", "case"),
    *whoever_coordinates("case_share", "GET POST", "case"),
    *whoever_coordinates("share_end", "POST", "share"),
    *whoever_coordinates("next_review_set", "GET POST", "case"),
    *whoever_coordinates("review_hold", "GET POST", "review", closed=False),
    *whoever_coordinates("review_copy", "GET POST", "held"),
    *whoever_coordinates("tier_change", "GET POST", "case"),
    *whoever_leads("case_close", "GET POST", "case", ONLY_CLOSES),
    *whoever_coordinates("agreement_renew", "GET POST", "case"),
    *whoever_coordinates("wishes_revise", "GET POST", "case"),
    *row("agreement_end", "GET POST", of("case", *OPEN_CASES), may=COORDINATES,
         refused={ONLY_COORDINATE: minus(OPENS, COORDINATES)}),
    *row("agreement_end", "GET POST", of("case", *ENDED_AGREEMENTS), goes=STILL_OPENS),  # there is none to end
    *row("agreement_end", "GET POST", "lantern.case", may="manager"),
    *managers_own("lead_offer", "GET POST", ONLY_MANAGER_OFFERS),
    *managers_own("case_reopen", "GET POST", ONLY_MANAGER_REOPENS),
    *whoever_leads("lead_end", "GET POST", "lead", ONLY_ENDS),
    *row("lead_take_back", "POST", "cutter.offer_to_lead", may="manager"),
    *row("lead_answer", "GET POST", "cutter.offer_to_lead", may="asked", refused={ONLY_ASKED: "manager"}),
    *row("lead_answer", "GET POST", of("lead", *OPEN_CASES), may="lead", refused={ONLY_ASKED: minus(OPENS, "lead")}),
    *row("lead_answer", "GET POST", of("lead", *ENDED_AGREEMENTS), may="lead",
         refused={ONLY_ASKED: "manager deputy"}),
    *row("lead_answer", "GET POST", "lantern.lead", refused={ONLY_ASKED: "manager"}),
    *row("team_leave", "POST", of("member", *OPEN_CASES), may=WORKS, refused={ONLY_COORDINATE: READERS}),
    *after("team_leave", "POST", "member"),
    *row("contact_take_back", "POST", of("contact", *OPEN_CASES), may="lead",
         refused={ONLY_RECORDED: minus(OPENS, "lead")}),
    *row("contact_take_back", "POST", of("contact", *ENDED_AGREEMENTS), may="lead",
         refused={ONLY_RECORDED: "manager deputy"}),
    *row("contact_take_back", "POST", "lantern.contact", refused={ONLY_RECORDED: "manager"}),
    *an_action("action_finish", "GET POST", "action", f"{COORDINATES} owner", f"team {READERS}", ONLY_OWNER,
               still="owner"),
    *an_action("action_reopen", "POST", "done", COORDINATES, f"team {READERS}", ONLY_OWNER, closed="lead"),
    *an_action("action_take_back", "POST", "action", COORDINATES, f"owner team {READERS}", ONLY_AGREED,
               still="owner"),
]  # fmt: skip

API = [
    *row("case-list", "GET", may=SIGNED_IN),
    *row("review-list", "GET", may=SIGNED_IN),
    *row("lead-list", "GET", may=SIGNED_IN),
    *row("action-list", "GET", may=SIGNED_IN, ask=("", "open=true")),
    *whoever_opens("case-detail"),
    *whoever_opens("case-seen-by"),
    *row("breakglass-list", "GET", may=SIGNED_IN),
    *row("breakglass-list", "POST", may=minus(SIGNED_IN, NO_EMERGENCIES), refused={ONLY_WORKERS: NO_EMERGENCIES},
         send="emergency"),
    *row("breakglass-review", "POST", of("use", *OPEN_CASES), may="information_lead",
         refused={ONLY_LOOKS: "manager"}, send="looked"),
    *whoever_opens("case-contacts"),
    *whoever_opens("case-offers"),
    *whoever_opens("case-goals"),
    *whoever_opens("case-reviews"),
    *whoever_opens("case-team"),
    *whoever_opens("case-shares"),
    *whoever_works("case-contacts", "POST", "case", "contact"),
    *whoever_works("case-offers", "POST", "case", "offer"),
    *whoever_works("case-goals", "POST", "case", "goal"),
    *whoever_works("offer-answer", "POST", "offer", "answer"),
    *whoever_works("offer-came", "POST", "offer", "came"),
    *whoever_works("offer-next", "POST", "refused", "next_step"),
    *whoever_works("goal-change", "POST", "goal", "goal"),
    *whoever_works("goal-give-up", "POST", "goal", "give_up"),
    *whoever_works("goal-reach", "POST", "goal"),
    *whoever_works("goal-reopen", "POST", "goal"),
    *whoever_coordinates("case-progress", "POST", "case", "words"),
    *whoever_coordinates("case-team", "POST", "case", "member", beside=False),
    *whoever_coordinates("case-share", "POST", "case", "share", beside=False),
    *whoever_coordinates("case-end-share", "POST", "share"),
    *row("team-member-leave", "POST", of("member", *OPEN_CASES), may=WORKS, refused={ONLY_COORDINATE: READERS}),
    *after("team-member-leave", "POST", "member"),
    *row("contact-take-back", "POST", of("contact", *OPEN_CASES), may="lead",
         refused={ONLY_RECORDED: minus(OPENS, "lead")}),
    *row("contact-take-back", "POST", of("contact", *ENDED_AGREEMENTS), may="lead",
         refused={ONLY_RECORDED: "manager deputy"}),
    *row("contact-take-back", "POST", "lantern.contact", refused={ONLY_RECORDED: "manager"}),
    *whoever_coordinates("case-tier", "POST", "case", "tier"),
    *whoever_coordinates("case-next-review", "POST", "case", "next"),
    *whoever_leads("case-close", "POST", "case", ONLY_CLOSES, "close"),
    *whoever_coordinates("review-hold", "POST", "review", "hold", closed=False),
    *managers_own("case-offer-lead", "POST", ONLY_MANAGER_OFFERS, "person", beside=False),
    *managers_own("case-reopen", "POST", ONLY_MANAGER_REOPENS, "reason"),
    *row("lead-accept", "POST", "cutter.offer_to_lead", may="asked", refused={ONLY_ASKED: "manager"}),
    *row("lead-decline", "POST", "cutter.offer_to_lead", may="asked", refused={ONLY_ASKED: "manager"}, send="reason"),
    *row("lead-take-back", "POST", "cutter.offer_to_lead", may="manager", refused={ONLY_MANAGER_OFFERS: "asked"}),
    *whoever_leads("lead-end", "POST", "lead", ONLY_ENDS, "reason"),
    *row("action-list", "POST", may=WORKS, refused={ONLY_WORK: READERS}, send="action"),
    *an_action("action-detail", "GET", "action", f"{OPENS} owner", "", "", still="owner"),
    *an_action("action-finish", "POST", "action", f"{COORDINATES} owner", f"team {READERS}", ONLY_OWNER, "finish",
               still="owner"),
    *an_action("action-reopen", "POST", "done", COORDINATES, f"team {READERS}", ONLY_OWNER, closed="lead"),
    *an_action("action-take-back", "POST", "action", COORDINATES, f"owner team {READERS}", ONLY_AGREED,
               still="owner"),
]  # fmt: skip
