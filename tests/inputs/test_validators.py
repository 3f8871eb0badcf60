"""What typed text must be."""

import pytest
from django.core.exceptions import ValidationError

from inputs import validators


@pytest.mark.parametrize("text", ["Siân O’Neill", "two\nlines\tand a tab\r\n", "👩‍👧 family", "नमस्ते", "مرحبا", ""])
def test_what_people_write_is_accepted(text):
    validators.no_control_characters(text)


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "a\x1bb", "a\x7fb", "a\x85b", "a\ud800b"])
def test_control_characters_are_refused(text):
    with pytest.raises(ValidationError, match="cannot be shown"):
        validators.no_control_characters(text)


@pytest.mark.parametrize(
    "text", ["a\u202eb", "a\u2066b", "a\u200bb", "a\u200eb", "a\ufeffb", "a\u2060b", "a\U000e0041b"]
)
def test_characters_that_hide_or_turn_text_round_are_refused(text):
    with pytest.raises(ValidationError, match="invisible"):
        validators.no_control_characters(text)


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "943-476-5919", " 943 476 5919 "])
def test_an_nhs_number_may_be_spaced(text):
    validators.nhs_number(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("9434765918", "one of its digits is wrong"),
        ("1111111111", "one of its digits is wrong"),
        ("0000000000", "one of its digits is wrong"),
        ("943476591", "You have typed 9"),
        ("94347659190", "You have typed 11"),
        ("943476591x", "digits only"),
        ("٩٤٣٤٧٦٥٩١٩", "digits only"),
    ],
)
def test_what_is_no_nhs_number_is_refused_in_words(text, sentence):
    with pytest.raises(ValidationError, match=sentence):
        validators.nhs_number(text)


@pytest.mark.parametrize("text", ["bs14dj", "BS1 4DJ", "bs1  4dj", "BS1-4DJ"])
def test_a_postcode_has_one_form(text):
    assert validators.normal_postcode(text) == "BS1 4DJ"


@pytest.mark.parametrize("text", ["BS1", "BS1 4D", "12345", "BS1 4DJ and more", "QQ1 1QQ"])
def test_what_is_no_postcode_is_refused(text):
    with pytest.raises(ValidationError, match="like BS1 4DJ"):
        validators.normal_postcode(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0117 496 0123", "0117 496 0123"),
        ("07700  900 123", "07700 900 123"),
        ("(0117) 496 0123 ext 12", "(0117) 496 0123 ext 12"),
        ("+48 22 123 45 67", "+48 22 123 45 67"),
    ],
)
def test_a_telephone_number_keeps_its_grouping(text, kept):
    assert validators.normal_phone(text) == kept


@pytest.mark.parametrize("text", ["ring the gran", "0117", "07700 900 12", "+" + "1" * 16, "07700 900 123 after six"])
def test_what_is_no_telephone_number_is_refused(text):
    with pytest.raises(ValidationError):
        validators.normal_phone(text)


def test_text_has_one_form():
    assert validators.tidy("Sia\u0302n\r\nsays") == "Si\u00e2n\nsays"
