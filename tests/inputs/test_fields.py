"""Form fields: what is accepted, and the sentence for what is not."""

import datetime as dt

import pytest
from django import forms
from django.utils import timezone

from inputs import fields


def errors_of(field: forms.Field, typed: str) -> list[str]:
    """The errors of a form with just this field, in which `typed` was entered."""
    form = type("Form", (forms.Form,), {"field": field})({"field": typed})
    form.is_valid()
    return form.errors.get("field", [])


def cleaned(field: forms.Field, typed: str):
    """What the field makes of `typed`."""
    form = type("Form", (forms.Form,), {"field": field})({"field": typed})
    assert form.is_valid(), form.errors
    return form.cleaned_data["field"]


def test_a_text_at_its_limit_is_accepted():
    assert len(cleaned(fields.TextField(label="Worries"), "a" * 5000)) == 5000


def test_line_ends_count_once():
    assert cleaned(fields.TextField(max_length=3), "a\r\nb") == "a\nb"


def test_a_text_over_its_limit_is_counted():
    assert errors_of(fields.TextField(label="Worries"), "a" * 5210) == [
        "Worries must be 5,000 characters or fewer. You have typed 5,210."
    ]


def test_a_hundred_thousand_characters_are_refused_and_shown_again():
    form = type("Form", (forms.Form,), {"worries": fields.TextField()})({"worries": "a" * 100_000})
    assert form.errors == {"worries": ["Worries must be 5,000 characters or fewer. You have typed 100,000."]}
    assert form["worries"].value() == "a" * 100_000


@pytest.mark.parametrize(
    "field",
    [fields.NHSNumberField(), fields.PostcodeField(), fields.PhoneField(), fields.DateField(), fields.TimeField(),
     fields.LineField()],
)  # fmt: skip
def test_a_hundred_thousand_digits_are_refused_by_every_short_field(field):
    assert len(errors_of(field, "1" * 100_000)) == 1


@pytest.mark.parametrize(
    "field",
    [fields.NHSNumberField(), fields.PostcodeField(), fields.PhoneField(), fields.LineField(), fields.TextField()],
)
def test_a_null_character_is_refused_once_in_words(field):
    (sentence,) = errors_of(field, "a\x00b")
    assert "characters" in sentence


def test_a_line_has_one_line():
    assert cleaned(fields.LineField(), "one\ntwo") == "one two"


def test_an_nhs_number_is_kept_as_its_digits():
    assert cleaned(fields.NHSNumberField(), "943 476 5919") == "9434765919"


def test_an_nhs_number_is_shown_in_groups():
    assert fields.NHSNumberField().prepare_value("9434765919") == "943 476 5919"


def test_an_optional_nhs_number_may_be_left_out():
    assert cleaned(fields.NHSNumberField(required=False), " ") == ""


def test_a_postcode_is_kept_in_its_one_form():
    assert cleaned(fields.PostcodeField(), "bs14dj") == "BS1 4DJ"


def test_today_counts_as_past_and_as_future():
    today = f"{timezone.localdate():%d %m %Y}"
    assert cleaned(fields.DateField(past=True), today) == cleaned(fields.DateField(future=True), today)


def test_a_date_that_must_be_past_is_not_in_the_future():
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert errors_of(fields.DateField(label="Date of birth", past=True), f"{tomorrow:%d %m %Y}") == [
        "Date of birth must be today or in the past"
    ]


def test_a_date_that_must_be_future_is_not_in_the_past():
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert errors_of(fields.DateField(label="By when", future=True), f"{yesterday:%d %m %Y}") == [
        "By when must be today or in the future"
    ]


def test_a_date_has_its_earliest_and_its_latest_day():
    field = fields.DateField(label="Review", earliest=dt.date(2026, 1, 2), latest=lambda: dt.date(2026, 2, 1))
    assert errors_of(field, "1 1 2026") == ["Review must be 2 January 2026 or later"]
    assert errors_of(field, "2 2 2026") == ["Review must be 1 February 2026 or earlier"]


def test_a_date_is_shown_as_it_is_asked_for():
    assert fields.DateField().prepare_value(dt.date(2026, 11, 1)) == "1 11 2026"


def test_an_unchanged_date_is_unchanged_however_it_is_written():
    assert not fields.DateField().has_changed(dt.date(2026, 11, 1), "1 nov 2026")


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("10", 10)])
def test_a_rating_goes_from_0_to_10(typed, value):
    assert cleaned(fields.RatingField(), typed) == value


def test_a_rating_not_given_is_none_and_not_zero():
    assert cleaned(fields.RatingField(required=False), "") is None


def test_a_rating_off_the_scale_is_refused():
    assert errors_of(fields.RatingField(), "11") == ["Choose a number from 0 to 10"]
