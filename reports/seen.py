"""Who has seen a family's record, for the colleagues who answer for it: the same readers as on the family's copy.

In the same connections, so that nobody learns from this page either that there is a restricted note.
"""

from dataclasses import dataclass
from datetime import date

from cases.models import Case
from families.models import Family
from reports.copy_words import TO_COLLEAGUES
from reports.family_copy import readers_of


@dataclass(frozen=True)
class Seen:
    """Somebody who has seen the record: on how many days, when first and last, and in which connections."""

    name: str
    job: str
    agency: str
    days: int
    first: date
    last: date
    what_for: list[str]


def seen_of(family: Family) -> list[Seen]:
    """Everybody who has seen the family's record, whoever looked last first; a fixed number of queries."""
    cases = list(Case.objects.filter(family=family).order_by("-pk"))
    found = []
    for one in readers_of(family, cases):
        days = [day for day, _ in one.days]
        said = {TO_COLLEAGUES[words] for _, connections in one.days for words in connections}
        found.append(Seen(one.name, one.job, one.agency, len(days), min(days), max(days), sorted(said)))
    return sorted(found, key=lambda one: one.last, reverse=True)
