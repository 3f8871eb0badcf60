"""Another service is asked to lead: shared by a recorded decision; the case stays where it is until it says yes."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from audit.services import record
from cases.models import Case, SteppingUp
from cases.policies import may_decide_sharing, may_pass_contacts_on
from cases.rules import (
    require_contacts_of,
    require_nothing_waits,
    require_open,
    require_shared,
    require_step_up_answer,
    require_words,
)
from cases.services.locks import locked_case, locked_of_case
from cases.services.telling import no_longer_told_of_step_up, tell_of_step_up_answer
from cases.status import StepUpStatus
from cases.summary import written
from centres.working_days import working_days_after
from consent.details import SharingFacts
from consent.services import record_sharing_decision
from inputs.errors import RuleBroken


@transaction.atomic
def step_up(
    *, case: Case, facts: SharingFacts, worries: str, contacts: Collection[int] = (), by: Any, on: date
) -> SteppingUp:
    """Ask children's social care, or another service, to lead; with what is shared and on what grounds.

    Also without the family's agreement: a child's safety does not wait for it (Children Act 2004, section 16LA). The
    case stays open, its lead stays its lead. An answer is asked for by the next working day. Raises NotAllowed,
    RuleBroken.
    """
    case = locked_case(case)
    may_decide_sharing(by, case).require()
    require_open(case)
    require_nothing_waits(case)
    require_shared(facts.shared)
    require_words(worries, "no_worries", "Say what happened, and what you are worried about.", "worries")
    if contacts:
        may_pass_contacts_on(by, case).require()
    chosen = require_contacts_of(case, contacts)
    decision = record_sharing_decision(family=case.family, facts=facts, in_case=True, by=by, on=on)
    try:
        with transaction.atomic():
            made = SteppingUp.objects.create(
                case=case, decision=decision, worries=worries.strip(), content=written(case, chosen, on), by=by, on=on,
                answer_by=working_days_after(on, 1, division=case.centre.division),
            )  # fmt: skip
    except IntegrityError as error:
        raise RuleBroken("step_up_waits", "Somebody has just asked another service to lead.") from error
    record(by=by, verb="step_up", subject=case, step_up=made.pk, decision=decision.pk)
    return made


@transaction.atomic
def answer_step_up(
    *, step_up: SteppingUp, status: str, answered_by: str, words: str = "", by: Any, on: date
) -> SteppingUp:
    """Record what the other service said. With a yes the case can be closed as stepped up; with a no it goes on here.

    Raises NotAllowed, RuleBroken.
    """
    step_up = locked_of_case(step_up)
    may_decide_sharing(by, step_up.case).require()
    _answered(step_up, StepUpStatus(status), answered_by, words, on)
    record(by=by, verb="answer_step_up", subject=step_up.case, step_up=step_up.pk, status=status)
    tell_of_step_up_answer(step_up, by, on)
    return step_up


@transaction.atomic
def take_back_step_up(*, step_up: SteppingUp, words: str, by: Any, on: date) -> SteppingUp:
    """Nobody is asked any more, and why. What was shared stays shared, and on record. Raises NotAllowed, RuleBroken."""
    step_up = locked_of_case(step_up)
    may_decide_sharing(by, step_up.case).require()
    require_words(words, "no_words", "Say why it is taken back.", "words")
    _answered(step_up, StepUpStatus.TAKEN_BACK, "", words, on)
    record(by=by, verb="take_back_step_up", subject=step_up.case, step_up=step_up.pk)
    return step_up


def _answered(step_up: SteppingUp, status: StepUpStatus, answered_by: str, words: str, on: date) -> None:
    require_step_up_answer(step_up, status, answered_by)
    step_up.status, step_up.answered_on = status, on
    step_up.answered_by, step_up.answer_words = answered_by.strip(), words.strip()
    step_up.save(update_fields=["status", "answered_on", "answered_by", "answer_words"])
    no_longer_told_of_step_up(step_up)
