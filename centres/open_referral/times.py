"""On which days, in codes that can be looked for, and when, in words."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from centres.open_referral.texts import plain, shortened
from centres.status import Day
from inputs.dates import NotADate, parse_time

ONE_DAY = re.compile(r"[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)")  # RFC 5545: -1FR is the last Friday of a month


def read_times(schedules: Iterable[Any], on: date, most: int) -> tuple[tuple[str, ...], str]:
    """The days of the week and the words of those schedules that are not over."""
    days: set[str] = set()
    words: list[str] = []
    for one in schedules:
        if not isinstance(one, dict) or _over(one, on):
            continue
        theirs = _days_of(one)
        days.update(theirs)
        said = plain(one.get("description"), most) or _in_words(one, theirs)
        if said and said not in words:
            words.append(said)
    return tuple(day for day in Day.values if day in days), shortened("; ".join(words), most)


def _over(schedule: dict[str, Any], on: date) -> bool:
    ends = (_date(schedule.get(name)) for name in ("valid_to", "until"))
    return any(end is not None and end < on for end in ends)


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _days_of(schedule: dict[str, Any]) -> list[str]:
    typed = schedule.get("byday")
    parts = plain(typed, 100).upper().replace(" ", "").split(",") if isinstance(typed, str) else []
    found = [match[1] for match in map(ONE_DAY.fullmatch, parts) if match]
    starts = _date(schedule.get("dtstart"))
    if not parts and starts is not None and schedule.get("freq") == "WEEKLY":
        found = [Day.values[starts.weekday()]]
    return [day for day in Day.values if day in found]


def _in_words(schedule: dict[str, Any], days: list[str]) -> str:
    names = [str(Day(day).label) for day in days]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if listed and schedule.get("freq") == "MONTHLY":
        listed += " (monthly)"
    opens, closes = (_clock(schedule.get(name)) for name in ("opens_at", "closes_at"))
    hours = f"{opens} to {closes}" if opens and closes else f"from {opens}" if opens else ""
    return ", ".join(filter(None, [listed, hours]))


def _clock(value: Any) -> str:
    typed = plain(value, 30)
    try:
        at = parse_time(typed[:5] if re.match(r"\d\d:\d\d:", typed) else typed)
    except NotADate:
        return ""
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
