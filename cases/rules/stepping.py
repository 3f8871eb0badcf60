"""What must be true when another service is asked to lead, and of ending the work meanwhile."""

from collections.abc import Collection
from typing import Any

from cases.models import Case, SteppingUp
from cases.rules.typed import require_can_become, require_words
from cases.status import Closing, StepUpStatus
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_nothing_waits(case: Case) -> None:
    """One service at a time is asked; and whoever leads goes on until it has answered."""
    waiting = case.step_ups.waiting().first()
    if waiting:
        raise RuleBroken(
            "step_up_waits",
            f"Another service was asked on {in_words(waiting.on)} to lead and has not answered. "
            "Record its answer first, or that it is no longer asked.",
        )


def require_can_end_lead(case: Case) -> None:
    """Nobody stops leading while another service is asked: somebody must be there until it says yes."""
    if case.step_ups.waiting().exists():
        raise RuleBroken(
            "step_up_waits",
            "Another service is asked to lead and has not answered, so somebody has to lead until then. "
            "Hand the family over instead.",
        )


def require_somebody_said_yes(case: Case, closing: str) -> None:
    """ "Another service now leads" is true only if it has said so: else the family falls between two (004)."""
    since = case.reopened_on or case.opened_on
    if closing == Closing.STEPPED_UP and not case.step_ups.accepted_since(since).exists():
        raise RuleBroken(
            "nobody_said_yes",
            "No other service has said yes yet. Step the case up, and record its answer; until then it stays open.",
            "closing",
        )


def require_shared(shared: bool) -> None:
    """Asking another service to lead shares information: a decision not to share is recorded by itself."""
    if not shared:
        raise RuleBroken("not_shared", "To step up is to share. A decision not to share is recorded by itself.")


def require_contacts_of(case: Case, wanted: Collection[int]) -> list[Any]:
    """What goes into the summary are contacts of this case."""
    found = list(case.contacts.filter(pk__in=wanted).order_by("on", "pk"))
    if {one.pk for one in found} != set(wanted):
        raise RuleBroken("not_its_contact", "Choose contacts of this family.", "contacts")
    return found


def require_step_up_answer(step_up: SteppingUp, wanted: str, answered_by: str) -> None:
    """It is answered once, by somebody with a name."""
    name = step_up.get_status_display().lower()
    require_can_become("step_up", step_up.status, wanted, f"This is no longer open: {name}.")
    if wanted != StepUpStatus.TAKEN_BACK:
        require_words(answered_by, "no_name", "Enter who answered: name and job.", "answered_by")
