"""The clock of the stories that last for weeks."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 3, 2)


class Clock:
    """The day on which a story is. It goes on by itself, as a clock does."""

    def __init__(self, moving: Any) -> None:
        self.moving = moving

    def goes_to(self, day: date, at: time = time(9)) -> None:
        """It is that day, by the clock on the wall."""
        self.moving.move_to(datetime.combine(day, at, tzinfo=LONDON))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Nine o'clock on a Monday in March, for whoever tests and for the server; browsers keep their own time."""
    with time_machine.travel(datetime.combine(MONDAY, time(9), tzinfo=LONDON)) as moving:
        yield Clock(moving)
