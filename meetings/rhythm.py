"""On which dates a series meets. Pure: dates in, dates out, on the calendar on the wall, whatever the clocks do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from centres.working_days import bank_holidays
from meetings.status import HolidayRule

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Turn:
    """One turn of the rhythm: the date it gives, and the date of the meeting (None: left out)."""

    rhythm_on: date
    on: date | None


def meeting_date(rhythm_on: date, *, rule: str, division: str) -> date | None:
    """The date of the meeting that the rhythm puts on `rhythm_on`, after the rule for bank holidays."""
    holidays = bank_holidays()
    if not holidays.is_holiday(rhythm_on, division=division):
        return rhythm_on
    if rule == HolidayRule.SKIP:
        return None
    if rule == HolidayRule.BEFORE:
        return holidays.get_prev_work_day(division=division, date=rhythm_on)
    return holidays.get_next_work_day(division=division, date=rhythm_on)


def turns(*, first_on: date, every_weeks: int, since: date, until: date, rule: str, division: str) -> Iterator[Turn]:
    """The turns of a rhythm whose own dates lie from `since` to `until`, both included."""
    missed = max(0, -((first_on - since).days // (7 * every_weeks)))
    rhythm_on = first_on + missed * every_weeks * WEEK
    while rhythm_on <= until:
        if rhythm_on >= since:
            yield Turn(rhythm_on, meeting_date(rhythm_on, rule=rule, division=division))
        rhythm_on += every_weeks * WEEK
