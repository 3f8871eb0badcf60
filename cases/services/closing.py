"""After the work has ended: what is not met, the question three months later, and what is done about the answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.models import Case, Closure
from cases.policies import may_check_later, may_complete_closing, may_settle_check
from cases.rules import (
    later_check_day,
    require_check_result,
    require_check_said,
    require_closed_still,
    require_not_checked,
    require_time_to_check,
    require_unmet_said,
    require_waits_for_help,
    require_words,
)
from cases.rules.closing import CHECK_OPENS_BEFORE
from cases.services.locks import locked_of_case
from cases.services.telling import no_longer_told_of_closing, tell_of_need
from cases.status import CheckResult


@dataclass(frozen=True)
class Afterwards:
    """What is asked when the work ends: what the family still needs (codes; None: not said), and who asks it in three
    months how it goes, or why nobody does."""

    unmet: Collection[str] | None = None
    unmet_words: str = ""
    check_by: Any = None
    no_check_because: str = ""


@transaction.atomic
def complete_closing(*, closure: Closure, afterwards: Afterwards, by: Any, on: date) -> Closure:
    """Say what was not said when the case was closed, or choose somebody else to ask the family. Raises NotAllowed,
    RuleBroken."""
    closure = locked_of_case(closure)
    may_complete_closing(by, closure).require()
    require_closed_still(closure)
    require_not_checked(closure)
    say_afterwards(closure, afterwards, on)
    closure.save()
    record(by=by, verb="complete_closing", subject=closure.case, closure=closure.pk, unmet=closure.unmet)
    no_longer_told_of_closing(closure)
    return closure


def say_afterwards(closure: Closure, afterwards: Afterwards, on: date) -> None:
    """Put it into a row that is not saved yet. For verbs that have locked the case and asked who may."""
    case = closure.case
    require_unmet_said(afterwards.unmet, afterwards.unmet_words)
    require_check_said(case, afterwards.check_by, afterwards.no_check_because, on)
    closure.unmet, closure.unmet_words = sorted(set(afterwards.unmet or ())), afterwards.unmet_words.strip()
    closure.check_by, closure.no_check_because = afterwards.check_by, afterwards.no_check_because.strip()
    closure.check_on = closure.check_opens_on = None
    if afterwards.check_by is not None:
        closure.check_on = later_check_day(case.centre, closure.closed_on, on)
        closure.check_opens_on = closure.check_on - CHECK_OPENS_BEFORE


@transaction.atomic
def check_later(*, closure: Closure, result: str, words: str = "", by: Any, on: date) -> Closure:
    """Record what the family said three months later; if it needs help again the manager is told within a minute.

    Raises NotAllowed, RuleBroken.
    """
    closure = locked_of_case(closure)
    may_check_later(by, closure).require()
    require_closed_still(closure)
    require_not_checked(closure)
    require_time_to_check(closure, on)
    require_check_result(result, words)
    closure.checked_on, closure.checked_by = on, by
    closure.check_result, closure.check_words = CheckResult(result), words.strip()
    closure.save(update_fields=["checked_on", "checked_by", "check_result", "check_words"])
    record(by=by, verb="check_later", subject=closure.case, closure=closure.pk, result=result)
    no_longer_told_of_closing(closure)
    if result == CheckResult.NEEDS_HELP:
        tell_of_need(closure, by, on)
    return closure


@transaction.atomic
def settle_check(*, closure: Closure, words: str, by: Any, on: date) -> Closure:
    """The family said that it needs help again: say what was done, other than opening the case again. Raises
    NotAllowed, RuleBroken."""
    closure = locked_of_case(closure)
    may_settle_check(by, closure).require()
    require_closed_still(closure)
    require_waits_for_help(closure)
    require_words(words, "no_words", "Say what was done.", "words")
    closure.settled_on, closure.settled_words = on, words.strip()
    closure.save(update_fields=["settled_on", "settled_words"])
    record(by=by, verb="settle_check", subject=closure.case, closure=closure.pk)
    no_longer_told_of_closing(closure)
    return closure


def opened_again(case: Case, by: Any, on: date, reason: str) -> None:
    """The last closing is over: nobody asks any more, and it stays on record with when and why. For `reopen_case`."""
    for closure in case.closures.current():
        closure.reopened_on, closure.reopened_by, closure.reopened_because = on, by, reason
        closure.save(update_fields=["reopened_on", "reopened_by", "reopened_because"])
        no_longer_told_of_closing(closure)
