"""Standing in: what the person is asked, for whom they do, and families for which nobody does."""

from typing import Any

from cases.models import Case, Deputy
from cases.serializers import LedCaseSerializer
from centres.querysets import centre_ids
from centres.status import Role
from meetings.fortnight.lists import EVERY, Listing, first, with_header
from meetings.fortnight.page import Fortnight
from meetings.services.unattended import page_to_ask
from meetings.unattended import Unattended, unattended


def add_asked(found: Fortnight, user: Any) -> None:
    """Where the person is asked to stand in, and has not answered."""
    found.stand_in = first(Deputy.objects.asked_of(user).shown().order_by("starts_on", "pk"), EVERY)
    found.seen += [one.case for one in found.stand_in.rows]


def add_deputised(found: Fortnight, user: Any) -> None:
    """The families for whose lead professional the person stands in today, the next review first."""
    mine = Case.objects.visible_to(user).deputised_by(user).with_reaching(user, found.on)
    rows = first(with_header(mine).prefetch_related("family__adults").order_by("review_due_on", "pk"))
    shown = LedCaseSerializer(rows.rows, many=True, context={"on": found.on}).data
    found.deputised = Listing(list(shown), rows.number)
    found.seen += rows.rows


def add_own_absence(found: Fortnight, user: Any) -> None:
    """The families that the person leads, and is away from, while nobody stands in."""
    found.away = _listed(found, unattended(found.on, who=user))


def add_unattended(found: Fortnight, user: Any) -> None:
    """For a manager: families whose lead professional is away now, while nobody stands in."""
    managed = centre_ids(user, Role.CENTRE_MANAGER)
    rows = [one for one in unattended(found.on, centre_id__in=managed) if one.begun(found.on)]
    found.unattended = _listed(found, rows)


def _listed(found: Fortnight, rows: list[Unattended]) -> Listing:
    found.seen += [one.case for one in rows[:EVERY]]
    return Listing([(one, page_to_ask(one)) for one in rows[:EVERY]], len(rows))
