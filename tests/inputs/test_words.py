"""How dates, numbers and typed text are shown."""

import datetime as dt

import pytest

from inputs import words

AWARE = dt.datetime(2026, 6, 21, 13, 30, tzinfo=dt.UTC)


def test_a_date_is_written_out():
    assert words.date(dt.date(2026, 11, 1)) == "1 November 2026"


def test_a_moment_is_told_in_local_time():
    assert words.datetime(AWARE) == "21 June 2026 at 2:30pm"


def test_the_day_of_the_week_can_be_told():
    assert words.long_date(dt.date(2026, 11, 21)) == "Saturday 21 November 2026"


@pytest.mark.parametrize(
    ("time", "told"),
    [
        (dt.time(9), "9am"),
        (dt.time(12), "midday"),
        (dt.time(0), "midnight"),
        (dt.time(0, 5), "12:05am"),
        (dt.time(23, 59), "11:59pm"),
    ],
)
def test_a_time_is_told_as_people_say_it(time, told):
    assert words.time(time) == told


def test_no_date_is_said_in_the_words_of_the_page():
    assert words.date(None, none="No date yet") == "No date yet"


@pytest.mark.parametrize(("count", "told"), [(0, "0 children"), (1, "1 child"), (1200, "1,200 children")])
def test_things_are_counted(count, told):
    assert words.counted(count, "child", "children") == told


def test_typed_text_is_escaped_and_keeps_its_lines():
    assert words.paragraphs("<b>one\r\ntwo\n\nthree") == (
        '<p class="govuk-body">&lt;b&gt;one<br>two</p><p class="govuk-body">three</p>'
    )
