"""Nothing is missed and nothing is doubled: a year day by day, nights in which clocks change, weeks without a worker.

`tests/reminders/year/occasions.py` says how whom to tell of what is written once more; the story is beside it.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from reminders.models import Reminder
from tests.reminders.year.calendar import FIRST, LAST, days_between
from tests.reminders.year.living import LONDON, MORNING, Year
from tests.reminders.year.occasions import OCCASIONS

pytestmark = pytest.mark.django_db
PROOF = bool(os.environ.get("FORTNIGHT_PROOF"))
# The suite lives through the spring: the summer time begins, Easter, the bank holidays of May, and three weeks without
# a worker over the first two. `make proof` lives through the whole year, without a worker from each Monday of it.
DAYS = days_between(FIRST, LAST if PROOF else date(2026, 5, 29))
OFF = DAYS[7:-29:7] if PROOF else [date(2026, 3, 16)]
THE_WHOLE_YEAR = pytest.mark.skipif(not PROOF, reason="needs the whole year: `make proof` lives through it")
# By the clock on the wall: the day, and at what times the worker runs; all that is new, it finds at the first.
NIGHTS = {
    date(2026, 3, 29): [time(0, 30), time(2, 30), time(23, 30)],
    date(2026, 6, 9): [time(0, 30), time(1, 30), time(23, 30)],
    date(2026, 10, 25): [time(0, 30), time(1, 30), time(1, 30, fold=1), time(23, 30)],
    date(2026, 12, 25): [time(0, 30), time(1, 30), time(23, 30)],
}
LIVED_NIGHTS = [day for day in NIGHTS if day in DAYS]
SPOILT = DAYS[60]  # on which it is tried whether the comparison would notice


@dataclass
class Lived:
    """What was wrong on each day, in each night, and after each time without a worker."""

    days: dict[date, list[str]] = field(default_factory=dict)
    nights: dict[date, list[str]] = field(default_factory=dict)
    off: dict[date, list[str]] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    swept: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[Lived]:
    """The year, lived once within one transaction that is never committed; nights and weeks off are taken back."""
    begin, found = datetime.combine(FIRST, MORNING, tzinfo=LONDON), Lived()
    with django_db_blocker.unblock(), time_machine.travel(begin, tick=False) as clock, transaction.atomic():
        year = Year(clock)
        for day in DAYS:
            if day == SPOILT:
                spoil(year, found)
            if day in OFF:
                with year.kept():
                    found.off[day] = year.without_worker(day)
            if day in NIGHTS:
                with year.kept():
                    found.nights[day] = night(year, day)
            year.live(day)
            found.days[day] = year.sweep(day)
        found.told = dict(year.kinds)
        found.swept = {task.name: year.swept[task.name] for task in year.sweeps}
        yield found
        transaction.set_rollback(True)


def night(year: Year, day: date) -> list[str]:
    """The worker runs again and again from half an hour before midnight on: each thing is told once, on its day."""
    before = day - timedelta(days=1)
    year.move_to(before, time(23, 30))
    wrong = year.sweep(before)
    year.live(day)
    for turn, at in enumerate(NIGHTS[day]):
        year.move_to(day, at)
        told = len(year.told)
        wrong += [f"{at}: {one}" for one in year.sweep(day)]
        if turn and len(year.told) > told:
            wrong.append(f"{at}: something is told that was so at {NIGHTS[day][0]}")
    return wrong


def spoil(year: Year, found: Lived) -> None:
    """Once a sweep does not run, and once nobody remembers who was told."""
    with year.kept():
        everything, year.sweeps = year.sweeps, []
        for ahead in range(12):
            year.live(SPOILT + timedelta(days=ahead))
            found.lost += year.sweep(SPOILT + timedelta(days=ahead))
        year.sweeps = everything
    with year.kept():
        Reminder.objects.all().delete()
        found.again = year.sweep(SPOILT)


def test_on_no_day_of_the_year_is_anything_missed_or_doubled(lived: Lived) -> None:
    assert {day: wrong for day, wrong in lived.days.items() if wrong} == {}


@pytest.mark.parametrize("day", OFF, ids=str)
def test_after_three_weeks_without_a_worker_all_that_holds_is_told_once(lived: Lived, day: date) -> None:
    assert lived.off[day] == []


@pytest.mark.parametrize("day", LIVED_NIGHTS, ids=str)
def test_in_the_night_each_thing_is_told_once_on_its_day(lived: Lived, day: date) -> None:
    assert lived.nights[day] == []


def test_a_sweep_that_does_not_run_is_noticed(lived: Lived) -> None:
    assert any(one.startswith("missed: an action is due today") for one in lived.lost)


def test_who_is_told_again_is_noticed(lived: Lived) -> None:
    assert any(one.startswith("not to be told (again): ") for one in lived.again)


@THE_WHOLE_YEAR
def test_everything_that_people_are_told_came_up(lived: Lived) -> None:
    assert {one.name for one in OCCASIONS} - {name for name, count in lived.told.items() if count} == set()


@THE_WHOLE_YEAR
def test_every_sweep_of_the_timetable_has_told_somebody(lived: Lived) -> None:
    assert [name for name, count in lived.swept.items() if not count] == []
