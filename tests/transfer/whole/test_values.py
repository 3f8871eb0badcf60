"""What is written into a cell is read back as it was."""

import csv
from datetime import UTC, date, datetime, time
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transfer.whole.values import NotACell, harmless, read, written

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner)
)


def through_a_file(cell):
    out = StringIO(newline="")
    csv.writer(out).writerow([cell, "next"])
    return next(csv.reader(StringIO(out.getvalue(), newline=""), strict=True))[0]


@given(TEXTS)
def test_any_text_comes_back_as_it_was(text):
    assert read("text", through_a_file(written("text", text))) == text


@given(JSONS)
def test_any_json_comes_back_as_it_was(value):
    if value is None or "\\u0000" in written("json", value):
        return
    assert read("json", through_a_file(written("json", value))) == value


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@x", "\tx", "\rx", "\nx", "'=1", "＝1"])
def test_no_cell_begins_like_a_formula(text):
    assert harmless(text)[0] == "'"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("integer", -12), ("truth", True), ("truth", False), ("date", date(2026, 2, 28)), ("time", time(14, 30)),
     ("moment", datetime(2026, 11, 21, 14, 30, 0, 123456, tzinfo=UTC)), ("list", ["a", "b"]), ("list", [])],
)  # fmt: skip
def test_other_values_come_back_as_they_were(kind, value):
    assert read(kind, written(kind, value)) == value


def test_nothing_is_no_text_and_no_value():
    assert (read("text", ""), read("date", ""), read("list", "")) == ("", None, None)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("integer", "1.5"), ("integer", "9" * 25), ("integer", "²"), ("number", "0"), ("truth", "yes"),
     ("date", "30/2/2026"), ("date", "2026-02-30"), ("date", "20260228"), ("time", "25:00"),
     ("moment", "2026-11-21T14:30:00"), ("json", "{"), ("json", "NaN"), ("json", '"\\u0000"'), ("json", "[" * 100_000),
     ("list", "{}"), ("text", "a\x00b")],
)  # fmt: skip
def test_what_is_no_such_value_is_refused(kind, cell):
    with pytest.raises(NotACell):
        read(kind, cell)
