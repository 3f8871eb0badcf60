"""Dates and times as people in the UK write them: the day first, four digits for the year."""

import datetime as dt
import re

MONTHS = ("january", "february", "march", "april", "may", "june", "july",
          "august", "september", "october", "november", "december")  # fmt: skip
EXAMPLE = "21 11 2026"
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199


class NotADate(ValueError):
    """What was typed is no date; the message is the sentence for the person who typed it."""


def parse_date(typed: str) -> dt.date:
    """The date in `typed`: 21 11 2026, 21/11/2026, 21.11.26 is refused, 21 Nov 2026, 21st November 2026, 2026-11-21.

    Raises NotADate with a plain sentence.
    """
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", typed.strip().lower())
    text = re.sub(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b[,.\s]*", "", text)
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        year, month, day = text.split("-")
        return _made(day, month, year, typed)
    if re.fullmatch(r"\d{8}", text):
        return _made(text[:2], text[2:4], text[4:], typed)
    parts = [part for part in re.split(r"[\s/.,\-\u2010-\u2015]+|(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", text) if part]
    parts = [part for part in parts if part != "of"]
    if len(parts) == 2 and any(part[0].isalpha() and _month(part) for part in parts):
        raise NotADate(f"Enter the date with its year, like {EXAMPLE}")
    if len(parts) != 3:
        raise NotADate(f"Enter a date like {EXAMPLE}")
    day, month, year = parts
    if day[0].isalpha():  # November 21, 2026
        day, month = month, day
    return _made(day, month, year, typed)


def _made(day: str, month: str, year: str, typed: str) -> dt.date:
    months = _month(month)
    if months is None or not _digits(day, 2) or not (year.isascii() and year.isdigit()):
        raise NotADate(f"Enter a date like {EXAMPLE}")
    if len(year) != 4:
        raise NotADate(f"Enter the year with four digits, like {EXAMPLE}")
    if not 1 <= months <= 12:
        raise NotADate(f"There is no month {months}. Enter the day first, then the month, like {EXAMPLE}")
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        raise NotADate(f"Enter a year between {EARLIEST_YEAR} and {LATEST_YEAR}")
    try:
        return dt.date(int(year), months, int(day))
    except ValueError:
        raise NotADate(f"{int(day)} {MONTHS[months - 1].capitalize()} {year} is not a date") from None


def _digits(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def _month(text: str) -> int | None:
    if _digits(text, 2):
        return int(text)
    if len(text) >= 3:
        for number, name in enumerate(MONTHS, start=1):
            if name.startswith(text) or (text == "sept" and number == 9):
                return number
    return None


def parse_time(typed: str) -> dt.time:
    """The time in `typed`: 2:30pm, 2.30 pm, 14:30, 9am, midday. Raises NotADate with a plain sentence."""
    text = typed.strip().lower().replace(" ", "")
    if text in ("midday", "noon"):
        return dt.time(12)
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(am|pm|a\.m\.|p\.m\.)?", text)
    if not found or (found[2] is None and found[3] is None):
        raise NotADate("Enter a time like 9:30am or 14:30")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            raise NotADate("Enter a time like 9:30am or 14:30")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise NotADate("Enter a time like 9:30am or 14:30")
    return dt.time(hour, minute)


def in_words(day: dt.date) -> str:
    """21 November 2026"""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def as_typed(day: dt.date) -> str:
    """A date in the form in which the hint asks for it: 21 11 2026."""
    return f"{day.day} {day.month} {day.year}"


def date_problem(
    day: dt.date,
    name: str,
    today: dt.date,
    *,
    past: bool,
    future: bool,
    earliest: dt.date | None,
    latest: dt.date | None,
) -> str:
    """The sentence for a date outside its limits, or nothing. Today counts as past and as future."""
    if past and day > today:
        return f"{name} must be today or in the past"
    if future and day < today:
        return f"{name} must be today or in the future"
    if earliest and day < earliest:
        return f"{name} must be {in_words(earliest)} or later"
    if latest and day > latest:
        return f"{name} must be {in_words(latest)} or earlier"
    return ""
