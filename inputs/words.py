"""How dates, times, numbers and typed text are told. Plain functions: pages, e-mails, PDFs and exports use the same."""

import datetime as dt
import re
from collections.abc import Sequence

from django.utils import timezone
from markupsafe import Markup, escape

Moment = dt.date | dt.datetime | None


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def date(value: Moment, none: str = "") -> str:
    """21 November 2026"""
    if value is None:
        return none
    value = _local(value)
    return f"{value.day} {value:%B %Y}"


def short_date(value: Moment, none: str = "") -> str:
    """21 Nov 2026"""
    if value is None:
        return none
    value = _local(value)
    return f"{value.day} {value:%b %Y}"


def long_date(value: Moment, none: str = "") -> str:
    """Saturday 21 November 2026"""
    if value is None:
        return none
    return f"{_local(value):%A} {date(value)}"


def time(value: dt.time | dt.datetime | None, none: str = "") -> str:
    """2:30pm, 9am, midday"""
    if value is None:
        return none
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if (value.hour, value.minute) in ((0, 0), (12, 0)):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def datetime(value: dt.datetime | None, none: str = "") -> str:
    """21 November 2026 at 2:30pm"""
    return none if value is None else f"{date(value)} at {time(value)}"


def moment(value: Moment, none: str = "") -> str:
    """With the time if it has one: 21 November 2026 at 2:30pm, or 21 November 2026."""
    return datetime(value, none) if isinstance(value, dt.datetime) else date(value, none)


def number(value: int | None, none: str = "") -> str:
    """1,234"""
    return none if value is None else f"{value:,}"


def counted(value: int, one: str, many: str | None = None) -> str:
    """1 child, 3 children"""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def joined(names: Sequence[str]) -> str:
    """Ada; Ada and Idris; Ada, Idris and Owen"""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def paragraphs(value: str | None) -> Markup:
    """What somebody typed, as escaped paragraphs with their line breaks."""
    blocks = [block for block in re.split(r"\n\s*\n", (value or "").replace("\r\n", "\n").strip()) if block]
    return Markup("").join(
        Markup('<p class="govuk-body">{}</p>').format(Markup("<br>").join(escape(line) for line in block.split("\n")))
        for block in blocks
    )
