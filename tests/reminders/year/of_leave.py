"""What people are told of leave: who stands in, is asked to, or nobody."""

from collections.abc import Iterable
from datetime import date, timedelta

from tests.reminders.year.calendar import days_between, is_working_day
from tests.reminders.year.facts import Facts, Row, in_words, those
from tests.reminders.year.occasions import Told, told_as
from tests.reminders.year.of_cases import ABOUT, DAY

ONE = timedelta(days=1)


def _days(asked: Row, case: Row) -> tuple[str, ...]:
    return (case.reference, in_words(asked.starts_on), in_words(asked.ends_on))


def _waiting(facts: Facts, day: date) -> Iterable[tuple[Row, Row, bool]]:
    """Who was asked before today and has not answered, of families that agree; and whether they still could."""
    for asked in facts.all("deputies", status="asked"):
        case = facts.one("cases", asked.case_id)
        if asked.asked_on < day <= asked.ends_on and facts.agreed(case.family_id, day):
            yield asked, case, facts.stands(asked, asked.user_id, case, day)


@told_as(rf"You were asked to stand in for {ABOUT} from {DAY} to {DAY}\. Accept or decline\.")
def whoever_is_asked_to_stand_in_has_not_answered(facts: Facts, day: date) -> Iterable[Told]:
    for asked, case, here in _waiting(facts, day):
        if here and (asked.asked_on <= day - 2 * ONE or asked.starts_on <= day + ONE):
            yield asked.user_id, _days(asked, case), ("asked to stand in", asked.id)


@told_as(rf"Nobody has said yet whether they stand in for {ABOUT} from {DAY} to {DAY}\. Ask somebody else\.")
def nobody_has_said_that_they_stand_in(facts: Facts, day: date) -> Iterable[Told]:
    for asked, case, here in _waiting(facts, day):
        if not here or asked.asked_on <= day - 5 * ONE or asked.starts_on <= day:
            to = facts.managers(case.centre_id, day) | facts.leads(case, day)
            yield from those(to, _days(asked, case), ("nobody stands in", asked.id))


def _agreed_to(facts: Facts, day: date) -> Iterable[tuple[Row, Row, set[int], bool]]:
    """Who said yes and whose last day is to come; who leads; and whether they themselves can stand in."""
    for yes in facts.all("deputies", status="accepted"):
        case = facts.one("cases", yes.case_id)
        if day <= yes.ends_on:
            yield yes, case, facts.leads(case, day), facts.stands(yes, yes.user_id, case, day)


@told_as(rf"You stand in for {ABOUT} from {DAY} to {DAY}\.")
def standing_in_begins(facts: Facts, day: date) -> Iterable[Told]:
    for yes, case, leads, here in _agreed_to(facts, day):
        said_before = yes.answered_on < yes.starts_on - ONE
        if here and leads and said_before and yes.starts_on - ONE <= day:
            yield yes.user_id, _days(yes, case), ("stands in", yes.id)


def _ending(facts: Facts, day: date) -> Iterable[tuple[Row, Row, set[int], bool]]:
    for yes, case, leads, here in _agreed_to(facts, day):
        if leads and yes.starts_on <= day and yes.ends_on - 3 * ONE <= day:
            yield yes, case, leads, here


@told_as(rf"You stand in for {ABOUT} until {DAY}\. Tell whoever leads what happened\.")
def standing_in_ends(facts: Facts, day: date) -> Iterable[Told]:
    for yes, case, _, here in _ending(facts, day):
        if here:
            yield yes.user_id, (case.reference, in_words(yes.ends_on)), ("stood in", yes.id)


@told_as(rf"Standing in for you for {ABOUT} ends on {DAY}\. If you are away longer, ask again\.")
def the_lead_hears_that_standing_in_ends(facts: Facts, day: date) -> Iterable[Told]:
    for yes, case, leads, _ in _ending(facts, day):
        yield from those(leads, (case.reference, in_words(yes.ends_on)), ("stood in", yes.id))


def _nobody_stands_in(facts: Facts, day: date) -> Iterable[tuple[Row, Row]]:
    """Leave of a working week or longer, from two weeks ahead to its end, and each family for which nobody stands in
    on one of the working days that are left."""
    for away in facts.all("absences"):
        working = [one for one in days_between(away.starts_on, away.ends_on) if is_working_day(one)]
        if len(working) >= 5 and away.starts_on - timedelta(days=14) <= day <= away.ends_on:
            for case in facts.all("cases", centre_id=away.centre_id):
                left = {one for one in working if one >= day}
                if away.who_id in facts.leads(case, day) and left - _covered(facts, case, day):
                    yield away, case


def _covered(facts: Facts, case: Row, day: date) -> set[date]:
    return {
        one for yes, of, _, here in _agreed_to(facts, day) if of.id == case.id and here
        for one in days_between(yes.starts_on, yes.ends_on)
    }  # fmt: skip


@told_as(rf"You are away from {DAY} to {DAY}, and nobody stands in for {ABOUT}\. Ask somebody\.")
def who_goes_away_hears_that_nobody_stands_in(facts: Facts, day: date) -> Iterable[Told]:
    for away, case in _nobody_stands_in(facts, day):
        if day < away.starts_on:
            about = (in_words(away.starts_on), in_words(away.ends_on), case.reference)
            yield away.who_id, about, ("goes away", away.id, case.id)


@told_as(rf"Whoever leads for {ABOUT} is away until {DAY}, and nobody stands in\. Ask somebody\.")
def somebody_is_away_and_nobody_stands_in(facts: Facts, day: date) -> Iterable[Told]:
    for away, case in _nobody_stands_in(facts, day):
        if away.starts_on <= day:
            about, once = (case.reference, in_words(away.ends_on)), ("is away", away.id, case.id)
            yield from those(facts.managers(case.centre_id, day), about, once)
