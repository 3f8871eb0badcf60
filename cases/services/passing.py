"""An action goes from one owner to another: asked and accepted, never assigned. So it is never nobody's."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.models import Action, Lead, PassOn
from cases.policies import may_answer_pass_on, may_pass_on, may_take_back_pass_on
from cases.rules import (
    require_agency_not_excluded,
    require_agency_of,
    require_agreement,
    require_answered_alone,
    require_may_read,
    require_membership,
    require_nobody_asked,
    require_open,
    require_other_owner,
    require_pass_on_stands,
    require_pass_on_step,
    require_to_do,
    require_words,
)
from cases.services.locks import locked_action
from cases.services.telling import pass_on_key, tell_of_declined_pass_on, tell_of_pass_on
from cases.status import PassOnStatus
from centres.models import Agency, Membership
from reminders.services import untell


@transaction.atomic
def pass_on(*, action: Action, to: Any, agency: Agency, because: str, by: Any, on: date) -> PassOn:
    """Ask somebody to take an action on; until they accept it stays its owner's. Raises NotAllowed, RuleBroken."""
    action = locked_action(action)
    may_pass_on(by, action).require()
    require_to_do(action)
    require_nobody_asked(action)
    require_other_owner(action, to)
    require_words(because, "no_reason", "Say why you ask them.", "because")
    _require_can_take_on(action, to, agency, on)
    made = PassOn.objects.create(
        action=action, owner_id=action.owner_id, to=to, agency=agency, because=because, asked_by=by, asked_on=on
    )
    record(by=by, verb="pass_on", subject=action, pass_on=made.pk, to=to.pk)
    tell_of_pass_on(made, on)
    return made


@transaction.atomic
def accept_pass_on(*, pass_on: PassOn, by: Any, on: date) -> PassOn:
    """Take the action on: it is yours from now on, with the date it had. Raises NotAllowed, RuleBroken."""
    pass_on = locked_pass_on(pass_on)
    may_answer_pass_on(by, pass_on).require()
    require_pass_on_stands(pass_on)
    require_answered_alone(pass_on)
    require_to_do(pass_on.action)
    _require_can_take_on(pass_on.action, pass_on.to, pass_on.agency, on)
    take_on(pass_on, on)
    record(by=by, verb="accept_pass_on", subject=pass_on.action, pass_on=pass_on.pk, former=pass_on.owner_id)
    return pass_on


@transaction.atomic
def decline_pass_on(*, pass_on: PassOn, reason: str, by: Any, on: date) -> PassOn:
    """Say no, and why: it stays whose it is, and whoever asked is told. Raises NotAllowed, RuleBroken."""
    pass_on = locked_pass_on(pass_on)
    may_answer_pass_on(by, pass_on).require()
    require_pass_on_stands(pass_on)
    require_answered_alone(pass_on)
    require_words(reason, "no_reason", "Say why you decline.", "reason")
    _answered(pass_on, PassOnStatus.DECLINED, on, reason)
    record(by=by, verb="decline_pass_on", subject=pass_on.action, pass_on=pass_on.pk)
    tell_of_declined_pass_on(pass_on, on)
    return pass_on


@transaction.atomic
def take_back_pass_on(*, pass_on: PassOn, by: Any, on: date) -> PassOn:
    """Nobody is asked any more: it stays whose it is. Raises NotAllowed, RuleBroken."""
    pass_on = locked_pass_on(pass_on)
    may_take_back_pass_on(by, pass_on).require()
    require_pass_on_stands(pass_on)
    _answered(pass_on, PassOnStatus.TAKEN_BACK, on, "")
    record(by=by, verb="take_back_pass_on", subject=pass_on.action, pass_on=pass_on.pk)
    return pass_on


def locked_pass_on(pass_on: PassOn) -> PassOn:
    """As it is now; the action's case and the action are locked first."""
    action = locked_action(pass_on.action)
    rows = PassOn.objects.select_for_update(of=("self",), no_key=True).select_related("to", "agency", "asked_by")
    fresh = rows.get(pk=pass_on.pk)
    fresh.action = action
    return fresh


def take_on(pass_on: PassOn, on: date) -> None:
    """The action has its new owner; for verbs that have locked it and asked who may."""
    action = pass_on.action
    action.owner_id, action.agency_id = pass_on.to_id, pass_on.agency_id
    action.save(update_fields=["owner", "agency"])
    _answered(pass_on, PassOnStatus.ACCEPTED, on, "")


def accept_with_family(lead: Lead, membership: Membership, on: date) -> list[int]:
    """What goes with the family is its new lead's, for the agency for which they lead; which actions those are.

    For `accept_lead`, which has locked the case: in its transaction, so that no action is between two owners.
    """
    taken = []
    for one in lead.pass_ons.waiting().order_by("action_id").select_related("action", "to"):
        one.action = Action.objects.select_for_update(of=("self",), no_key=True).get(pk=one.action_id)
        one.agency = membership.agency
        one.save(update_fields=["agency"])
        take_on(one, on)
        taken.append(one.action_id)
    return taken


def decline_with_family(lead: Lead, on: date) -> None:
    """What was to go with the family stays whose it is, for the reason that was given for the family."""
    for one in lead.pass_ons.waiting().select_related("to"):
        _answered(one, PassOnStatus.DECLINED, on, lead.reason)


def no_longer_asked(waiting: Any, on: date, reason: str) -> None:
    """Take back every one of `waiting`: what was asked has become needless. For verbs that have locked the action."""
    for one in waiting.waiting():
        _answered(one, PassOnStatus.TAKEN_BACK, on, reason)


def _answered(pass_on: PassOn, status: PassOnStatus, on: date, reason: str) -> None:
    require_pass_on_step(pass_on, status)
    pass_on.status, pass_on.answered_on, pass_on.reason = status, on, reason
    pass_on.save(update_fields=["status", "answered_on", "reason"])
    untell(key=pass_on_key(pass_on))


def _require_can_take_on(action: Action, to: Any, agency: Agency, on: date) -> None:
    """The case is in work, and they work here for an agency that may know of it."""
    if action.case:
        require_open(action.case)
        require_agreement(action.case.family, on)
        require_agency_not_excluded(action.case.family, agency)
    require_agency_of(require_membership(action.centre_id, to, on, "owner"), agency)
    require_may_read(action, to, agency, on)
