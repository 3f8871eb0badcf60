"""Who can be asked for advice about a case: the centre's link social workers, and what each would be shown."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Value

from accounts.models import User
from cases.models import Case
from centres.models import Membership
from centres.status import Role
from consent.models import Agreement
from consent.querysets import not_excluded
from consent.status import Information


@dataclass(frozen=True)
class Adviser:
    """A link social worker, and whether they would be shown which family it is about."""

    job: Membership
    knows: bool


def advisers(case: Case, on: date, *, but: Any = None) -> list[Adviser]:
    """The link social workers at the case's centre on `on`, by name. Three queries, however many."""
    rows = Membership.objects.filter(centre_id=case.centre_id, role=Role.LINK_SOCIAL_WORKER).in_force(on)
    jobs = list(rows.exclude(user=but).select_related("user", "agency").order_by("user__name", "pk"))
    agreement = Agreement.objects.in_force(on).filter(family=case.family_id).exists()
    able = _who_may_know(case, {job.user_id for job in jobs}, on) if agreement else set()
    once = {job.user_id: job for job in reversed(jobs)}
    return [Adviser(job, job.user_id in able) for job in sorted(once.values(), key=lambda job: job.user.name)]


def _who_may_know(case: Case, people: set[int], on: date) -> set[int]:
    """Whose agency may know the family and its safeguarding notes."""
    knows = not_excluded(OuterRef("pk"), on, centre="of_centre", family="of_family", kind=Information.SAFEGUARDING)
    asked: Any = User.objects.filter(pk__in=people)
    asked = asked.annotate(of_centre=Value(case.centre_id), of_family=Value(case.family_id))
    return set(asked.filter(Q(knows)).values_list("pk", flat=True))
