"""Which visits to one family lie so close together that whoever makes them should speak with each other first."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, time

from inputs.words import joined
from inputs.words import time as clock

SAME_TIME = 60  # minutes
NEXT_DAY = 1  # days


@dataclass(frozen=True)
class Stands:
    """One visit: to which family, when, and whose it is. Times are those of the clock on the family's wall."""

    key: Hashable
    family: int
    on: date
    at: time | None
    workers: frozenset[int]
    names: tuple[str, ...]


def overlaps(visits: Iterable[Stands]) -> dict[Hashable, list[str]]:
    """Of each visit what stands close to it, in words: the same day, or the day before or after, by other people.

    A visit of several together is one visit. Who makes both knows of both.
    """
    found: dict[Hashable, list[str]] = defaultdict(list)
    families: dict[int, list[Stands]] = defaultdict(list)
    for one in sorted(visits, key=lambda one: (one.on, one.at or time.min)):
        for other in families[one.family]:
            if (one.on - other.on).days <= NEXT_DAY and one.workers.isdisjoint(other.workers):
                found[one.key].append(_in_words(one, other))
                found[other.key].append(_in_words(other, one))
        families[one.family].append(one)
    return dict(found)


def _in_words(one: Stands, other: Stands) -> str:
    who = joined(list(other.names))
    if other.on > one.on:
        return f"The day before {who}"
    if other.on < one.on:
        return f"The day after {who}"
    if one.at is None or other.at is None:
        return f"The same day as {who}"
    apart = abs(_minutes(one.at) - _minutes(other.at))
    when = "At about the same time as" if apart <= SAME_TIME else "The same day as"
    return f"{when} {who} ({clock(other.at)})"


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
