"""What must be true of a report's period."""

from datetime import date

from inputs.errors import RuleBroken

LONGEST_YEARS = 5


def require_period(since: date, until: date) -> None:
    """A period begins before it ends and is not endless. Raises RuleBroken("period")."""
    if until < since:
        raise RuleBroken("period", "The last day must not be before the first.", "until")
    if until.year - since.year > LONGEST_YEARS:
        raise RuleBroken("period", f"A report covers at most {LONGEST_YEARS} years.", "since")
