"""Who is around the family outside the team: they are named, with how to reach them. It lets nobody see anything."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.going_on import require_agreement_or_decision
from cases.models import Case, OtherInvolved
from cases.policies import may_work
from cases.rules import require_new_on_list, require_open, require_still_involved
from cases.services.locks import locked_case, locked_of_case
from cases.status import OtherKind


@transaction.atomic
def involve_other(
    *, case: Case, kind: str, called: str, reach: str = "", family_agrees: bool, by: Any, on: date
) -> OtherInvolved:
    """Put somebody on the list of those who help the family outside the team. Raises NotAllowed, RuleBroken.

    `family_agrees`: that the team contacts them. Being on the list is no permission to tell them anything.
    """
    case = locked_case(case)
    may_work(by, case).require()
    require_open(case)
    require_agreement_or_decision(case, on)
    require_new_on_list(case, kind, called)
    made = OtherInvolved.objects.create(
        case=case, kind=OtherKind(kind), called=called.strip(), reach=reach.strip(), family_agrees=family_agrees,
        since=on, added_by=by,
    )  # fmt: skip
    record(by=by, verb="involve_other", subject=case, other=made.pk, kind=kind, family_agrees=family_agrees)
    return made


@transaction.atomic
def change_other(
    *, other: OtherInvolved, kind: str, called: str, reach: str, family_agrees: bool, by: Any, on: date
) -> OtherInvolved:
    """Another number, or the family agrees now: what it was stays in the history. Raises NotAllowed, RuleBroken."""
    other = locked_of_case(other)
    may_work(by, other.case).require()
    require_open(other.case)
    require_still_involved(other)
    require_new_on_list(other.case, kind, called, but=other.pk)
    other.kind, other.called, other.reach = OtherKind(kind), called.strip(), reach.strip()
    other.family_agrees = family_agrees
    other.save(update_fields=["kind", "called", "reach", "family_agrees"])
    record(
        by=by, verb="change_other", subject=other.case, other=other.pk, kind=kind, family_agrees=family_agrees,
        on=str(on),
    )  # fmt: skip
    return other


@transaction.atomic
def no_longer_involved(*, other: OtherInvolved, by: Any, on: date) -> OtherInvolved:
    """They do not help this family any more; they stay in the record. Raises NotAllowed, RuleBroken."""
    other = locked_of_case(other)
    may_work(by, other.case).require()
    require_open(other.case)
    require_still_involved(other)
    other.until = max(on, other.since)
    other.save(update_fields=["until"])
    record(by=by, verb="no_longer_involved", subject=other.case, other=other.pk)
    return other
