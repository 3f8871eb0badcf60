"""Working days: Monday to Friday without the bank holidays of the centre's part of the country.

Open days are those of them on which the centre is not closed.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from govuk_bank_holidays.bank_holidays import BankHolidays

from centres.models import ClosedDays


@lru_cache(maxsize=1)
def bank_holidays() -> BankHolidays:
    """The bank holidays of the library's own copy of GOV.UK's list: nothing is asked of the network."""
    return BankHolidays(use_cached_holidays=True)


def working_days_after(day: date, days: int, *, division: str) -> date:
    """The date so many working days after `day`."""
    for _ in range(days):
        day = bank_holidays().get_next_work_day(division=division, date=day)
    return day


def working_days(first: date, last: date, *, division: str) -> list[date]:
    """The working days from one day to another, both included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if bank_holidays().is_work_day(day, division=division)]


def is_open(centre: Any, day: date) -> bool:
    """Whether it is a working day on which the centre is not closed."""
    works = bank_holidays().is_work_day(day, division=centre.division)
    return works and not centre.closed_days.touching(day, day).exists()


def closed_because(centres: Iterable[Any], first: date, last: date) -> dict[date, list[str]]:
    """Of each day from `first` to `last` on which a centre is closed, weekends apart, why: a bank holiday by its name,
    or what the centre says. Of several centres each with its name; two queries."""
    centres = list(centres)
    found: dict[date, list[str]] = {}
    named = {one.pk: f"{one.name}: " if len(centres) > 1 else "" for one in centres}
    for centre in centres:
        for holiday in bank_holidays().get_holidays(division=centre.division):
            if first <= holiday["date"] <= last:
                found.setdefault(holiday["date"], []).append(f"{named[centre.pk]}{holiday['title']}")
    for closed in ClosedDays.objects.touching(first, last).filter(centre__in=named).order_by("first_on"):
        day = max(first, closed.first_on)
        while day <= min(last, closed.last_on):
            found.setdefault(day, []).append(f"{named[closed.centre_id]}{closed.why}")
            day += timedelta(days=1)
    return found


def last_open_day(centre: Any, *, after: date, until: date) -> date:
    """The last open day after `after` that is not later than `until`; one query.

    Where the centre is closed all that time, it is the last working day; where there is none either, `until`: what must
    not be later is never put off because somebody is closed.
    """
    closed = list(centre.closed_days.touching(after, until))
    days = [until - timedelta(days=back) for back in range((until - after).days)]
    working = [day for day in days if bank_holidays().is_work_day(day, division=centre.division)]
    found = (day for day in working if not any(one.first_on <= day <= one.last_on for one in closed))
    return next(found, working[0] if working else until)
