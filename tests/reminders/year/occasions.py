"""Whom to tell of what, written once more: an occasion is one small function in a list.

Each has the sentence it is told with, and gives (person, what the sentence names, what is told once) for everything
that holds on a day. A new occasion is a new function with `@told_as`; a sentence that no occasion has fails the year.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.reminders.year.facts import Facts

Told = tuple[int, tuple[str, ...], tuple[Any, ...]]
Holds = Callable[[Facts, date], Iterable[Told]]
OCCASIONS: list["Occasion"] = []


@dataclass(frozen=True)
class Occasion:
    """Something that people are told."""

    says: re.Pattern[str]
    holds: Holds

    @property
    def name(self) -> str:
        """What it is, in words."""
        return self.holds.__name__.replace("_", " ")


def told_as(sentence: str) -> Callable[[Holds], Holds]:
    """Put an occasion on the list: `sentence` is a regular expression with a group for each thing that it names."""

    def listed(holds: Holds) -> Holds:
        OCCASIONS.append(Occasion(re.compile(sentence), holds))
        return holds

    return listed


def holding(facts: Facts, day: date) -> dict[tuple[int, tuple[Any, ...]], tuple[str, tuple[str, ...]]]:
    """All that is to be told on a day: of each person and occasion how it is told. The first that fits counts."""
    found: dict[tuple[int, tuple[Any, ...]], tuple[str, tuple[str, ...]]] = {}
    for occasion in OCCASIONS:
        for person, about, once in occasion.holds(facts, day):
            if facts.one("people", person).is_active:
                found.setdefault((person, once), (occasion.name, about))
    return found


def named(sentence: str) -> tuple[str, tuple[str, ...]]:
    """Which occasion a sentence tells, and what it names."""
    found = [(one.name, match.groups()) for one in OCCASIONS if (match := one.says.fullmatch(sentence))]
    assert len(found) == 1, f"{len(found)} occasions are told so, instead of one: {sentence}"
    return found[0]
