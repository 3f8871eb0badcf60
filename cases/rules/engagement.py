"""What must be true after a refusal: a family is never dropped without a word (004: "they refused" is no outcome)."""

from typing import Any

from cases.models import Case, Offer
from cases.rules.typed import require_words
from cases.status import ENDS_BY_FAMILY, ActionStatus, Closing, NextStep, OfferStatus
from inputs.errors import RuleBroken

# Before a family counts as one that could not be reached (docs/decisions.md).
ATTEMPTS, ATTEMPT_DAYS, ATTEMPT_WAYS = 3, 2, 2


def require_refused(offer: Offer) -> None:
    """Something else comes next where the family said no."""
    if offer.status != OfferStatus.REFUSED:
        answer = offer.get_status_display().lower()
        raise RuleBroken("not_refused", f"The family has not refused this. Its answer so far: {answer}.")


def require_referrer(case: Case, step: str) -> None:
    """Whoever referred the family can go back to it; nobody did if it was brought along from former records."""
    if step == NextStep.REFERRER and case.referral.referrer is None:
        raise RuleBroken("no_referrer", "Nobody here referred this family. Choose what else comes next.", "step")


def require_no_next_to_do(offer: Offer) -> None:
    """One thing at a time comes next."""
    action = offer.next_action
    if action is not None and action.status == ActionStatus.OPEN:
        # Not what, nor who: that is of the plan, which a family may keep from whoever asks.
        raise RuleBroken("next_to_do", "What comes next is agreed already, and still to do. Say what came of it first.")


def require_next_said(step: str, what: str, service: Any, because: str) -> None:
    """What comes next is clear to whoever does it; that nothing does has a reason."""
    if step not in NextStep.values:
        raise RuleBroken("no_next_step", "Choose what comes next.", "step")
    if step == NextStep.NOTHING_NOW:
        require_words(because, "no_reason", "Say why nothing more is offered now.", "because")
    if step == NextStep.OTHER_SERVICE and service is None:
        require_words(what, "no_service", "Choose the service, or say in your own words what is offered.", "service")


def require_tried(case: Case, closing: str, because: str, *, known: bool) -> None:
    """A family is not closed as one that declined, or that could not be reached, with nothing tried; unless it is said
    why. A meeting says so in its decision.

    Who must not know of contacts (not `known`) says why in any case: a refusal would tell them what was tried.
    """
    if closing not in ENDS_BY_FAMILY or because.strip():
        return
    if not known:
        sentence = "Say here why nothing else was tried. What was is kept from your agency, so it cannot be looked up."
        raise RuleBroken("not_tried_unsaid", sentence, "not_tried_because")
    if closing == Closing.NO_CONTACT:
        _require_attempts(case)
        return
    waiting = case.offers.untried().first()
    if waiting:
        raise RuleBroken(
            "refusal_waits",
            f"The family refused {waiting.what}, and nothing else was tried. Say on the case what comes next, or say "
            "here why nothing else was tried.",
            "not_tried_because",
        )
    if not case.offers.exists():
        sentence = "No offer to the family is recorded. Record what was offered, or say here why nothing was."
        raise RuleBroken("nothing_offered", sentence, "not_tried_because")


def _require_attempts(case: Case) -> None:
    made = list(case.contacts.filter(reached=False).values_list("on", "kind"))
    days, ways = {on for on, _ in made}, {kind for _, kind in made}
    if len(made) < ATTEMPTS or len(days) < ATTEMPT_DAYS or len(ways) < ATTEMPT_WAYS:
        raise RuleBroken(
            "too_few_attempts",
            f"Fewer than {ATTEMPTS} attempts on {ATTEMPT_DAYS} days and in {ATTEMPT_WAYS} ways are recorded. Record "
            "those that were made, or say here why no more was tried.",
            "not_tried_because",
        )
