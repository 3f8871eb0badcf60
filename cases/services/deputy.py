"""Somebody stands in for a lead professional on leave: asked, accepted or declined; it ends by its date."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.models import Case, Deputy
from cases.policies import may_answer_deputy, may_ask_deputy, may_end_deputy
from cases.rules import (
    require_agreement,
    require_deputy_asked,
    require_deputy_dates,
    require_deputy_to_end,
    require_may_deputise,
    require_nobody_then,
    require_open,
    require_somebody_else,
    require_somebody_to_stand_in_for,
    require_words,
)
from cases.services.locks import locked_case, locked_of_case
from cases.services.telling import (
    deputy_key,
    tell_of_deputy_answer,
    tell_of_deputy_asked,
    tell_of_deputy_ended,
    untell_deputy,
)
from cases.status import DeputyStatus
from reminders.services import untell


@transaction.atomic
def ask_deputy(
    *, case: Case, user: Any, starts_on: date, ends_on: date, matters: str = "", by: Any, on: date
) -> Deputy:
    """Ask somebody to stand in for whoever leads, from a day to a day. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_ask_deputy(by, case).require()
    require_open(case)
    current = require_somebody_to_stand_in_for(case)
    require_agreement(case.family, on)
    require_deputy_dates(starts_on, ends_on, on)
    require_somebody_else(current.user, user)
    membership = require_may_deputise(case, user, ends_on, on)
    require_nobody_then(case, starts_on, ends_on)
    made = Deputy.objects.create(
        case=case, lead=current, user=user, agency=membership.agency, starts_on=starts_on, ends_on=ends_on,
        matters=matters.strip(), asked_by=by, asked_on=on,
    )  # fmt: skip
    record(
        by=by, verb="ask_deputy", subject=case, deputy=made.pk, to=user.pk, starts_on=str(starts_on),
        ends_on=str(ends_on),
    )  # fmt: skip
    tell_of_deputy_asked(made, on)
    return made


@transaction.atomic
def accept_deputy(*, deputy: Deputy, by: Any, on: date) -> Deputy:
    """Say yes: the case is open to them from the first day to the last. Raises NotAllowed, RuleBroken."""
    deputy = locked_of_case(deputy)
    may_answer_deputy(by, deputy).require()
    require_open(deputy.case)
    require_deputy_asked(deputy, on)
    require_agreement(deputy.case.family, on)
    require_may_deputise(deputy.case, deputy.user, deputy.ends_on, on)
    _answered(deputy, DeputyStatus.ACCEPTED, on, "")
    record(by=by, verb="accept_deputy", subject=deputy.case, deputy=deputy.pk)
    tell_of_deputy_answer(deputy, on)
    return deputy


@transaction.atomic
def decline_deputy(*, deputy: Deputy, reason: str, by: Any, on: date) -> Deputy:
    """Say no, and why, so that somebody else can be asked. Raises NotAllowed, RuleBroken."""
    deputy = locked_of_case(deputy)
    may_answer_deputy(by, deputy).require()
    require_deputy_asked(deputy, on)
    require_words(reason, "no_reason", "Say why you decline: it helps to find somebody else.", "reason")
    _answered(deputy, DeputyStatus.DECLINED, on, reason)
    record(by=by, verb="decline_deputy", subject=deputy.case, deputy=deputy.pk)
    tell_of_deputy_answer(deputy, on)
    return deputy


@transaction.atomic
def end_deputy(*, deputy: Deputy, by: Any, on: date) -> Deputy:
    """Nobody stands in any more, or is asked to, from now on. Raises NotAllowed, RuleBroken."""
    deputy = locked_of_case(deputy)
    may_end_deputy(by, deputy).require()
    wanted = require_deputy_to_end(deputy, by, on)
    _ended(deputy, wanted, on, "")
    record(by=by, verb="end_deputy", subject=deputy.case, deputy=deputy.pk, was_asked=wanted == DeputyStatus.TAKEN_BACK)
    tell_of_deputy_ended(deputy, by, on)
    return deputy


def end_deputies(case: Case, on: date, because: str) -> None:
    """Nobody stands in any more: the one they stood in for leads no longer. For verbs that have locked the case."""
    for one in case.deputies.filter(status=DeputyStatus.ASKED):
        _ended(one, DeputyStatus.TAKEN_BACK, on, because)
    for one in case.deputies.accepted(on):
        _ended(one, DeputyStatus.ENDED, on, because)


def _answered(deputy: Deputy, status: DeputyStatus, on: date, reason: str) -> None:
    deputy.status, deputy.answered_on, deputy.reason = status, on, reason
    deputy.save(update_fields=["status", "answered_on", "reason"])
    untell(key=deputy_key(deputy))


def _ended(deputy: Deputy, status: str, on: date, because: str) -> None:
    deputy.status, deputy.reason = DeputyStatus(status), because
    deputy.ended_on = on if status == DeputyStatus.ENDED else None
    deputy.save(update_fields=["status", "reason", "ended_on"])
    untell_deputy(deputy)
