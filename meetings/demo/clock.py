"""A clock and a supply of references that can be set, so that a year can be lived through in a minute.

The verbs ask Django's clock when something was sent, opened or entered, and which memberships and agreements are in
force today. While the demo is made that clock shows the demo's day: every moment on record is then what it would have
been, no rule is stepped around and nothing needs to be dated back afterwards. The log of changes alone takes the
database's own time, which nobody can set: it truly says when the demo was made.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from types import SimpleNamespace

from django.utils import timezone

from centres import references

MORNING = time(9, 30)


class Clock:
    """Shows the moment it was set to, until it is set again."""

    def __init__(self, day: date) -> None:
        self.moment = timezone.make_aware(datetime.combine(day, MORNING))

    @property
    def day(self) -> date:
        """The day it shows."""
        return timezone.localtime(self.moment).date()

    def go(self, day: date, at: time = MORNING) -> None:
        """Set it."""
        self.moment = timezone.make_aware(datetime.combine(day, at))

    def forward(self, minutes: int) -> None:
        """Let so many minutes pass."""
        self.moment += timedelta(minutes=minutes)


@contextmanager
def set_clock(clock: Clock) -> Iterator[Clock]:
    """Have Django read `clock` until the end. For one process that does nothing else: a management command, a test."""

    class Shown(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.moment.astimezone(tz)

    real = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = Shown  # type: ignore[attr-defined]
    try:
        yield clock
    finally:
        timezone.datetime = real  # type: ignore[attr-defined]


@contextmanager
def repeatable_references(dice: random.Random) -> Iterator[None]:
    """Have references drawn from `dice`, so that the same day makes the same demo."""
    real = references.secrets
    references.secrets = SimpleNamespace(choice=dice.choice)  # type: ignore[assignment]
    try:
        yield
    finally:
        references.secrets = real
