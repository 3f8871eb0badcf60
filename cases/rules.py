"""What must be true of a case, whoever asks."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from cases.models import Action, Case, Goal, Lead, Offer, Review
from cases.rosters import membership_to_lead, wished_agency_ids
from cases.status import ActionStatus, CaseStatus, LeadStatus, OfferStatus, ReviewDecision, can_become
from centres.models import Agency, Membership
from centres.status import CASEWORK_ROLES
from consent.models import Agreement
from inputs.errors import RuleBroken
from referrals.models import MEETING_TIERS
from referrals.status import WAITING, ReferralStatus

LONGEST_SHARE = timedelta(days=365)
TWICE = timedelta(minutes=2)
AGREEMENT_NEEDED = (
    "The family's agreement is not in force, so nothing new can be started. "
    "Record a new agreement, or record what happened and close the case."
)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def require_agreement(family: Any, on: date) -> None:
    """Nothing new begins without an agreement in force; what happened can still be recorded, and the case closed."""
    if not Agreement.objects.in_force(on).filter(family=family).exists():
        raise RuleBroken("no_agreement", AGREEMENT_NEEDED)


def require_open(case: Case) -> None:
    """Work is recorded on open cases only."""
    if case.status != CaseStatus.OPEN:
        raise RuleBroken("already_closed", "This case is closed. The manager can open it again.")


def require_can_become(what: str, current: str, wanted: str, sentence: str) -> None:
    """The status table allows the step; `sentence` says what stands in the way."""
    if not can_become(what, current, wanted):
        raise RuleBroken(f"already_{current}", sentence)


def require_words(words: str, code: str, sentence: str, field: str) -> None:
    """Something is said."""
    if not words.strip():
        raise RuleBroken(code, sentence, field)


def require_between(day: date, first: date | None, last: date | None, field: str, what: str = "The date") -> None:
    """A day lies between two others."""
    if first and day < first:
        raise RuleBroken("date_too_early", f"{what} must be {_day(first)} or later.", field)
    if last and day > last:
        raise RuleBroken("date_too_late", f"{what} must be {_day(last)} or earlier.", field)


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
    )  # fmt: skip
    built = (
        any(rows.exists() for rows in worked)
        or case.reviews.exclude(held_on=None).exists()
        or case.leads.exclude(status__in=[LeadStatus.OFFERED, LeadStatus.TAKEN_BACK]).exists()
        or case.actions.filter(status__in=[ActionStatus.DONE, ActionStatus.NOT_DONE]).exists()
    )
    if built:
        raise RuleBroken("built_on", "Work on this case has begun, so opening it cannot be undone. Close it instead.")


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


def require_agency_of(memberships: list[Membership], agency: Agency) -> None:
    """002 §5.1: an action belongs to one person of one agency, so nobody assumes it was somebody else's."""
    if agency.pk not in {membership.agency_id for membership in memberships}:
        raise RuleBroken("not_their_agency", f"The owner does not work here for {agency.name}.", "agency")


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


def require_agency_not_excluded(family: Any, agency: Agency) -> None:
    """Nobody is given something to do for a family that does not want their agency to know: they would read of it."""
    if family.wishes.filter(agency=agency, included=False, until=None).exists():
        raise RuleBroken(
            "agency_excluded",
            f"The family does not want {agency.name} to know. Choose somebody of another agency.",
            "owner",
        )


def require_not_in_team(case: Case, user: Any, on: date) -> None:
    """Once is enough."""
    if case.team.in_force(on).filter(user=user, until=None).exists():
        raise RuleBroken("already_in_team", f"{user.name} is already in the team around the family.", "user")


def require_share_dates(until: date, on: date) -> None:
    """A share ends, within a year."""
    require_between(until, on, on + LONGEST_SHARE, "until", "The last day")


def require_happened(case: Case, happened_on: date, on: date, field: str) -> None:
    """What is recorded happened since the case was opened, and not in the future."""
    require_between(happened_on, case.opened_on, on, field)


def require_not_twice(rows: Any, **same: Any) -> None:
    """The same thing sent twice within two minutes is one thing (a double click, a page sent again)."""
    if rows.filter(entered_at__gte=timezone.now() - TWICE, **same).exists():
        raise RuleBroken("already_recorded", "This was already recorded a moment ago.")


def require_seen_means_reached(reached: bool, child_seen: bool) -> None:
    """A child was seen only if somebody was reached."""
    if child_seen and not reached:
        raise RuleBroken("seen_not_reached", "A child cannot have been seen if nobody was reached.", "child_seen")


def require_service_here(case: Case, service: Any) -> None:
    """A service offered is one of the centre's directory."""
    if service is not None and service.centre_id != case.centre_id:
        raise RuleBroken("service_elsewhere", "Choose a service of this centre's directory.", "service")


def require_answer(offer: Offer, status: str) -> None:
    """An answer is one the table allows: it can change, but not back to none."""
    sentence = f"This answer is already recorded: {offer.get_status_display().lower()}."
    require_can_become("offer", offer.status, OfferStatus(status), sentence)


def require_not_past(due_on: date, on: date) -> None:
    """Nothing is agreed for a day that is over."""
    require_between(due_on, on, None, "due_on")


def require_finished_step(action: Action, status: str, result: str) -> None:
    """An action ends as done, or as not done with the reason why."""
    name = action.get_status_display().lower()
    require_can_become("action", action.status, status, f"This action is already recorded as: {name}.")
    if status == ActionStatus.NOT_DONE:
        require_words(result, "no_reason", "Say why it was not done.", "result")


def require_goal_open(goal: Goal) -> None:
    """A goal is reached once."""
    if goal.reached_on:
        raise RuleBroken("already_reached", f"This goal was recorded as reached on {_day(goal.reached_on)}.")


def latest_review_date(case: Case) -> date:
    """The last day for the next review: the centre's weeks (six at most) after the last one held, or the opening.

    Working Together 2023: early help reviews are at most six weeks apart.
    """
    last = case.reviews.aggregate(last=Max("held_on"))["last"]
    begun = max(day for day in (case.opened_on, case.reopened_on, last) if day)
    return begun + timedelta(weeks=case.centre.review_weeks)


def require_review_in_time(due_on: date, on: date, latest: date) -> None:
    """No open case without a next review, and none further away than the centre's weeks."""
    if due_on > latest:
        raise RuleBroken(
            "review_too_far",
            f"The next review must be {_day(latest)} or earlier: at most six weeks apart.",
            "next_due_on",
        )
    require_between(due_on, on, None, "next_due_on", "The next review")


def require_review_pending(review: Review) -> None:
    """A review is held once."""
    if review.held_on:
        raise RuleBroken("already_held", f"This review was already held on {_day(review.held_on)}.")


def require_ratings(worker_rating: int | None, family_rating: int | None, no_rating_because: str) -> None:
    """A review has the worker's rating and the family's own, or the reason why the family gave none."""
    for rating, field in ((worker_rating, "worker_rating"), (family_rating, "family_rating")):
        if rating is not None and not 0 <= rating <= 10:
            raise RuleBroken("rating_range", "A rating is a number from 0 to 10.", field)
    if worker_rating is None:
        raise RuleBroken("no_worker_rating", "Give your own rating, from 0 to 10.", "worker_rating")
    if family_rating is None and not no_rating_because.strip():
        raise RuleBroken("no_family_rating", "Give the family's own rating, or say why there is none.", "family_rating")
