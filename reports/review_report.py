"""The review report: what the page, the three exports and the API show. They all show this and nothing else."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cases.rules import weeks_apart
from centres.models import Centre
from inputs.suppression import FEWER, HIDDEN, SMALLEST, Shown, line_in_fives, per_cent, protect, protect_total
from reports import indicators
from reports.indicators import Days
from reports.signposting import Counts, signposted

TITLE = "Review report"
SMALL_NUMBERS = (
    "So that nobody can be recognised, numbers from 1 to 4 are shown as “fewer than 5”, and some other numbers "
    "are not shown because the small ones could be worked out from them."
)
REVIEW_LINES = {
    "on_time": "Held on time",
    "late": "Held late",
    "overdue": "Not held, and late",
    "to_come": "Not held yet, still in time",
    "closed": "Not needed: the case was closed first",
}
CAME_HEADS = ("Families told", "It helped", "It did not help", "Not taken up", "Not known yet")
IN_FIVES = (
    "A family counts once in each line, with the best that is known of it. "
    "A family can be in several lines, so that these numbers are told in steps of five."
)


@dataclass(frozen=True)
class Table:
    """One table of the report."""

    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    empty: bool


@dataclass(frozen=True)
class ReviewReport:
    """The report of one centre and period."""

    centre: str
    since: date
    until: date
    made_on: date
    tables: tuple[Table, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all happened in the period."""
        return all(table.empty for table in self.tables)

    def as_data(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"title": TITLE, "small_numbers": SMALL_NUMBERS, **asdict(self)}


def build(*, centre: Centre, since: date, until: date, on: date) -> ReviewReport:
    """Count and protect. Whoever calls this has asked whether the reader may see it (reports.services)."""
    period = (centre, since, until)
    tables = (
        _reviews(indicators.reviews(*period, on), weeks_apart(centre)),
        _referrals("source", indicators.by_source(*period)),
        _referrals("tier of need", indicators.by_tier(*period)),
        _referrals("decision", indicators.by_decision(*period)),
        _times(indicators.days_to_decision(*period), indicators.days_to_first_contact(*period)),
        _signposting(signposted(*period)),
    )
    return ReviewReport(centre=centre.name, since=since, until=until, made_on=on, tables=tables)


def _reviews(counts: dict[str, int], apart: str) -> Table:
    total = sum(counts.values())
    shown = protect(counts)
    rows: list[tuple[Shown, ...]] = [("Due in the period", protect_total(total))]
    rows += [(label, shown[key]) for key, label in REVIEW_LINES.items()]
    dated = [shown[key] for key in ("on_time", "late", "overdue")]
    rows.append(("Held on time, of those held or late", per_cent(shown["on_time"], *dated)))
    about = (
        f"Families are reviewed at most {apart} after the last review. "
        "On time means held on or before the day it was due."
    )
    return Table("Six-weekly reviews", about, ("What became of them", "Reviews"), tuple(rows), empty=not total)


def _referrals(by: str, counts: dict[str, int]) -> Table:
    total = sum(counts.values())
    rows: list[tuple[Shown, ...]] = list(protect(counts).items())
    rows.append(("All referrals sent in the period", protect_total(total)))
    about = "Referrals are counted by the day they were sent to the meeting."
    return Table(f"Referrals by {by}", about, (by.capitalize(), "Referrals"), tuple(rows), empty=not total)


def _times(decision: Days, contact: Days) -> Table:
    """How many referrals each line is about stays unsaid: it is a sum of lines that may be hidden above."""
    rows = (
        ("From the referral to the decision", *_days(decision)),
        ("From the decision to the first time the family was reached", *_days(contact)),
    )
    about = f"Of the referrals sent in the period. A line about fewer than {SMALLEST} referrals is not shown."
    heads = ("Step", "Half took at most (median)", "Shortest", "Longest")
    return Table("Days each step took", about, heads, rows, empty=not (decision.number or contact.number))


def _days(days: Days) -> tuple[Shown, ...]:
    if days.number == 0:
        return ("none yet",) * 3
    if days.number < SMALLEST or days.median is None or days.shortest is None or days.longest is None:
        return (FEWER, HIDDEN, HIDDEN)
    median = int(days.median) if days.median == int(days.median) else f"{days.median:.1f}"
    return (median, days.shortest, days.longest)


def _signposting(lines: Counts) -> Table:
    """Where families were told to go, and in their own view whether it helped (002: activity is not benefit)."""
    what = (
        "Families told about a service of the directory in the period, by whoever works with them or by the meeting; "
        "what was offered in other words is not counted here. Not taken up means refused, or agreed and not gone. "
    )
    counted = {line: {came.name: number for came, number in counts.items()} for line, counts in lines.items()}
    rows = tuple((line, *line_in_fives(counts)) for line, counts in counted.items())
    empty = not any(number for counts in counted.values() for number in counts.values())
    return Table("Services families were told about", what + IN_FIVES, ("Service", *CAME_HEADS), rows, empty=empty)
