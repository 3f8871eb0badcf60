"""On which dates a series meets."""

import functools
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rhythm import bank_holidays, meeting_date, turns
from meetings.status import HolidayRule

ENGLAND = "england-and-wales"
WEDNESDAY = date(2024, 1, 3)


def dates(rule, *, first_on=WEDNESDAY, every_weeks=2, since=None, until=None):
    """The turns of a rhythm."""
    return list(
        turns(
            first_on=first_on,
            every_weeks=every_weeks,
            since=since or first_on,
            until=until or first_on + timedelta(days=3653),
            rule=rule,
            division=ENGLAND,
        )
    )


def test_ten_years_of_turns_are_exactly_a_fortnight_apart():
    found = dates(HolidayRule.AFTER)
    assert {later.rhythm_on - one.rhythm_on for one, later in itertools.pairwise(found)} == {timedelta(14)}


@pytest.mark.parametrize("rule", HolidayRule.values)
@pytest.mark.parametrize("weekday", range(5))
def test_ten_years_of_meetings_are_neither_missed_nor_doubled(rule, weekday):
    found = dates(rule, first_on=date(2024, 1, 1) + timedelta(days=weekday))
    held = [turn.on for turn in found if turn.on]
    skipped = [turn for turn in found if turn.on is None]
    assert len(held) == len(set(held))
    assert held == sorted(held)
    assert len(held) + len(skipped) == 3653 // 14 + 1
    assert all(bank_holidays().is_holiday(turn.rhythm_on, division=ENGLAND) for turn in skipped)


@pytest.mark.parametrize("rule", [HolidayRule.AFTER, HolidayRule.BEFORE])
def test_no_meeting_is_moved_to_a_day_nobody_works(rule):
    found = dates(rule, first_on=date(2024, 1, 1), every_weeks=1)
    moved = [turn.on for turn in found if turn.on != turn.rhythm_on]
    assert moved
    assert all(bank_holidays().is_work_day(day, division=ENGLAND) for day in moved)


def test_a_meeting_on_a_bank_holiday_moves_to_the_working_day_after():
    assert meeting_date(date(2024, 12, 25), rule=HolidayRule.AFTER, division=ENGLAND) == date(2024, 12, 27)


def test_a_meeting_on_a_bank_holiday_moves_to_the_working_day_before():
    assert meeting_date(date(2024, 12, 26), rule=HolidayRule.BEFORE, division=ENGLAND) == date(2024, 12, 24)


def test_a_meeting_on_a_bank_holiday_is_left_out():
    assert meeting_date(date(2024, 12, 25), rule=HolidayRule.SKIP, division=ENGLAND) is None


def test_scotland_has_its_own_bank_holidays():
    assert meeting_date(date(2024, 12, 2), rule=HolidayRule.AFTER, division="scotland") == date(2024, 12, 3)


@given(
    ahead=st.integers(-400, 400),
    length=st.integers(0, 400),
    every_weeks=st.integers(1, 12),
)
def test_planning_in_pieces_gives_the_same_turns_as_planning_at_once(ahead, length, every_weeks):
    middle = WEDNESDAY + timedelta(days=ahead)
    end = middle + timedelta(days=length)
    whole = dates(HolidayRule.AFTER, every_weeks=every_weeks, until=max(end, WEDNESDAY))
    before = dates(HolidayRule.AFTER, every_weeks=every_weeks, until=middle - timedelta(days=1))
    after = dates(HolidayRule.AFTER, every_weeks=every_weeks, since=middle, until=max(end, WEDNESDAY))
    assert before + after == whole


TEN_YEARS = range(2018, 2028)  # the bank holidays of all of them are known
DIVISIONS = ("england-and-wales", "scotland", "northern-ireland")


@pytest.mark.parametrize("rule", HolidayRule.values)
def test_ten_thousand_dates_over_ten_years_without_a_drifted_missed_or_doubled_meeting(rule):
    """Every rhythm on every weekday in every part of the country; what is expected is counted another way."""
    generated = 0
    for division, weekday, every_weeks in itertools.product(DIVISIONS, range(5), (1, 2, 3, 4, 12)):
        first_on = date(TEN_YEARS[0], 1, 1) + timedelta(days=weekday)
        end = date(TEN_YEARS[-1], 12, 31)
        expected = [date.fromordinal(day) for day in range(first_on.toordinal(), end.toordinal() + 1, 7 * every_weeks)]
        found = list(turns(first_on=first_on, every_weeks=every_weeks, since=first_on, until=end, rule=rule,
                           division=division))  # fmt: skip
        case = f"{division}, {first_on:%A}, every {every_weeks} weeks"
        assert [one.rhythm_on for one in found] == expected, f"drifted or missed: {case}"
        held = [one.on for one in found if one.on]
        assert all(earlier < later for earlier, later in itertools.pairwise(held)), f"doubled or out of order: {case}"
        for one in found:
            assert_follows_the_rule(one, rule, division)
        generated += len(found)
    assert generated >= 10_000


def assert_follows_the_rule(turn, rule, division):
    """On its own day unless that is a holiday; else as the rule says, with nothing but days off in between."""
    free = days_off(division)
    if turn.rhythm_on not in free:
        assert turn.on == turn.rhythm_on
    elif rule == HolidayRule.SKIP:
        assert turn.on is None
    else:
        step = timedelta(days=1 if rule == HolidayRule.AFTER else -1)
        day = turn.rhythm_on + step
        while day in free or day.weekday() > 4:
            day += step
        assert turn.on == day


@functools.cache
def days_off(division):
    """The bank holidays as a set of dates."""
    return frozenset(one["date"] for one in bank_holidays().get_holidays(division=division))
