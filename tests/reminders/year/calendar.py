"""Days on which people work, as GOV.UK and the centre name them: written once more."""

from datetime import date, timedelta

FIRST, LAST = date(2026, 3, 2), date(2027, 2, 28)
BANK_HOLIDAYS = {
    date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31), date(2026, 12, 25),
    date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29),
}  # fmt: skip
SATURDAY = 5
DAY = timedelta(days=1)


def the(day: int, month: int) -> date:
    """A day of 2026."""
    return date(2026, month, day)


def is_working_day(day: date) -> bool:
    """Monday to Friday without bank holidays."""
    return day.weekday() < SATURDAY and day not in BANK_HOLIDAYS


def next_working_day(day: date) -> date:
    """The first working day after it."""
    day += DAY
    while not is_working_day(day):
        day += DAY
    return day


def days_between(first: date, last: date) -> list[date]:
    """Each day, both included."""
    return [first + DAY * number for number in range((last - first).days + 1)]
