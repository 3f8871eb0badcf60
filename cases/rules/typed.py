"""What must be true of anything that is typed about a case: words, days, one step after the other, and once."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases.status import can_become
from inputs.dates import in_words
from inputs.errors import RuleBroken

TWICE = timedelta(minutes=2)


def require_can_become(what: str, current: str, wanted: str, sentence: str) -> None:
    """The status table allows the step; `sentence` says what stands in the way."""
    if not can_become(what, current, wanted):
        raise RuleBroken(f"already_{current}", sentence)


def require_words(words: str, code: str, sentence: str, field: str) -> None:
    """Something is said."""
    if not words.strip():
        raise RuleBroken(code, sentence, field)


def require_between(day: date, first: date | None, last: date | None, field: str, what: str = "The date") -> None:
    """A day lies between two others."""
    if first and day < first:
        raise RuleBroken("date_too_early", f"{what} must be {in_words(first)} or later.", field)
    if last and day > last:
        raise RuleBroken("date_too_late", f"{what} must be {in_words(last)} or earlier.", field)


def require_not_twice(rows: Any, **same: Any) -> None:
    """The same thing sent twice within two minutes is one thing (a double click, a page sent again)."""
    if rows.filter(entered_at__gte=timezone.now() - TWICE, **same).exists():
        raise RuleBroken("already_recorded", "This was already recorded a moment ago.")
