"""Who can act or lead, and which item comes next."""

from datetime import date
from typing import Any

from cases.rosters import Load, caseloads, caseworkers
from centres.models import Membership
from meetings.models import AgendaItem


def people_who_may_act(item: AgendaItem, included: set[int], on: date) -> list[tuple[Membership, Load]]:
    """Who of the agencies that may know can act or lead, by name, with what they lead."""
    found = caseworkers(item.meeting.centre_id, on)
    if item.family_id:
        found = found.filter(agency_id__in=included)
    load = caseloads(item.meeting.centre_id)
    return [(membership, load.get(membership.user_id, Load())) for membership in found]


def next_undecided(item: AgendaItem, user: Any) -> AgendaItem | None:
    """The first item that still waits, for whoever decides it: after one that was taken out of order too."""
    waiting = item.meeting.items.visible_to(user).waiting().whose_plan_is_known_to(user)
    return waiting.exclude(pk=item.pk).in_order().first()
