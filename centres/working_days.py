"""Working days: Monday to Friday without the bank holidays of the centre's part of the country.

Open days are those of them on which the centre is not closed.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from govuk_bank_holidays.bank_holidays import BankHolidays


@lru_cache(maxsize=1)
def bank_holidays() -> BankHolidays:
    """The bank holidays of the library's own copy of GOV.UK's list: nothing is asked of the network."""
    return BankHolidays(use_cached_holidays=True)


def working_days_after(day: date, days: int, *, division: str) -> date:
    """The date so many working days after `day`."""
    for _ in range(days):
        day = bank_holidays().get_next_work_day(division=division, date=day)
    return day


def is_open(centre: Any, day: date) -> bool:
    """Whether it is a working day on which the centre is not closed."""
    works = bank_holidays().is_work_day(day, division=centre.division)
    return works and not centre.closed_days.touching(day, day).exists()


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
