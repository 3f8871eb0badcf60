"""Who could lead a family or own an action: the centre's people, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When

from accounts.models import User
from cases.models import Case as FamilyCase
from cases.models import Lead
from centres.models import Agency, Membership
from centres.status import CASEWORK_ROLES, LEADING_ROLES

# What leading one family weighs, by its tier of need: at tier 3 several services work with it and have to be kept
# together, so that it counts as two (docs/decisions.md).
TIER_WEIGHT = {2: 1, 3: 2}


@dataclass(frozen=True)
class Load:
    """How many families somebody leads at a centre, and what that weighs."""

    families: int = 0
    weight: int = 0

    def __str__(self) -> str:
        if not self.families:
            return "Leads no family"
        return f"Leads {self.families} {'family' if self.families == 1 else 'families'}, weight {self.weight}"


def caseworkers(centre_id: int, on: date) -> Any:
    """Memberships of everybody who works with families at the centre on `on`, by name."""
    found = Membership.objects.filter(centre_id=centre_id, role__in=CASEWORK_ROLES).in_force(on)
    return found.select_related("user", "agency", "employer").order_by("user__name", "id")


def may_be_asked_to_check(case: Any, on: date) -> Any:
    """Memberships of those who could ask a family, after the work has ended, how it goes."""
    excluded = case.family.wishes.excluded().values("agency_id")
    return caseworkers(case.centre_id, on).exclude(agency__in=excluded)


def wished_agency_ids(family: Any) -> set[int]:
    """The agencies the family wants to know."""
    return set(family.wishes.filter(included=True, until=None).values_list("agency_id", flat=True))


def caseloads(centre_id: int) -> dict[int, Load]:
    """What each person leads at the centre, by the person's id; whoever is not in it leads no family."""
    weights = [When(case__tier=tier, then=Value(weight)) for tier, weight in TIER_WEIGHT.items()]
    weight = Sum(Case(*weights, default=Value(1), output_field=IntegerField()))
    rows = Lead.objects.order_by().current().filter(case__centre_id=centre_id).values("user_id")
    found = rows.annotate(families=Count("pk"), weight=weight)
    return {row["user_id"]: Load(row["families"], row["weight"]) for row in found}


def by_load(pair: tuple[Membership, Load]) -> tuple[int, int, str]:
    """Who leads least comes first: by weight, then by number, then by name."""
    membership, load = pair
    return load.weight, load.families, membership.user.name


def eligible_leads(centre: Any, on: date, family: Any = None) -> list[tuple[Membership, Load]]:
    """Who may be offered a family on `on`, with what they lead already: (membership, load), the least weight first.

    With `family`, only those of the agencies inside its sharing wishes. Three queries, however many people.
    """
    found = caseworkers(centre.pk, on).filter(role__in=LEADING_ROLES)
    if family is not None:
        found = found.filter(agency_id__in=wished_agency_ids(family))
    load = caseloads(centre.pk)
    once = {membership.user_id: membership for membership in reversed(found)}
    return sorted(((one, load.get(one.user_id, Load())) for one in once.values()), key=by_load)


def membership_to_lead(case: Any, user: Any, on: date) -> Membership | None:
    """The membership under which `user` may lead: a leading role, for an agency the family wants to know."""
    found = caseworkers(case.centre_id, on).filter(
        Q(agency_id__in=wished_agency_ids(case.family)), role__in=LEADING_ROLES, user=user
    )
    return found.first()


def visitors(case: FamilyCase, on: date, by: Any) -> list[tuple[User, Agency]]:
    """Who can be planned to visit: the lead professional and the team, for agencies that the family does not exclude;
    and `by`, who works with the family. Each with the agency, `by` first."""
    excluded = set(case.family.wishes.excluded().values_list("agency_id", flat=True))
    rows: list[Any] = [
        *case.leads.current().select_related("user", "agency"),
        *case.team.in_force(on).select_related("user", "agency").order_by("user__name"),
        *caseworkers(case.centre_id, on).filter(user=by),
    ]
    here = set(caseworkers(case.centre_id, on).values_list("user_id", flat=True))
    found: dict[int, tuple[User, Agency]] = {}
    for one in rows:
        if one.user_id in here and (one.agency_id not in excluded or one.user_id == by.pk):
            found.setdefault(one.user_id, (one.user, one.agency))
    return sorted(found.values(), key=lambda pair: pair[0].pk != by.pk)
