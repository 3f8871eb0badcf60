"""The API refuses what the pages refuse, in the same words."""

import datetime as dt

import pytest
from rest_framework import serializers as drf

from inputs import serializers


def errors_of(field: drf.Field, value) -> list[str]:
    """The errors of a serializer with just this field."""
    made = type("Made", (drf.Serializer,), {"field": field})(data={"field": value})
    made.is_valid()
    return [str(error) for error in made.errors.get("field", [])]


def cleaned(field: drf.Field, value):
    """What the field makes of `value`."""
    made = type("Made", (drf.Serializer,), {"field": field})(data={"field": value})
    assert made.is_valid(), made.errors
    return made.validated_data["field"]


def test_a_text_over_its_limit_is_counted():
    assert errors_of(serializers.TextField(label="Worries"), "a" * 5210) == [
        "Worries must be 5,000 characters or fewer. You have typed 5,210."
    ]


def test_invisible_characters_are_refused():
    assert "invisible" in errors_of(serializers.LineField(), "a\u202eb")[0]


def test_an_nhs_number_is_kept_as_its_digits():
    assert cleaned(serializers.NHSNumberField(), "943 476 5919") == "9434765919"


def test_ten_equal_digits_are_no_nhs_number():
    assert "one of its digits is wrong" in errors_of(serializers.NHSNumberField(), "1111111111")[0]


def test_a_postcode_is_kept_in_its_one_form():
    assert cleaned(serializers.PostcodeField(), "bs14dj") == "BS1 4DJ"


def test_a_telephone_number_is_looked_at():
    assert errors_of(serializers.PhoneField(), "0117") != []


def test_a_date_is_iso_and_within_its_limits():
    field = serializers.DateField(latest=dt.date(2026, 1, 1), label="Review")
    assert cleaned(field, "2026-01-01") == dt.date(2026, 1, 1)
    assert errors_of(field, "2026-01-02") == ["Review must be 1 January 2026 or earlier"]


@pytest.mark.parametrize("value", [-1, 11])
def test_a_rating_off_the_scale_is_refused(value):
    assert errors_of(serializers.RatingField(), value) != []
