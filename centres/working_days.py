"""Working days: Monday to Friday without the bank holidays of the centre's part of the country."""

from datetime import date
from functools import lru_cache

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
