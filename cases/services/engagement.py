"""After a refusal: what comes next, as an action with an owner and a day; or why nothing more is offered now."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.models import Action, Case, Offer
from cases.policies import may_work
from cases.rules import (
    require_membership,
    require_next_said,
    require_no_next_to_do,
    require_open,
    require_referrer,
    require_refused,
    require_service_here,
)
from cases.services.locks import locked_of_case
from cases.services.passing import pass_on
from cases.services.plan import agree_action
from cases.services.telling import tell_of_other_worker
from cases.status import ActionSource, NextStep
from centres.models import Agency
from inputs.errors import RuleBroken

DOES = {
    NextStep.JOINT_VISIT: "Visit the family together with a colleague",
    NextStep.OTHER_WORKER: "Find another worker for the family",
    NextStep.REFERRER: "Go back to the family, whom you referred, and ask what would help",
    NextStep.ASK: "Ask the family what would help",
}


@transaction.atomic
def say_what_next(
    *, offer: Offer, step: str, what: str = "", service: Any = None, to: Any = None, due_on: date | None = None,
    because: str = "", by: Any, on: date,
) -> Offer:  # fmt: skip
    """After a refusal: what is done next, by whom and by when, as an action of the plan. Raises NotAllowed, RuleBroken.

    It is `by`'s; `to` (for going back: whoever referred the family) is asked to take it on. That nothing more is
    offered needs the reason, `because`, and begins nothing.
    """
    offer = locked_of_case(offer)
    may_work(by, offer.case).require()
    require_open(offer.case)
    require_refused(offer)
    require_no_next_to_do(offer)
    require_next_said(step, what, service, because)
    require_referrer(offer.case, step)
    nothing = step == NextStep.NOTHING_NOW
    action = None if nothing else _agreed(offer.case, NextStep(step), what, service, to, due_on, by, on)
    offer.next_step, offer.next_on, offer.next_by = NextStep(step), on, by
    offer.next_action, offer.next_because = action, because if nothing else ""
    offer.save(update_fields=["next_step", "next_on", "next_by", "next_action", "next_because"])
    action_id = action.pk if action else None
    record(by=by, verb="say_what_next", subject=offer.case, offer=offer.pk, step=step, action=action_id)
    if step == NextStep.OTHER_WORKER:
        tell_of_other_worker(offer, by, on)
    return offer


def _agreed(
    case: Case, step: NextStep, what: str, service: Any, to: Any, due_on: date | None, by: Any, on: date
) -> Action:
    """The action, of whoever says it; somebody else is asked to take it on, and accepts or declines."""
    require_service_here(case, service)
    if due_on is None:
        raise RuleBroken("no_day", "Say by when.", "due_on")
    to = to or (case.referral.referrer if step == NextStep.REFERRER else by)
    words = f"{_does(step, service)}: {what}" if what.strip() else _does(step, service)
    action = agree_action(
        centre=case.centre, case=case, what=words, owner=by, agency=_agency_of(case, by, on), due_on=due_on, by=by,
        on=on, source=ActionSource.REFUSAL,
    )  # fmt: skip
    if to.pk != by.pk:
        pass_on(
            action=action, to=to, agency=_agency_of(case, to, on), because="This comes next for the family.", by=by,
            on=on,
        )  # fmt: skip
    return action


def _does(step: NextStep, service: Any) -> str:
    if step == NextStep.OTHER_SERVICE:
        return f"Offer another service to the family: {service.name}" if service else "Offer the family something else"
    return DOES[step]


def _agency_of(case: Case, user: Any, on: date) -> Agency:
    """The agency for which they work here; of several, one that the family does not exclude."""
    jobs = require_membership(case.centre_id, user, on, "to")
    excluded = set(case.family.wishes.excluded().values_list("agency_id", flat=True))
    return next((job.agency for job in jobs if job.agency_id not in excluded), jobs[0].agency)


def forget_next(offer: Offer) -> None:
    """For a verb that has locked the offer and records another answer: nothing comes after a refusal any more.

    What was agreed stays on the plan: whoever has it says what came of it.
    """
    offer.next_step, offer.next_because, offer.next_action = "", "", None
    offer.next_on, offer.next_by = None, None
