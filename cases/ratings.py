"""The ratings of a case over time, and where each stands on a chart: for the chart, its table and the form alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cases.models import Case, Goal, GoalRating

# The chart's own units: the rows of the scale are 15 apart; dates stand in their proportion.
LEFT, RIGHT, TOP, STEP = 28, 352, 12, 15
BOTTOM = TOP + 10 * STEP
OVERALL = "How things are altogether"


def height(rating: int) -> int:
    """Where a rating stands: 10 on top."""
    return BOTTOM - rating * STEP


@dataclass(frozen=True)
class Rated:
    """The ratings of one day; `start`: what the family said when the goal was set, before anybody worked on it."""

    on: date
    family: int | None
    worker: int | None
    because: str = ""
    start: bool = False


@dataclass(frozen=True)
class Mark:
    """A rating's place on the chart."""

    x: int
    y: int


@dataclass(frozen=True)
class Drawn:
    """One thing that is rated again and again: all together, or one goal."""

    title: str
    rated: list[Rated]
    goal_id: int | None = None
    target: int | None = None
    grid: list[tuple[int, int]] = field(default_factory=lambda: [(rating, height(rating)) for rating in (0, 5, 10)])

    @property
    def last_two(self) -> list[Rated]:
        """The last two, the newest first."""
        return self.rated[:-3:-1]

    @property
    def target_at(self) -> int | None:
        """Where the line stands to which the family wants to come."""
        return None if self.target is None else height(self.target)

    @property
    def family_marks(self) -> list[Mark]:
        """The family's ratings."""
        return [mark for line in self.family_lines for mark in line]

    @property
    def worker_marks(self) -> list[Mark]:
        """The worker's ratings."""
        return [mark for line in self.worker_lines for mark in line]

    @property
    def family_lines(self) -> list[list[Mark]]:
        """The family's ratings in their lines: a rating that was not given breaks the line."""
        return self._lines([one.family for one in self.rated])

    @property
    def worker_lines(self) -> list[list[Mark]]:
        """The worker's ratings in their lines."""
        return self._lines([one.worker for one in self.rated])

    @property
    def days(self) -> list[tuple[int, date]]:
        """The first day and the last, and where they stand."""
        ends = [self.rated[0], self.rated[-1]] if len(self.rated) > 1 else self.rated
        return [(self._across(one.on), one.on) for one in ends]

    def _lines(self, ratings: list[int | None]) -> list[list[Mark]]:
        lines: list[list[Mark]] = [[]]
        for one, rating in zip(self.rated, ratings, strict=True):
            if rating is None:
                lines.append([])
            else:
                lines[-1].append(Mark(self._across(one.on), height(rating)))
        return [line for line in lines if line]

    def _across(self, on: date) -> int:
        first, last = self.rated[0].on, self.rated[-1].on
        if first == last:
            return (LEFT + RIGHT) // 2
        return LEFT + 8 + round((RIGHT - LEFT - 16) * ((on - first).days / (last - first).days))


def ratings_of(case: Case) -> list[Drawn]:
    """What was rated: all together first, then each goal as it was set; the oldest rating first. Three queries."""
    held = case.reviews.exclude(held_on=None).order_by("held_on", "pk")
    drawn = [Drawn(OVERALL, [Rated(one.held_on, one.family_rating, one.worker_rating, one.no_rating_because)
                             for one in held])]  # fmt: skip
    rows = GoalRating.objects.filter(review__case=case).select_related("review").order_by("review__held_on", "pk")
    by_goal: dict[int, list[GoalRating]] = {}
    for row in rows:
        by_goal.setdefault(row.goal_id, []).append(row)
    goals = case.goals.order_by("set_on", "pk")
    drawn += [Drawn(goal.words, _of(goal, by_goal.get(goal.pk, [])), goal.pk, goal.target_rating) for goal in goals]
    return [one for one in drawn if one.rated or one.goal_id]


def with_ratings(goals: Iterable[Goal], drawn: Iterable[Drawn]) -> list[tuple[Goal, Drawn]]:
    """Goals of a case, each with what is drawn of it."""
    rated = {one.goal_id: one for one in drawn}
    return [(goal, rated[goal.pk]) for goal in goals]


def now_at(case: Case) -> dict[int, int]:
    """Where the family saw itself with each goal when it last said so."""
    given = GoalRating.objects.filter(review__case=case).exclude(family_rating=None)
    return dict(given.order_by("review__held_on", "pk").values_list("goal_id", "family_rating"))


def _of(goal: Goal, rows: Iterable[GoalRating]) -> list[Rated]:
    start = [] if goal.start_rating is None else [Rated(goal.set_on, goal.start_rating, None, start=True)]
    given = [
        Rated(row.review.held_on, row.family_rating, row.worker_rating, row.no_rating_because)
        for row in rows
        if row.review.held_on
    ]
    return start + given
