"""Advice: who works with the family asks, who is asked answers; who takes part in the work or supervises it reads."""

from tests.access.audiences import COORDINATES, ONLY_WORK, READERS, SIGNED_IN, STILL_OPENS, WORKS
from tests.access.policy import row
from tests.access.table_cases import ENDED_AGREEMENTS, OPEN_CASES, of, whoever_opens, whoever_works

ONLY_ANSWERS = "Only the link social worker who is asked can answer."
ONLY_TAKES_BACK = "Only the person who asked, the lead professional or the centre's manager can take it back."
READS = f"{WORKS} supervisor emergency"


def who_is_asked(route, methods, send=None):
    """Who is asked answers; who reads it on the case is told why not they."""
    told = {ONLY_ANSWERS: READS}
    return [
        *row(route, methods, of("advice", *OPEN_CASES), may="adviser", refused=told, send=send),
        *row(route, methods, of("advised", *OPEN_CASES), refused=told, send=send),
        *row(route, methods, of("advice", *ENDED_AGREEMENTS), may="adviser", refused={ONLY_ANSWERS: STILL_OPENS},
             send=send),
        *row(route, methods, "lantern.advice", refused={ONLY_ANSWERS: "manager"}, send=send),
        *row(route, methods, "nothing", send=send),
    ]  # fmt: skip


def who_takes_back(route):
    """Who asked (the lead professional), who stands in, the manager."""
    return [
        *row(route, "POST", of("advice", *OPEN_CASES), may=COORDINATES,
             refused={ONLY_TAKES_BACK: "team supervisor emergency"}),
        *row(route, "POST", of("advice", *ENDED_AGREEMENTS), may=STILL_OPENS),
        *row(route, "POST", "lantern.advice", may="manager"),
    ]  # fmt: skip


PAGES = [
    *whoever_works("advice_ask", "GET POST", "case"),
    *who_is_asked("advice_answer", "GET POST"),
    *who_takes_back("advice_take_back"),
]

API = [
    *whoever_opens("case-advice"),
    *row("case-advice", "POST", of("case", *OPEN_CASES), may=WORKS, refused={ONLY_WORK: READERS}, send="ask_advice"),
    *row("case-advice", "POST", of("case", *ENDED_AGREEMENTS), may=STILL_OPENS, send="ask_advice"),
    *row("case-advice", "POST", "lantern.case", may="manager", send="ask_advice"),
    *row("advice-list", "GET", may=SIGNED_IN),
    *who_is_asked("advice-answer", "POST", "answer_advice"),
    *who_takes_back("advice-take-back"),
]
