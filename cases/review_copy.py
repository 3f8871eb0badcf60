"""The family's copy of a review, in plain language. Reads only.

Nothing in it is copied from what was written for colleagues (what changed, why it was decided): the sentences are those
below, the family's own ratings and answers, and what whoever makes the copy writes or ticks for this family. No address
of the family and no other family is in it; it may be read by both parents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.models import Action, Lead, Review
from cases.status import ActionStatus, HeldWhere, ReviewDecision
from centres.models import Centre, Membership
from centres.status import Role

D = ReviewDecision
SENTENCES = {
    D.GO_ON: "We go on as we planned with you.",
    D.CHANGE: "We change the plan. Nothing changes before we have talked it over with you.",
    D.STEP_UP: "We think that more help would be useful now. Nothing changes before we have talked it over with you.",
    D.STEP_DOWN: "We think that less help is needed now. We will talk this over with you first.",
    D.CLOSE: "The work of this team with your family comes to an end. You can come back to the centre at any time.",
}
WHERE = {
    HeldWhere.HOME: "at your home",
    HeldWhere.CENTRE: "at the centre",
    HeldWhere.CALL: "by telephone or video",
    HeldWhere.MEETING: "at the meeting of the people who work with you",
}


@dataclass(frozen=True)
class Stood:
    """Where the family sees itself with one of its goals."""

    words: str
    start: int | None
    now: int | None
    target: int | None


@dataclass(frozen=True)
class ReviewCopy:
    """Everything that stands on the copy."""

    family: str
    centre: Centre
    held_on: date
    where: str
    made_on: date
    rating: int | None
    goals: list[Stood]
    answers: list[tuple[str, str]]
    family_words: str
    sentence: str
    actions: list[Action]
    words: str
    next_review_on: date | None
    lead: Lead | None
    manager: str


def actions_of(review: Review) -> list[Action]:
    """The actions that can be told: those still to do."""
    rows = review.case.actions.filter(status=ActionStatus.OPEN)
    return list(rows.select_related("owner", "agency")[:50])


def goals_of(review: Review) -> list[Stood]:
    """The goals that were rated, with where the family started and where it wants to be."""
    rows = review.goal_ratings.select_related("goal")
    return [Stood(row.goal.words, row.goal.start_rating, row.family_rating, row.goal.target_rating) for row in rows]


def copy_of(
    review: Review, on: date, *, goals: list[Stood], answers: Iterable[tuple[str, str]], words: str = "",
    family_words: str = "", tell: Iterable[Action] = (),
) -> ReviewCopy:  # fmt: skip
    """The copy of a review that was held, with what its maker adds for this family."""
    case = review.case
    managers = Membership.objects.filter(centre=case.centre, role=Role.CENTRE_MANAGER).in_force(on)
    first = managers.select_related("user").first()
    ends = review.decision == D.CLOSE
    return ReviewCopy(
        family=case.family.name, centre=case.centre, held_on=review.held_on or on,
        where=WHERE.get(HeldWhere(review.held_where), ""), made_on=on, rating=review.family_rating, goals=goals,
        answers=list(answers), family_words=family_words, sentence=SENTENCES[ReviewDecision(review.decision)],
        actions=list(tell), words=words,
        next_review_on=None if ends else case.reviews.to_come().values_list("due_on", flat=True).first(),
        lead=None if ends else case.leads.current().select_related("user", "agency").first(),
        manager=first.user.name if first else "",
    )  # fmt: skip
