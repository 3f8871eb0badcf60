"""For a manager: families that nobody leads and why, offers that nobody has answered, take-overs declined."""

from typing import Any

from cases.models import Case, Lead
from centres.models import Centre, Membership
from centres.querysets import centre_ids
from centres.status import Role
from meetings.fortnight.lists import EVERY, Listing, first, headers, with_header
from meetings.fortnight.page import Fortnight
from meetings.leaderless import not_taken_over, said_no, stories_of


def add_leaderless(found: Fortnight, user: Any) -> None:
    """Families that nobody leads, the oldest first."""
    rows = first(with_header(Case.objects.visible_to(user).without_lead()).order_by("opened_on", "pk"))
    why = stories_of(rows.rows, found.on)
    shown = [{**one, "why": why[one["id"]].in_short} for one in headers(rows.rows, found.on)]
    found.leaderless = Listing(shown, rows.number)
    found.seen += rows.rows


def add_unanswered(found: Fortnight, user: Any) -> None:
    """Offers that wait, the oldest first."""
    waiting = Lead.objects.visible_to(user).unanswered()
    found.unanswered = first(waiting.select_related("case__family", "user").order_by("offered_on", "pk"), EVERY)
    found.seen += [offer.case for offer in found.unanswered.rows]


def add_not_taken_over(found: Fortnight, user: Any) -> None:
    """Families whose lead professional goes on, because whoever was asked to take over said no."""
    managed = centre_ids(user, Role.CENTRE_MANAGER)
    declined = not_taken_over(case__centre_id__in=managed).select_related("case__family")
    rows = first(declined.order_by("answered_on"), EVERY)
    found.not_taken_over = Listing([(one, said_no(one)) for one in rows.rows], rows.number)
    found.seen += [one.case for one in rows.rows]


def add_unmanaged(found: Fortnight, user: Any) -> None:
    """For an administrator: their centres that have no manager, so that nobody is told of what waits there."""
    managed = Membership.objects.filter(role=Role.CENTRE_MANAGER).in_force(found.on).order_by().values("centre_id")
    theirs = Centre.objects.filter(pk__in=centre_ids(user, Role.ADMINISTRATOR)).exclude(pk__in=managed)
    found.unmanaged = list(theirs.order_by("name"))
