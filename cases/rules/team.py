"""What must be true of who takes part in the work, or is told of it."""

from datetime import date, timedelta
from typing import Any

from cases.models import Case, TeamMember
from cases.rosters import wished_agency_ids
from cases.rules.typed import require_between
from centres.models import Membership
from centres.status import CASEWORK_ROLES
from inputs.errors import RuleBroken

LONGEST_SHARE = timedelta(days=365)


def require_membership(centre_id: int, user: Any, on: date, field: str) -> list[Membership]:
    """A named person works with families at the centre on the day; their memberships."""
    found = list(
        Membership.objects.filter(centre_id=centre_id, user=user, role__in=CASEWORK_ROLES)
        .in_force(on)
        .select_related("agency")
    )
    if not found:
        raise RuleBroken("not_a_member", f"{user.name} does not work with families at this centre today.", field)
    return found


def require_wished(family: Any, agency_ids: set[int], field: str) -> int:
    """The family wants one of the agencies to know; which one."""
    wished = sorted(agency_ids & wished_agency_ids(family))
    if not wished:
        raise RuleBroken(
            "not_wished",
            "The family has not said that this agency may know. Ask the family, then record their wish.",
            field,
        )
    return wished[0]


def require_not_in_team(case: Case, user: Any, on: date) -> None:
    """Once is enough."""
    if case.team.in_force(on).filter(user=user, until=None).exists():
        raise RuleBroken("already_in_team", f"{user.name} is already in the team around the family.", "user")


def require_in_team(member: TeamMember) -> None:
    """Who has left, or leaves today, contributes nothing more."""
    if member.until is not None:
        raise RuleBroken("already_left", "They have already left the team.")


def require_share_dates(until: date, on: date) -> None:
    """A share ends, within a year."""
    require_between(until, on, on + LONGEST_SHARE, "until", "The last day")
