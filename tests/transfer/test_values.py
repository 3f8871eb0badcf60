"""What a cell means, and how it is refused. No database."""

from datetime import date

import pytest

from transfer import values
from transfer.fields import FIELDS, proposed, squeezed
from transfer.status import Agreed
from transfer.values import NotAValue


@pytest.mark.parametrize(
    "typed", ["21/11/2026", "21-11-2026", "21.11.2026", "2026-11-21", "21 November 2026", "2026-11-21 00:00:00",
              "2026-11-21T00:00", "Sat 21st Nov 2026", "November 21, 2026"],
)  # fmt: skip
def test_dates_as_lists_write_them(typed):
    assert values.day(typed) == date(2026, 11, 21)


def test_the_day_comes_first_always():
    assert values.day("3/4/2026") == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("typed", "word"),
    [("30/02/2026", "30 February 2026 is not a date"), ("30 February 2026", "not a date"), ("21/11/26", "four digits"),
     ("21 Nov 26", "four digits"), ("11/21/2026", "There is no month 21"), ("21 November", "with its year"),
     ("46347", "Enter a date"), ("2026-11-21 14:30", "Enter a date"), ("soon", "Enter a date"),
     ("31/12/1899", "between 1900")],
)  # fmt: skip
def test_dates_that_are_refused(typed, word):
    with pytest.raises(NotAValue, match=word):
        values.day(typed)


@pytest.mark.parametrize(("typed", "meant"), [("Yes", True), ("Y", True), ("1", True), ("no", False), ("FALSE", False)])
def test_yes_and_no(typed, meant):
    assert values.yes_or_no(typed) is meant


@pytest.mark.parametrize("typed", ["maybe", "?", "n/a"])
def test_neither_yes_nor_no_is_refused(typed):
    with pytest.raises(NotAValue, match="yes or no"):
        values.yes_or_no(typed)


@pytest.mark.parametrize("typed", ["943 476 5919", "943-476-5919", "9434765919"])
def test_an_nhs_number_however_it_is_spaced(typed):
    assert values.nhs_number(typed) == "9434765919"


@pytest.mark.parametrize("typed", ["9434765918", "943476591", "1111111111", "94347659I9"])
def test_what_is_no_nhs_number_is_refused(typed):
    with pytest.raises(NotAValue, match="NHS number"):
        values.nhs_number(typed)


def test_a_postcode_in_its_one_form():
    assert values.postcode("ls14ap") == "LS1 4AP"
    with pytest.raises(NotAValue, match="postcode"):
        values.postcode("LS1")


def test_a_telephone_number_whose_zero_a_spreadsheet_took_is_refused():
    assert values.phone("07700 900123") == "07700 900123"
    with pytest.raises(NotAValue, match="zero at the beginning"):
        values.phone("7700900123")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Mother", "mother"), ("mum", "mother"), ("Step-parent", "step_parent"), ("Parent's partner", "partner"),
     ("other relative", "other_relative"), ("Gran", "grandparent")],
)  # fmt: skip
def test_relations_as_people_write_them(typed, meant):
    assert values.relation(typed) == meant


def test_a_relation_nobody_knows_is_refused():
    with pytest.raises(NotAValue, match="Write one of: mother"):
        values.relation("neighbour's cousin")


@pytest.mark.parametrize(("typed", "meant"), [("yes", "yes"), ("no", "no"), ("?", "not_known"), ("maybe", "not_known")])
def test_parental_responsibility_is_never_guessed(typed, meant):
    assert values.responsibility(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Agreed", Agreed.AGREED), ("consent given", Agreed.AGREED), ("Refused", Agreed.REFUSED),
     ("withdrawn", Agreed.WITHDRAWN), ("to be confirmed", Agreed.TO_CONFIRM), ("no", Agreed.TO_CONFIRM),
     ("probably", Agreed.TO_CONFIRM), ("not agreed yet", Agreed.TO_CONFIRM), ("", Agreed.TO_CONFIRM)],
)  # fmt: skip
def test_whatever_is_not_clear_about_the_agreement_is_to_be_confirmed(typed, meant):
    assert values.agreed(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("2", 2), ("Tier 3", 3), ("level 2", 2), ("2.0", 2)])
def test_tiers(typed, meant):
    assert values.tier(typed) == meant


def test_a_tier_nobody_knows_is_refused():
    with pytest.raises(NotAValue, match="2 or 3"):
        values.tier("high")


def test_text_with_invisible_characters_is_refused():
    with pytest.raises(NotAValue, match="invisible"):
        values.plain("Li\u200bnd")


def test_columns_are_proposed_by_their_names():
    columns = ["Surname", "Child's name", "D.O.B.", "Mum", "PR", "Consent given", "Shoe size"]
    assert proposed(columns, {}) == {
        "Surname": "name", "Child's name": "child_1_name", "D.O.B.": "child_1_born", "Mum": "adult_1_name",
        "PR": "adult_1_responsibility", "Consent given": "agreement",
    }  # fmt: skip


def test_columns_that_are_called_as_our_pages_call_them_are_proposed():
    assert proposed([field.label for field in FIELDS], {}) == {field.label: field.code for field in FIELDS}


def test_what_was_matched_last_time_comes_first():
    assert proposed(["Surname", "Known as"], {"knownas": "name"}) == {"Known as": "name"}


def test_a_column_that_was_left_out_last_time_is_left_out_again():
    assert proposed(["Surname", "Language"], {"surname": ""}) == {"Language": "language"}


def test_no_field_is_proposed_twice():
    assert proposed(["Surname", "Family name"], {}) == {"Surname": "name"}


def test_every_name_of_a_field_is_in_the_form_in_which_columns_are_compared():
    names = [name for field in FIELDS for name in field.names]
    assert [name for name in names if squeezed(name) != name or not name] == []
