"""How each of the family's copies ends: when we look at it again, and whom the family can ask. Reads only."""

from dataclasses import dataclass
from datetime import date

from cases.models import Case, Deputy, Lead
from centres.models import Centre, Membership
from centres.status import Role


@dataclass(frozen=True)
class CopyEnd:
    """Whom the family can ask, and when its plan is looked at again."""

    centre: Centre
    next_review_on: date | None
    lead: Lead | None
    deputy: Deputy | None  # who stands in today
    manager: str


def end_of(case: Case, on: date, *, closes: bool = False) -> CopyEnd:
    """The end of a copy that is made today; `closes`: the work ends, and nobody leads any more."""
    managers = Membership.objects.filter(centre=case.centre, role=Role.CENTRE_MANAGER).in_force(on)
    manager = managers.values_list("user__name", flat=True).first() or ""
    if closes:
        return CopyEnd(case.centre, None, None, None, manager)
    return CopyEnd(
        centre=case.centre,
        next_review_on=case.reviews.to_come().values_list("due_on", flat=True).first(),
        lead=case.leads.current().select_related("user", "agency").first(),
        deputy=case.deputies.current(on).select_related("user", "agency").first(),
        manager=manager,
    )
