"""Ages of children as people type them: "6 months", "2 years", "4"."""

import re

from centres.open_referral.listed import ANY_AGE

TYPED = re.compile(r"(\d{1,3})\s*(?:(y|yr|yrs|year|years)|(m|mth|mths|month|months))?(?:\s+old)?", re.IGNORECASE)


class NotAnAge(ValueError):
    """What was typed is no age; the message is the sentence for the person who typed it."""


def parse_age(typed: str, *, oldest: bool = False) -> int:
    """In months. With `oldest` an age in years lasts until the next birthday. Raises NotAnAge."""
    found = TYPED.fullmatch(typed.strip())
    if not found:
        raise NotAnAge("Enter an age like 6 months or 2 years")
    number = int(found[1])
    months = number if found[3] else number * 12 + (11 if oldest else 0)
    if months >= ANY_AGE:
        raise NotAnAge("Enter an age below 100 years")
    return months


def age_as_typed(months: int) -> str:
    """An age in the form in which it is asked for, so that it comes back as it was."""
    years, rest = divmod(months, 12)
    if rest in (0, 11) and years >= 2:
        return f"{years} years" if rest == 11 else f"{months} months"
    return f"{months} months"
