"""What must be true of a review; when the next is due is in `review_dates`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.models import Goal, Review
from cases.rules.typed import require_between, require_words
from cases.status import HELP_QUESTIONS, WITH_FAMILY
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_review_pending(review: Review) -> None:
    """A review is held once, and not after the case was closed without it."""
    if review.held_on:
        raise RuleBroken("already_held", f"This review was already held on {in_words(review.held_on)}.")
    if review.missed_on:
        raise RuleBroken(
            "missed", f"This review was not held before the case was closed on {in_words(review.missed_on)}."
        )


def require_day_held(held_on: date, begun: date, on: date) -> None:
    """It was held today or before, and not before the last one or the case's opening."""
    require_between(held_on, begun, on, "held_on", "The day of the review")


def require_place(held_where: str, present: str) -> None:
    """A review that is not the meeting's is held with the family: somewhere, with somebody."""
    if held_where not in WITH_FAMILY:
        raise RuleBroken("no_place", "Choose where the review was held.", "held_where")
    require_words(present, "nobody_there", "Say who was there.", "present")


def require_ratings(
    worker_rating: int | None, family_rating: int | None, no_rating_because: str, *, of: str = ""
) -> None:
    """The worker's rating and the family's own, or why the family gave none. `of`: put before the fields' names."""
    for rating, field in ((worker_rating, "worker_rating"), (family_rating, "family_rating")):
        if rating is not None and not 0 <= rating <= 10:
            raise RuleBroken("rating_range", "A rating is a number from 0 to 10.", f"{of}{field}")
    if worker_rating is None:
        raise RuleBroken("no_worker_rating", "Give your own rating, from 0 to 10.", f"{of}worker_rating")
    if family_rating is None and not no_rating_because.strip():
        raise RuleBroken(
            "no_family_rating", "Give the family's own rating, or say why there is none.", f"{of}family_rating"
        )


def require_goals_rated(goals: Iterable[Goal], rated: Iterable[Any], *, wanted: Iterable[Goal]) -> None:
    """Each goal that is rated is one of the plan's, once; those `wanted` are all rated."""
    open_ones, seen = {goal.pk for goal in goals}, set()
    for one in rated:
        if one.goal not in open_ones:
            raise RuleBroken("no_such_goal", "This goal is not one that the family works on now.", "goals")
        if one.goal in seen:
            raise RuleBroken("rated_twice", "A goal is rated once at a review.", "goals")
        seen.add(one.goal)
        require_ratings(one.worker_rating, one.family_rating, one.no_rating_because, of=f"goal_{one.goal}_")
    for goal in wanted:
        if goal.pk not in seen:
            raise RuleBroken(
                "goal_not_rated", f"Say where this goal stands: {goal.words}", f"goal_{goal.pk}_worker_rating"
            )


def require_help_said(answers: dict[str, int], not_asked_because: str) -> None:
    """At least one of the six questions is answered, from 1 to 5; or it is said why the family was not asked."""
    for question, answer in answers.items():
        if question not in HELP_QUESTIONS or not 1 <= answer <= 5:
            raise RuleBroken("answer_range", "Choose one of the five answers.", question)
    if not answers and not not_asked_because.strip():
        raise RuleBroken(
            "help_not_asked",
            "Ask the family what it thinks of the help, or say why it was not asked.",
            "not_asked_because",
        )
