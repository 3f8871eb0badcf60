"""Distance travelled: from the first rating to the last, for each goal and altogether. Worked out, never typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.models import Case
from cases.ratings import Drawn, ratings_of


@dataclass(frozen=True)
class Way:
    """The first and the last rating of one rater."""

    first: int
    last: int

    @property
    def travelled(self) -> int:
        """How many points up, or (below nothing) down."""
        return self.last - self.first

    @property
    def in_words(self) -> str:
        """The same as a sentence would say it."""
        by = abs(self.travelled)
        moved = f"{by} {'up' if self.travelled > 0 else 'down'}" if by else "no change"
        return f"From {self.first} to {self.last}: {moved}"


@dataclass(frozen=True)
class Travelled:
    """How far the family has come with one goal, or altogether; None: not rated twice."""

    title: str
    outcome: str  # of the goal, in words; empty for all together
    target: int | None
    family: Way | None
    worker: Way | None


def outcomes_of(case: Case) -> dict[int, str]:
    """The outcome of each goal, in words, by the goal's number."""
    return {goal.pk: goal.get_outcome_display() for goal in case.goals.all()}


def distance_of(drawn: list[Drawn], outcomes: dict[int, str], since: date, until: date) -> list[Travelled]:
    """All together first, then goal by goal, in one stretch of the work.

    `drawn` and `outcomes`: `ratings_of` and `outcomes_of` the case, which serve every stretch.
    """
    return [
        Travelled(
            one.title, outcomes.get(one.goal_id or 0, ""), one.target,
            _way(rated.family for rated in one.rated if since <= rated.on <= until),
            _way(rated.worker for rated in one.rated if since <= rated.on <= until),
        )
        for one in drawn
        if any(since <= rated.on <= until for rated in one.rated)
    ]  # fmt: skip


def distance_so_far(case: Case, on: date) -> list[Travelled]:
    """In the stretch of work that goes on: what it comes to if the case is closed on `on`."""
    return distance_of(ratings_of(case), outcomes_of(case), case.reopened_on or case.opened_on, on)


def _way(ratings: Iterable[int | None]) -> Way | None:
    given = [rating for rating in ratings if rating is not None]
    return Way(given[0], given[-1]) if len(given) > 1 else None
