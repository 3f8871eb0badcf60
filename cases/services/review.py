"""The six-weekly review: go on, change, step up or down, or close. There is always a next date or an outcome."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from audit.services import record
from cases.going_on import going_on_of, require_agreement_or_decision
from cases.models import Review
from cases.policies import may_coordinate
from cases.rules import (
    require_open,
    require_ratings,
    require_review_in_time,
    require_review_pending,
    require_words,
    stepped,
)
from cases.services.case import change_tier, close_case
from cases.services.locks import locked_of_case
from cases.status import ReviewDecision
from referrals.services import tell_referrer
from referrals.status import FeedbackKind

STEPS = (ReviewDecision.STEP_UP, ReviewDecision.STEP_DOWN)


@transaction.atomic
def hold_review(
    *, review: Review, worker_rating: int | None, family_rating: int | None = None, no_rating_because: str = "",
    what_changed: str = "", family_words: str = "", decision: str, reason: str, next_due_on: date | None = None,
    closing: str = "", closing_words: str = "", tier: int | None = None, by: Any, on: date, in_meeting: bool = False,
) -> Review:  # fmt: skip
    """Hold the review: ratings, what changed, a decision with its reason; the referrer is told.

    Makes the next review (in the centre's weeks if no date is given) or closes the case with its outcome. Without an
    agreement in force, and without a decision to go on, it can only close. Raises NotAllowed, RuleBroken.
    """
    review = locked_of_case(review)
    case = review.case
    may_coordinate(by, case, in_meeting=in_meeting).require()
    require_open(case)
    require_review_pending(review)
    require_ratings(worker_rating, family_rating, no_rating_because)
    require_words(decision, "no_decision", "Choose what was decided.", "decision")
    require_words(reason, "no_reason", "Say why this was decided.", "reason")
    review.held_on, review.held_by = on, by
    review.worker_rating, review.family_rating = worker_rating, family_rating
    review.no_rating_because = "" if family_rating is not None else no_rating_because
    review.what_changed, review.family_words = what_changed, family_words
    review.decision, review.reason = ReviewDecision(decision), reason
    review.save()
    record(by=by, verb="hold_review", subject=case, review=review.pk, decision=decision, due_on=str(review.due_on))
    if decision == ReviewDecision.CLOSE:
        close_case(case=case, closing=closing, words=closing_words or reason, by=by, on=on, in_meeting=in_meeting)
    else:
        _go_on(review, next_due_on, tier, by, on, in_meeting)
    return review


def _go_on(review: Review, next_due_on: date | None, tier: int | None, by: Any, on: date, in_meeting: bool) -> None:
    """The next review, the new tier if there is one, and word to the referrer."""
    case = review.case
    require_agreement_or_decision(case, on)
    if review.decision in STEPS:
        new = stepped(case.tier, review.decision, tier)
        change_tier(case=case, tier=new, by=by, on=on, in_meeting=in_meeting)
    latest = on + timedelta(weeks=case.centre.review_weeks)
    require_review_in_time(next_due_on or latest, on, latest)
    Review.objects.create(case=case, due_on=next_due_on or latest)
    if going_on_of(case, on):  # the referrer has been told that it ended, and learns nothing newer
        return
    told = f"{review.get_decision_display()}. {review.reason}"
    tell_referrer(referral=case.referral, kind=FeedbackKind.REVIEW, words=told, by=by, on=on)
