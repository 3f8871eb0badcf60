"""Who could lead a family or own an action: the centre's people, in a fixed number of queries."""

from datetime import date
from typing import Any

from django.db.models import Count, Q

from cases.models import Lead
from centres.models import Membership
from centres.status import CASEWORK_ROLES, LEADING_ROLES


def caseworkers(centre_id: int, on: date) -> Any:
    """Memberships of everybody who works with families at the centre on `on`, by name."""
    found = Membership.objects.filter(centre_id=centre_id, role__in=CASEWORK_ROLES).in_force(on)
    return found.select_related("user", "agency").order_by("user__name", "id")


def wished_agency_ids(family: Any) -> set[int]:
    """The agencies the family wants to know."""
    return set(family.wishes.filter(included=True, until=None).values_list("agency_id", flat=True))


def caseloads(centre_id: int) -> dict[int, int]:
    """How many open families each person leads at the centre, by the person's id."""
    rows = Lead.objects.order_by().current().filter(case__centre_id=centre_id).values("user_id")
    return {row["user_id"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def eligible_leads(centre: Any, on: date, family: Any = None) -> list[tuple[Membership, int]]:
    """Who may be offered a family on `on`, with how many they lead already: (membership, caseload), least first.

    With `family`, only those of the agencies inside its sharing wishes. Three queries, however many people.
    """
    found = caseworkers(centre.pk, on).filter(role__in=LEADING_ROLES)
    if family is not None:
        found = found.filter(agency_id__in=wished_agency_ids(family))
    load = caseloads(centre.pk)
    once = {membership.user_id: membership for membership in reversed(found)}
    return sorted(
        ((membership, load.get(membership.user_id, 0)) for membership in once.values()),
        key=lambda pair: (pair[1], pair[0].user.name),
    )


def membership_to_lead(case: Any, user: Any, on: date) -> Membership | None:
    """The membership under which `user` may lead: a leading role, for an agency the family wants to know."""
    found = caseworkers(case.centre_id, on).filter(
        Q(agency_id__in=wished_agency_ids(case.family)), role__in=LEADING_ROLES, user=user
    )
    return found.first()
