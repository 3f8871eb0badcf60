"""What the demo knows while it is being made: one centre, and the thread of each family's story."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from centres.models import Agency, Centre, Membership, Service
from meetings.demo.clock import Clock
from meetings.demo.frame import working_day
from meetings.demo.numbers import Numbers
from meetings.demo.places import Place
from meetings.demo.shapes import Held, Ruling, Story
from meetings.models import Meeting

YESTERDAY = timedelta(days=1)


@dataclass
class Thread:
    """How far a family's story has come."""

    story: Story
    family: Any = None
    referral: Any = None
    case: Any = None
    rulings: list[Ruling] = field(default_factory=list)
    reviews: list[Held] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rulings = list(self.story.rulings)
        self.reviews = list(self.story.reviews)

    def words(self, text: str) -> str:
        """`text` with the first names of this family's child and adult in it."""
        if "{" not in text:
            return text
        born = next((one.name for one in self.story.children if one.name), "the baby")
        return text.format(child=born.split()[0], adult=self.story.adults[0].name.split()[0])


@dataclass
class World:
    """One centre while its year is lived through."""

    place: Place
    today: date
    clock: Clock
    dice: random.Random
    numbers: Numbers
    centre: Centre
    agencies: dict[str, Agency]
    users: dict[str, User]
    memberships: dict[str, Membership]
    services: dict[str, Service]
    meetings: list[Meeting]  # in order; the one of today, or the next, is number `behind`
    behind: int
    threads: list[Thread] = field(default_factory=list)
    to_come: list["Event"] = field(default_factory=list)
    finished: int = 0  # actions that came to an end so far
    failed: list[str] = field(default_factory=list)  # what a rule refused; empty, or a table asks for the impossible

    def meeting(self, number: int) -> Meeting:
        """The meeting so many before today's (below zero) or after it."""
        return self.meetings[self.behind + number]

    def agency_of(self, who: str) -> Agency:
        """For whom somebody works."""
        return self.memberships[who].agency

    def key_of(self, user: User) -> str:
        """The short name of somebody."""
        return next(key for key, one in self.users.items() if one.pk == user.pk)

    def works_on(self, who: str, day: date) -> bool:
        """Whether somebody works here on a day."""
        return who in self.memberships and self.memberships[who].in_force(day)

    def working_day(self, day: date, *, first: date | None = None) -> date:
        """The day, moved to a working day, before today and not before `first`."""
        moved = working_day(day, self.centre.division)
        moved = min(moved, self.today - YESTERDAY)
        return max(moved, first) if first else moved


@dataclass(order=True)
class Event:
    """Something that happens on a day; the rest puts those of one day in a fixed order."""

    day: date
    order: int
    thread: Thread = field(compare=False)
    what: Any = field(compare=False)
    row: Any = field(default=None, compare=False)
