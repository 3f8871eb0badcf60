"""What must be true when the work ends, and of the question three months later."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from cases.models import Case, Closure
from cases.rosters import may_be_asked_to_check
from cases.rules.typed import require_between, require_words
from cases.status import CheckResult
from centres.models import Centre
from centres.status import Need
from centres.working_days import last_open_day
from inputs.dates import in_words
from inputs.errors import RuleBroken

CHECK_AFTER = timedelta(weeks=13)
# From then on whoever asks is told how to reach the family: not before it is needed.
CHECK_OPENS_BEFORE = timedelta(days=14)


def later_check_day(centre: Centre, closed_on: date, on: date) -> date:
    """The day by which the family is asked how it goes: the last open day in thirteen weeks from the closing; today,
    if those are over."""
    return max(on, last_open_day(centre, after=closed_on, until=closed_on + CHECK_AFTER))


def require_unmet_said(unmet: Collection[str] | None, words: str) -> None:
    """What the family still needs is said by its codes, or that nothing is left; something else in words."""
    if unmet is None:
        raise RuleBroken("unmet_not_said", "Say what the family still needs, or that nothing is left.", "unmet")
    if not set(unmet) <= set(Need.values):
        raise RuleBroken("no_such_need", "Choose from the list what the family still needs.", "unmet")
    if Need.OTHER in unmet:
        require_words(words, "no_unmet_words", "Say what else the family still needs.", "unmet_words")


def require_check_said(case: Case, check_by: Any, no_check_because: str, on: date) -> None:
    """Somebody asks the family in three months, who works here for an agency that may know; or it is said why nobody
    does."""
    if check_by is not None and no_check_because.strip():
        raise RuleBroken("asked_and_not_asked", "Choose who asks, or say why nobody does, not both.", "check_by")
    if check_by is None:
        require_words(
            no_check_because, "no_check",
            "Choose who asks the family in three months how it goes. If nobody may ask, say why.", "check_by",
        )  # fmt: skip
    elif not may_be_asked_to_check(case, on).filter(user=check_by).exists():
        raise RuleBroken(
            "cannot_check", f"{check_by.name} does not work here for an agency that may know of this family.",
            "check_by",
        )  # fmt: skip


def require_closed_still(closure: Closure) -> None:
    """What comes after a closing is over as soon as the case is opened again."""
    if closure.reopened_on is not None:
        raise RuleBroken("opened_again", f"The case was opened again on {in_words(closure.reopened_on)}.")


def require_not_checked(closure: Closure) -> None:
    """The family is asked once."""
    if closure.checked_on is not None:
        raise RuleBroken("already_checked", f"The family was asked already, on {in_words(closure.checked_on)}.")


def require_time_to_check(closure: Closure, on: date) -> None:
    """Somebody was to ask, and not before its time."""
    if closure.check_on is None:
        raise RuleBroken("no_check_wanted", "It was decided that nobody asks this family.")
    require_between(on, closure.check_opens_on, None, "", "Asking the family how it goes")


def require_check_result(result: str, words: str) -> None:
    """What came of it; if the family needs help again, with what."""
    if result not in CheckResult.values:
        raise RuleBroken("no_result", "Choose what came of it.", "result")
    if result == CheckResult.NEEDS_HELP:
        require_words(words, "no_words", "Say what the family needs help with.", "words")


def require_waits_for_help(closure: Closure) -> None:
    """Something is done about it once, if the family said that it needs help."""
    if closure.check_result != CheckResult.NEEDS_HELP:
        raise RuleBroken("no_help_needed", "The family has not said that it needs help again.")
    if closure.settled_on is not None:
        raise RuleBroken("already_settled", f"It was settled already, on {in_words(closure.settled_on)}.")
