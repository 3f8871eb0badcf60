"""A case whose family no longer agrees: what its lead professional and manager have decided, and what that allows."""

from datetime import date

from cases.models import Case, GoingOn
from cases.rules import require_agreement
from consent.models import Agreement
from inputs.errors import RuleBroken


def ended_agreement(case: Case, on: date) -> Agreement | None:
    """The family's last agreement, if none is in force on `on`."""
    given = Agreement.objects.filter(family=case.family_id)
    if given.in_force(on).exists():
        return None
    return given.given_once().order_by("-pk").first()


def going_on_of(case: Case, on: date) -> GoingOn | None:
    """The decision by which the case goes on although no agreement is in force, if there is one."""
    ended = ended_agreement(case, on)
    if ended is None:
        return None
    return GoingOn.objects.filter(case=case, agreement=ended).select_related("decision", "by").first()


def require_agreement_or_decision(case: Case, on: date) -> None:
    """The work itself goes on with the family's agreement, or by a recorded decision to go on without it."""
    if going_on_of(case, on) is None:
        require_agreement(case.family, on)


def require_ended(case: Case, on: date) -> Agreement:
    """No agreement is in force, and nobody has decided yet what happens now. Returns the one that ended."""
    ended = ended_agreement(case, on)
    if ended is None:
        raise RuleBroken("agreement_in_force", "The family's agreement is in force: the case goes on as it is.")
    if GoingOn.objects.filter(case=case, agreement=ended).exists():
        raise RuleBroken("already_decided", "It is decided already that this case goes on without agreement.")
    return ended
