"""What must be true of an absence, whoever says it."""

from datetime import date, timedelta
from typing import Any

from centres.models import Centre, Membership
from centres.status import CASEWORK_ROLES
from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings.models import Absence

LONGEST = timedelta(days=366)


def require_absence_ahead(starts_on: date, ends_on: date, on: date) -> None:
    """An absence has an end, which is still to come; a slip in the year is no absence."""
    if ends_on < starts_on:
        raise RuleBroken("ends_before_start", "The last day away must be the first day or later.", "ends_on")
    if ends_on < on:
        raise RuleBroken("absence_past", "The last day away must be today or in the future.", "ends_on")
    if ends_on - starts_on > LONGEST:
        raise RuleBroken("absence_too_long", "Enter at most a year at a time.", "ends_on")


def require_comes_here(person: Any, centre: Centre, on: date) -> None:
    """Away is who would otherwise come: somebody who works with families here."""
    works = Membership.objects.filter(user=person, centre=centre, role__in=CASEWORK_ROLES).current_or_coming(on)
    if not works.exists():
        raise RuleBroken("comes_to_no_meeting", f"{person} comes to no meeting of {centre}.", "person")


def require_not_away_yet(person: Any, centre: Centre, starts_on: date, ends_on: date) -> None:
    """Two absences do not overlap: taking one back must leave no doubt whether the other stands."""
    same = Absence.objects.filter(who=person, centre=centre, starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if same:
        raise RuleBroken(
            "already_away",
            f"It is recorded already that {person} is away from {in_words(same.starts_on)} to "
            f"{in_words(same.ends_on)}. Take that back first, or choose other days.",
            "starts_on",
        )


def require_not_over_yet(absence: Absence, on: date) -> None:
    """What was stays as it was."""
    if absence.ends_on < on:
        raise RuleBroken("absence_over", "This absence is over. It stays as it was recorded.")
