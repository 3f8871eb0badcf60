"""What must be true of a case from its opening to its end."""

from datetime import date
from typing import Any

from cases.models import Case
from cases.rules.typed import require_between
from cases.status import ActionStatus, CaseStatus, LeadStatus, ReviewDecision
from consent.models import Agreement
from inputs.errors import RuleBroken
from referrals.models import MEETING_TIERS
from referrals.status import WAITING, ReferralStatus

AGREEMENT_NEEDED = (
    "The family's agreement is not in force, so nothing new can be started. "
    "Record a new agreement, or record what happened and close the case."
)


def require_agreement(family: Any, on: date) -> None:
    """Nothing new begins without an agreement in force; what happened can still be recorded, and the case closed."""
    if not Agreement.objects.in_force(on).filter(family=family).exists():
        raise RuleBroken("no_agreement", AGREEMENT_NEEDED)


def require_open(case: Case) -> None:
    """Work is recorded on open cases only."""
    if case.status != CaseStatus.OPEN:
        raise RuleBroken("already_closed", "This case is closed. The manager can open it again.")


def require_happened(case: Case, happened_on: date, on: date, field: str) -> None:
    """What is recorded happened since the case was opened, and not in the future."""
    require_between(happened_on, case.opened_on, on, field)


def require_referral_for_the_meeting(referral: Any) -> None:
    """A case comes from a referral that the meeting has before it or has just accepted."""
    if referral.status not in (*WAITING, ReferralStatus.ACCEPTED):
        raise RuleBroken("referral_not_waiting", "This referral is not waiting for a decision.")


def require_no_other_open_case(family: Any, *, but: int | None = None) -> None:
    """A family has one open case."""
    found = Case.objects.open().filter(family=family).exclude(pk=but or 0).first()
    if found:
        raise RuleBroken(
            "already_open", f"This family already has an open case, {found.reference}. Go on with that one."
        )


def require_meeting_tier(tier: int) -> None:
    """001: families between tiers 2 and 3. Tier 1 is signposting; tier 4 is children's social care, now."""
    if tier not in MEETING_TIERS:
        raise RuleBroken(
            "tier_not_for_the_meeting",
            "The team works with tiers 2 and 3. Tier 1 needs universal services only: close the case. "
            "Tier 4 goes to children's social care now, not to the next meeting.",
            "tier",
        )


def stepped(tier: int, decision: str, wanted: int | None) -> int:
    """The tier after a step up or down: the one asked for, or the next. Raises RuleBroken if there is none."""
    up = decision == ReviewDecision.STEP_UP
    new = wanted or (tier + 1 if up else tier - 1)
    if (new <= tier if up else new >= tier) or new not in MEETING_TIERS:
        if up:
            sentence = (
                f"The case is at tier {tier}, the highest for the team. If another service now leads, close the case "
                "with that outcome. If a child may be at risk of significant harm, ring children's social care now."
            )
        else:
            sentence = (
                f"The case is at tier {tier}, the lowest for the team. If universal services are now enough, "
                "close the case with that outcome."
            )
        raise RuleBroken("no_such_step", sentence, "decision")
    return new


def require_nothing_built_on(case: Case) -> None:
    """Opening can be undone only as long as nobody worked on it."""
    worked = (
        case.contacts, case.offers, case.progress, case.goals, case.team, case.emergencies, case.restricted_notes,
        case.others, case.messages, case.assessments, case.advice, case.visits,
    )  # fmt: skip
    built = (
        any(rows.exists() for rows in worked)
        or case.reviews.exclude(held_on=None).exists()
        or case.leads.exclude(status__in=[LeadStatus.OFFERED, LeadStatus.TAKEN_BACK]).exists()
        or case.actions.filter(status__in=[ActionStatus.DONE, ActionStatus.NOT_DONE]).exists()
    )
    if built:
        raise RuleBroken("built_on", "Work on this case has begun, so opening it cannot be undone. Close it instead.")
