"""Stepping up: who decides about sharing; nobody else learns what another service was told."""

from tests.access.audiences import OPENS, STILL_OPENS
from tests.access.policy import minus, row
from tests.access.table_cases import ENDED_AGREEMENTS, OPEN_CASES, of

ONLY_DECIDES = "Only the centre's manager, the family's lead professional and a link social worker who takes part"
DECIDES = "manager lead deputy supervisor"  # who supervises is a link social worker


def who_decides(route, methods, what, send=None, *, others=True):
    """Who decides about sharing. `others`: whether cases that are closed, or another centre's, have one."""
    return [
        *row(route, methods, of(what, *OPEN_CASES), may=DECIDES, refused={ONLY_DECIDES: minus(OPENS, DECIDES)},
             send=send),
        *row(route, methods, of(what, *ENDED_AGREEMENTS), may=STILL_OPENS, send=send),
        *(row(route, methods, f"lantern.{what}", may="manager", send=send) if others else []),
        *(row(route, methods, f"beacon.{what}", may="other_manager other_worker", send=send) if others else []),
        *row(route, methods, "nothing", send=send),
    ]  # fmt: skip


PAGES = [
    *who_decides("case_step_up", "GET POST", "case"),
    *who_decides("step_up_summary", "GET", "step_up"),
    *who_decides("step_up_answer", "GET POST", "step_up"),
]

API = [
    *who_decides("case-step-ups", "GET", "case"),
    *who_decides("case-step-ups", "POST", "case", "step_up", others=False),
    *who_decides("step-up-answer", "POST", "step_up", "step_up_answer"),
    *who_decides("step-up-take-back", "POST", "step_up", "settled"),
]
