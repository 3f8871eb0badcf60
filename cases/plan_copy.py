"""The family's copy of the plan, in plain language: what it wants, who does what by when, whom it can ask. Reads only.

Goals are the family's own words. An action stands in it only if whoever makes the copy ticks it; what else they add is
shown once. No address of the family and no other family is in it; it may be read by both parents.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cases.copy_end import CopyEnd, end_of
from cases.models import Action, Case, Goal
from cases.ratings import now_at
from centres.models import Centre


@dataclass(frozen=True)
class Wanted:
    """One goal, where the family stands with it, and what is done for it."""

    words: str
    start: int | None
    now: int | None
    target: int | None
    actions: list[Action] = field(default_factory=list)


@dataclass(frozen=True)
class PlanCopy:
    """Everything that stands on the copy."""

    family: str
    centre: Centre
    made_on: date
    goals: list[Wanted]
    others: list[Action]
    words: str
    end: CopyEnd


def actions_of(case: Case) -> list[Action]:
    """The actions that can be told: those still to do."""
    return list(case.actions.open().select_related("owner", "agency", "for_adult")[:50])


def copy_of(case: Case, on: date, *, goals: Iterable[Goal], tell: Iterable[Action] = (), words: str = "") -> PlanCopy:
    """The copy with these goals, the actions in `tell` under the goal that they serve, and what its maker adds."""
    now, told, goals = now_at(case), list(tell), list(goals)
    wanted = [
        Wanted(
            one.words, one.start_rating, now.get(one.pk), one.target_rating, [a for a in told if a.goal_id == one.pk]
        )
        for one in goals
    ]
    shown = {one.pk for one in goals}
    return PlanCopy(
        family=case.family.name, centre=case.centre, made_on=on, goals=wanted,
        others=[one for one in told if one.goal_id not in shown], words=words,
        end=end_of(case, on),
    )  # fmt: skip
