"""What must be true of who leads and of who is asked to."""

from datetime import date
from typing import Any

from cases.models import Case, Lead
from cases.rosters import membership_to_lead
from cases.status import LeadStatus
from centres.models import Membership
from inputs.errors import RuleBroken


def require_may_lead(case: Case, user: Any, on: date) -> Membership:
    """Who is offered a family works with families at the centre, for an agency the family wants to know (000)."""
    found = membership_to_lead(case, user, on)
    if found is None:
        raise RuleBroken(
            "may_not_lead",
            f"{user.name} cannot lead: they must work with families at this centre today, for an agency that the "
            "family wants to know.",
            "lead",
        )
    return found


def require_no_other_offer(case: Case) -> None:
    """One person at a time is asked."""
    waiting = case.leads.unanswered().select_related("user").first()
    if waiting:
        raise RuleBroken(
            "already_offered",
            f"{waiting.user.name} has been asked and has not answered yet. Take that offer back first.",
            "lead",
        )


def require_not_leading(case: Case, user: Any) -> None:
    """Nobody is asked for what they do already."""
    if case.leads.current().filter(user=user).exists():
        raise RuleBroken("already_lead", f"{user.name} is already the family's lead professional.", "lead")


def require_offer_stands(lead: Lead) -> None:
    """Only an offer that waits can be answered."""
    sentences = {
        LeadStatus.ACCEPTED: f"{lead.user.name} has already accepted.",
        LeadStatus.DECLINED: f"{lead.user.name} has already declined.",
        LeadStatus.TAKEN_BACK: "This offer was taken back, so it can no longer be answered.",
        LeadStatus.ENDED: "This has already ended.",
    }
    if lead.status != LeadStatus.OFFERED:
        raise RuleBroken(f"already_{lead.status}", sentences[LeadStatus(lead.status)])
