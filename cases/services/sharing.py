"""Sharing decisions in a case, and going on by one when the family no longer agrees."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.going_on import require_ended
from cases.models import Case, GoingOn
from cases.policies import may_coordinate, may_decide_sharing, may_read_decisions
from cases.rules import require_open
from cases.services.locks import locked_case
from consent.details import SharingFacts
from consent.models import SharingDecision
from consent.services import record_sharing_decision


@transaction.atomic
def decide_sharing(
    *, case: Case, facts: SharingFacts, corrects: SharingDecision | None = None, by: Any, on: date
) -> SharingDecision:
    """Record that information about the family is shared, or is not. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_decide_sharing(by, case).require()
    if corrects is not None:
        may_read_decisions(by, case).require()
    require_open(case)
    return record_sharing_decision(family=case.family, facts=facts, corrects=corrects, in_case=True, by=by, on=on)


@transaction.atomic
def go_on_without_agreement(*, case: Case, facts: SharingFacts, by: Any, on: date) -> GoingOn:
    """Go on with a case whose agreement has ended, on the grounds recorded. Raises NotAllowed, RuleBroken.

    The information lead sees the decision like every other. Who has stopped stays away: only the lead professional and
    the manager go on.
    """
    case = locked_case(case)
    may_coordinate(by, case).require()
    require_open(case)
    ended = require_ended(case, on)
    decision = record_sharing_decision(family=case.family, facts=facts, in_case=True, by=by, on=on)
    made = GoingOn.objects.create(case=case, agreement=ended, decision=decision, by=by, on=on)
    record(by=by, verb="go_on_without_agreement", subject=case, decision=decision.pk, on=str(on))
    return made
