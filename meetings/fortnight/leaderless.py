"""For a manager: families that nobody leads and why, and offers to lead that nobody has answered."""

from collections.abc import Iterable
from typing import Any

from cases.models import Case, Lead
from cases.status import LeadStatus
from inputs.dates import in_words
from meetings.fortnight.lists import Listing, first, headers, with_header
from meetings.fortnight.page import Fortnight


def add_leaderless(found: Fortnight, user: Any) -> None:
    """Families that nobody leads, the oldest first."""
    rows = first(with_header(Case.objects.visible_to(user).without_lead()).order_by("opened_on", "pk"))
    why = _why_nobody_leads(rows.rows)
    found.leaderless = Listing([{**one, "why": why[one["id"]]} for one in headers(rows.rows, found.on)], rows.number)
    found.seen += rows.rows


def add_unanswered(found: Fortnight, user: Any) -> None:
    """Offers that wait, the oldest first."""
    waiting = Lead.objects.visible_to(user).unanswered()
    found.unanswered = first(waiting.select_related("case__family", "user").order_by("offered_on", "pk"))
    found.seen += [offer.case for offer in found.unanswered.rows]


def _why_nobody_leads(cases: Iterable[Case]) -> dict[int, str]:
    """Of each family without a lead what became of those who were to lead: left, asked since when, or said no."""
    said: dict[int, dict[str, str]] = {case.pk: {} for case in cases}
    rows = Lead.objects.filter(case__in=said, status__in=[LeadStatus.ACCEPTED, LeadStatus.OFFERED, LeadStatus.DECLINED])
    for case_id, status, name, offered_on, answered_on in rows.order_by("answered_on", "pk").values_list(
        "case_id", "status", "user__name", "offered_on", "answered_on"
    ):
        words = {
            LeadStatus.ACCEPTED: f"{name} can no longer lead",
            LeadStatus.OFFERED: f"{name} was asked on {in_words(offered_on)}",
            LeadStatus.DECLINED: f"{name} said no on {in_words(answered_on)}" if answered_on else "",
        }
        said[case_id][status] = words[LeadStatus(status)]
    for found in said.values():
        if LeadStatus.OFFERED in found:
            found.pop(LeadStatus.DECLINED, None)  # somebody else has been asked since
    return {pk: "; ".join(found.values()) or "Nobody leads" for pk, found in said.items()}
