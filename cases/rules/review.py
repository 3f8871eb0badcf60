"""What must be true of a review, and of the date of the next."""

from datetime import date, timedelta

from django.db.models import Max

from cases.models import Case, Review
from cases.rules.typed import require_between
from inputs.dates import in_words
from inputs.errors import RuleBroken


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
            f"The next review must be {in_words(latest)} or earlier: at most six weeks apart.",
            "next_due_on",
        )
    require_between(due_on, on, None, "next_due_on", "The next review")


def require_review_pending(review: Review) -> None:
    """A review is held once."""
    if review.held_on:
        raise RuleBroken("already_held", f"This review was already held on {in_words(review.held_on)}.")


def require_ratings(worker_rating: int | None, family_rating: int | None, no_rating_because: str) -> None:
    """A review has the worker's rating and the family's own, or the reason why the family gave none."""
    for rating, field in ((worker_rating, "worker_rating"), (family_rating, "family_rating")):
        if rating is not None and not 0 <= rating <= 10:
            raise RuleBroken("rating_range", "A rating is a number from 0 to 10.", field)
    if worker_rating is None:
        raise RuleBroken("no_worker_rating", "Give your own rating, from 0 to 10.", "worker_rating")
    if family_rating is None and not no_rating_because.strip():
        raise RuleBroken("no_family_rating", "Give the family's own rating, or say why there is none.", "family_rating")
