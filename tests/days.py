"""The day on which a test runs: a run of the whole suite may begin on one day and end on the next.

So what is relative to today is found out when a test runs, and never when it is collected.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

_collecting = False


def today() -> date:
    """Today at the centre. Fails while tests are collected: parameters are made `later`, the rest by functions."""
    assert not _collecting, "today is asked for when a test runs; see tests/days.py"
    return timezone.localdate()


def days_ago(days: int) -> date:
    """The date so many days before today (negative: after). As `today`, not while tests are collected."""
    return today() - timedelta(days=days)


def soon() -> date:
    """A day for which something is planned."""
    return days_ago(-3)


@contextmanager
def collecting() -> Iterator[None]:
    """Within it nobody may ask what day it is."""
    global _collecting
    _collecting = True
    try:
        yield
    finally:
        _collecting = False


@dataclass(frozen=True)
class later:
    """A parameter of a test that is made when the test runs."""

    make: Callable[[], Any]


def give_parameters(item: pytest.Function) -> None:
    """Give a test that is about to run what `later` stands for."""
    for name, value in item.funcargs.items():
        if isinstance(value, later):
            item.funcargs[name] = value.make()
