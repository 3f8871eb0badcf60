"""Whom to tell: who leads and can still act, and who stands in, else the manager; and how often."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from cases.models import Deputy, Lead
from cases.relations import for_known_agency
from centres.models import Membership
from centres.status import Role
from consent.querysets import not_excluded


def week(late: int) -> int:
    """Which week of being late it is: the first reminder comes on the first day, then one a week."""
    return (late - 1) // 7


def managers_of_centres(on: date) -> dict[int, list[Any]]:
    """The managers of each centre."""
    found: dict[int, list[Any]] = defaultdict(list)
    for membership in Membership.objects.filter(role=Role.CENTRE_MANAGER).in_force(on).select_related("user"):
        found[membership.centre_id].append(membership.user)
    return found


def can_act(on: date, user: str, centre: str, family: str, kind: str = "") -> Exists:
    """Whether the person of the row works here still, for an agency that the family does not exclude.

    With a `kind` of information: nor keeps that from. A reminder of it would tell that there is some.
    """
    return not_excluded(OuterRef(user), on, centre=centre, family=family, kind=kind)


def can_answer(on: date, user: str, centre: str, family: str, kind: str = "") -> ExpressionWrapper:
    """The same of a row with the `agency` for which they were asked: a second job for another lets nobody answer."""
    here = Q(can_act(on, user, centre, family, kind)) & Q(for_known_agency(family))
    return ExpressionWrapper(here, BooleanField())


def leads(case: str, on: date, *kinds: str) -> QuerySet:
    """The current leads of the outer rows' cases who can still act on them, and know these kinds of information."""
    current = Lead.objects.order_by().current().filter(case_id=OuterRef(case))
    for kind in kinds or ("",):
        current = current.filter(can_answer(on, "user_id", "case__centre_id", "case__family_id", kind))
    return current.values("user_id")[:1]


def standing_in(case: str, on: date) -> QuerySet:
    """Who stands in on `on` for the lead professional of the outer rows' cases, and can act on them."""
    current = Deputy.objects.order_by().current(on).filter(case_id=OuterRef(case))
    return current.filter(can_answer(on, "user_id", "case__centre_id", "case__family_id")).values("user_id")[:1]
