"""What people are told after cases were closed."""

from collections.abc import Iterable
from datetime import date, timedelta

from tests.reminders.year.facts import Facts, Row, in_words, those
from tests.reminders.year.occasions import Told, told_as
from tests.reminders.year.of_cases import ABOUT, DAY, weeks


def _ended(facts: Facts, **wanted: object) -> Iterable[tuple[Row, Row]]:
    for closing in facts.all("closures", reopened_on=None, **wanted):
        yield closing, facts.one("cases", closing.case_id)


@told_as(rf"{ABOUT} is closed\. Say what the family still needs, and whether somebody asks later\.")
def a_closing_is_not_complete(facts: Facts, day: date) -> Iterable[Told]:
    """From the day of the closing on, every week."""
    for closing, case in _ended(facts, check_on=None, no_check_because=""):
        once = ("complete", closing.id, (day - closing.closed_on).days // 7)
        yield from those(facts.managers(case.centre_id, day), (case.reference,), once)


def _to_ask(facts: Facts, day: date) -> Iterable[tuple[Row, Row, set[int]]]:
    """Families to be asked within a week, or late; and who asks, if they could know how to reach it."""
    for closing, case in _ended(facts, checked_on=None):
        if closing.check_on and closing.check_opens_on <= day and closing.check_on - timedelta(days=7) <= day:
            able = facts.agreed(case.family_id, day) and facts.knows(
                closing.check_by_id, case.centre_id, case.family_id, day
            )
            yield closing, case, {closing.check_by_id} if able else set()


@told_as(rf"Ask the family of {ABOUT} by {DAY} how it goes\.")
def a_family_is_to_be_asked(facts: Facts, day: date) -> Iterable[Told]:
    for closing, case, who in _to_ask(facts, day):
        if day <= closing.check_on:
            about = (case.reference, in_words(closing.check_on))
            yield from those(who or facts.managers(case.centre_id, day), about, ("ask", closing.id))


@told_as(rf"The family of {ABOUT} was to be asked by {DAY} how it goes\. Ask now\.")
def a_family_was_not_asked(facts: Facts, day: date) -> Iterable[Told]:
    for closing, case, who in _to_ask(facts, day):
        if closing.check_on < day:
            about = (case.reference, in_words(closing.check_on))
            once = ("not asked", closing.id, weeks((day - closing.check_on).days))
            yield from those(who | facts.managers(case.centre_id, day), about, once)


@told_as(rf"The family of {ABOUT} was asked on {DAY}\. Nothing was done since\.")
def nothing_was_done_for_a_family_that_needs_help(facts: Facts, day: date) -> Iterable[Told]:
    """From the day after: on the day itself whoever records it tells the manager."""
    for closing, case in _ended(facts, check_result="needs_help", settled_on=None):
        if closing.checked_on < day:
            about = (case.reference, in_words(closing.checked_on))
            once = ("needs help", closing.id, weeks((day - closing.checked_on).days))
            yield from those(facts.managers(case.centre_id, day), about, once)
