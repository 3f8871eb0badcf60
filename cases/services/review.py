"""The six-weekly review: go on, change, step up or down, or close. There is always a next date or an outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db import transaction

from audit.services import record
from cases.going_on import going_on_of, require_agreement_or_decision
from cases.models import GoalRating, HelpAsked, Review
from cases.policies import may_coordinate
from cases.rules import (
    begun_on,
    next_review_day,
    require_day_held,
    require_goals_rated,
    require_help_said,
    require_open,
    require_place,
    require_ratings,
    require_review_in_time,
    require_review_pending,
    require_words,
    stepped,
)
from cases.services.case import change_tier, close_case
from cases.services.closing import Afterwards
from cases.services.locks import locked_of_case
from cases.status import HeldWhere, ReviewDecision
from referrals.services import tell_referrer
from referrals.status import FeedbackKind

STEPS = (ReviewDecision.STEP_UP, ReviewDecision.STEP_DOWN)


@dataclass(frozen=True)
class GoalRated:
    """Where one goal stands, by its number."""

    goal: int
    worker_rating: int | None
    family_rating: int | None = None
    no_rating_because: str = ""


@dataclass(frozen=True)
class HelpSaid:
    """What the family thinks of the help: its answers by question, or why it was not asked."""

    answers: Mapping[str, int] = field(default_factory=dict)
    words: str = ""
    not_asked_because: str = ""


@transaction.atomic
def hold_review(
    *, review: Review, worker_rating: int | None, family_rating: int | None = None, no_rating_because: str = "",
    what_changed: str = "", family_words: str = "", decision: str, reason: str, next_due_on: date | None = None,
    closing: str = "", closing_words: str = "", told: str = "", not_tried_because: str = "",
    afterwards: Afterwards | None = None, tier: int | None = None, held_on: date | None = None, held_where: str = "",
    present: str = "", goals: Sequence[GoalRated] = (), help_said: HelpSaid | None = None, by: Any, on: date,
    in_meeting: bool = False,
) -> Review:  # fmt: skip
    """Hold the review: where and with whom, ratings, what changed, a decision with its reason; the referrer is told.

    Makes the next review (by the rule if no date is given) or closes the case with its outcome. Without an agreement
    in force, and without a decision to go on, it can only close. With the family every goal is rated and the six
    questions are answered, or it is said why not; the meeting may. Raises NotAllowed, RuleBroken.
    """
    review = locked_of_case(review)
    case = review.case
    may_coordinate(by, case, in_meeting=in_meeting).require()
    require_open(case)
    require_review_pending(review)
    held_on = on if in_meeting else held_on or on
    require_day_held(held_on, begun_on(case), on)
    if not in_meeting:
        require_place(held_where, present)
    _require_rated(review, held_on, goals, in_meeting)
    require_ratings(worker_rating, family_rating, no_rating_because)
    help_said = help_said if in_meeting else help_said or HelpSaid()
    if help_said is not None:
        require_help_said(dict(help_said.answers), help_said.not_asked_because)
    require_words(decision, "no_decision", "Choose what was decided.", "decision")
    require_words(reason, "no_reason", "Say why this was decided.", "reason")
    review.held_on, review.held_by = held_on, by
    review.held_where, review.present = HeldWhere.MEETING if in_meeting else HeldWhere(held_where), present
    review.worker_rating, review.family_rating = worker_rating, family_rating
    review.no_rating_because = "" if family_rating is not None else no_rating_because
    review.what_changed, review.family_words = what_changed, family_words
    review.decision, review.reason = ReviewDecision(decision), reason
    review.save()
    _write_said(review, goals, help_said)
    record(by=by, verb="hold_review", subject=case, review=review.pk, decision=decision, due_on=str(review.due_on))
    if decision == ReviewDecision.CLOSE:
        close_case(
            case=case, closing=closing, words=closing_words or reason, told=told, not_tried_because=not_tried_because,
            afterwards=afterwards, by=by, on=on, in_meeting=in_meeting,
        )  # fmt: skip
    else:
        _go_on(review, next_due_on, tier, by, on, in_meeting)
    return review


def _require_rated(review: Review, held_on: date, rated: Sequence[GoalRated], in_meeting: bool) -> None:
    """With the family every goal that was set by then; a goal set since can wait for the next review."""
    goals = list(review.case.goals.open())
    wanted = [] if in_meeting else [goal for goal in goals if goal.set_on <= held_on]
    require_goals_rated(goals, rated, wanted=wanted)


def _write_said(review: Review, goals: Sequence[GoalRated], help_said: HelpSaid | None) -> None:
    """The goals' ratings, and what the family thinks of the help."""
    for one in goals:
        GoalRating.objects.create(
            review=review, goal_id=one.goal, worker_rating=cast(int, one.worker_rating),
            family_rating=one.family_rating,
            no_rating_because="" if one.family_rating is not None else one.no_rating_because,
        )  # fmt: skip
    if help_said is not None:
        because = "" if help_said.answers else help_said.not_asked_because
        HelpAsked.objects.create(
            review=review, words=help_said.words, not_asked_because=because, **dict(help_said.answers)
        )


def _go_on(review: Review, next_due_on: date | None, tier: int | None, by: Any, on: date, in_meeting: bool) -> None:
    """The next review, the new tier if there is one, and word to the referrer."""
    case = review.case
    require_agreement_or_decision(case, on)
    if review.decision in STEPS:
        new = stepped(case.tier, review.decision, tier)
        change_tier(case=case, tier=new, by=by, on=on, in_meeting=in_meeting)
    begun = review.held_on or on
    proposed = next_review_day(case.centre, begun)
    # Who writes a review down late may find its next late already: that day stands, and is seen.
    require_review_in_time(next_due_on or proposed, centre=case.centre, begun=begun, earliest=min(on, proposed))
    Review.objects.create(case=case, due_on=next_due_on or proposed)
    if going_on_of(case, on):  # the referrer has been told that it ended, and learns nothing newer
        return
    told = f"{review.get_decision_display()}. {review.reason}"
    tell_referrer(referral=case.referral, kind=FeedbackKind.REVIEW, words=told, by=by, on=on)
