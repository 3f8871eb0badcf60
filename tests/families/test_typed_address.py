"""What counts as typing an address, and what does not."""

import pytest

from families.people import NewAddress
from families.typed_address import typed_in

HOME = NewAddress("12 Elm Street", "LS1 4AP", True)


@pytest.mark.parametrize(
    "text",
    [
        "They now live at 12 Elm Street.",
        "Moved to 12 elm st last week",
        "12, Elm Street",
        "see 12 ELM STREET,Leeds",
        "postcode LS1 4AP",
        "ls14ap",
        "L S 1 4 A P",
        "LS1-4AP",
        "１２ Elm Street",
        "12 Elm",
    ],
)
def test_the_postcode_or_the_house_and_street_is_noticed(text):
    assert typed_in({"note": text}, [HOME]) == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Read a book together.",
        "Elm Street library",
        "112 Elm Street",
        "12 Oak Street",
        "LS1 4AQ",
        "XLS1 4APX",
        "12",
    ],
)
def test_other_words_are_not_noticed(text):
    assert typed_in({"note": text}, [HOME]) == []


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("Flat 2, 7a The Green", "she is at 7A the green now"),
        ("Rose Cottage, Mill Lane", "the visit to Rose Cottage"),
        ("Flat 3 40 St. Mary's Road", "40 St Marys Rd"),
    ],
)
def test_flats_letters_and_named_houses_are_noticed(lines, text):
    assert typed_in({"note": text}, [NewAddress(lines, "ZZ9 9ZZ", True)]) == ["note"]


def test_only_the_fields_in_which_it_stands_are_named():
    assert typed_in({"note": "fine", "result": "12 Elm Street"}, [HOME]) == ["result"]


def test_without_a_home_nothing_is_noticed():
    assert typed_in({"note": "12 Elm Street"}, []) == []
