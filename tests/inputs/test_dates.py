"""Dates as people write them."""

import datetime as dt

import pytest

from inputs import dates

DAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "21 11 2026",
        "21/11/2026",
        "21.11.2026",
        "21-11-2026",
        "21112026",
        "2026-11-21",
        "21 Nov 2026",
        "21 november 2026",
        "21st of November, 2026",
        "Saturday 21 November 2026",
        "sat 21 nov 2026",
        "21nov2026",
        "November 21, 2026",
        "  21  11  2026 ",
    ],
)
def test_a_date_may_be_written_in_many_ways(text):
    assert dates.parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("30 2 2026", "30 February 2026 is not a date"),
        ("29 feb 2025", "29 February 2025 is not a date"),
        ("32 1 2026", "32 January 2026 is not a date"),
        ("21 11 26", "Enter the year with four digits, like 21 11 2026"),
        ("21 Nov", "Enter the date with its year, like 21 11 2026"),
        ("11 21 2026", "There is no month 21. Enter the day first, then the month, like 21 11 2026"),
        ("next Tuesday", "Enter a date like 21 11 2026"),
        ("21 11 0026", "Enter a year between 1900 and 2199"),
        ("0 1 2026", "0 January 2026 is not a date"),
        ("٢١ ١١ ٢٠٢٦", "Enter a date like 21 11 2026"),
        ("-1 1 2026 5", "Enter a date like 21 11 2026"),
    ],
)
def test_what_is_no_date_is_refused_in_words(text, sentence):
    with pytest.raises(dates.NotADate) as wrong:
        dates.parse_date(text)
    assert str(wrong.value) == sentence


@pytest.mark.parametrize("text", ["2:30pm", "2.30 pm", "14:30", "1430", "2:30 p.m."])
def test_a_time_may_be_written_in_many_ways(text):
    assert dates.parse_time(text) == dt.time(14, 30)


@pytest.mark.parametrize(("text", "hour"), [("9am", 9), ("12am", 0), ("12pm", 12), ("midday", 12)])
def test_whole_hours(text, hour):
    assert dates.parse_time(text) == dt.time(hour)


@pytest.mark.parametrize("text", ["9", "25:00", "10:61", "13pm", "soon"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(dates.NotADate, match="like 9:30am or 14:30"):
        dates.parse_time(text)
