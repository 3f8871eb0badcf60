"""What the rows of one family say. No database."""

from datetime import date

import pytest

from consent.status import Capacity, How
from transfer.status import Agreed
from transfer.told import Row, Told, implied_relations, told

WHOLE = {
    "name": "Lind", "child_1_name": "Bo Lind", "child_1_born": "1/3/2024", "adult_1_name": "Eva Lind",
    "adult_1_relation": "mother", "adult_1_responsibility": "yes",
}  # fmt: skip
AGREED = {"agreement": "agreed", "agreed_by": "Eva Lind", "agreed_on": "2/11/2026", "agreed_how": "signed"}
CASE = {"case_opened_on": "5/5/2026", "tier": "2"}


def said(*rows: dict[str, str], implied: dict[str, str] | None = None) -> Told:
    return told([Row(number, row) for number, row in enumerate(rows, start=2)], implied or {})


def problems(*rows: dict[str, str]) -> list[tuple[int, str]]:
    return [(one.row, one.field) for one in said(*rows).problems]


def test_a_family_with_child_and_mother():
    found = said(WHOLE)
    assert found.problems == []
    assert found.family.name == "Lind"
    assert found.family.children[0].date_of_birth == date(2024, 3, 1)
    assert found.family.adults[0].responsibility == "yes"


def test_a_family_without_a_name_is_called_as_its_first_adult():
    assert said(WHOLE | {"name": ""}).family.name == "Lind"


def test_further_rows_add_children_and_adults():
    second = {"child_1_name": "Ada Lind", "child_1_born": "2/4/2025"}
    third = {"adult_1_name": "Per Lind", "adult_1_relation": "father"}
    found = said(WHOLE, second, third)
    assert found.problems == []
    assert [child.name for child in found.family.children] == ["Bo Lind", "Ada Lind"]
    assert [adult.name for adult in found.family.adults] == ["Eva Lind", "Per Lind"]


def test_a_person_who_is_in_two_rows_is_one_person_with_what_both_say():
    again = {"child_1_name": "bo lind", "child_1_born": "2024-03-01", "adult_1_name": "Eva Lind",
             "adult_1_relation": "mum", "adult_1_phone": "07700 900123"}  # fmt: skip
    found = said(WHOLE, again)
    assert found.problems == []
    assert (len(found.family.children), len(found.family.adults)) == (1, 1)
    assert found.family.adults[0].phone == "07700 900123"
    assert found.family.adults[0].responsibility == "yes"


def test_unborn_twins_without_names_are_two_children_and_the_dry_run_says_so():
    twins = {"child_1_name": "", "child_1_born": "", "child_1_expected": "1/2/2027", "child_2_expected": "1/2/2027"}
    found = said(WHOLE | twins)
    assert [child.expected_on for child in found.family.children] == [date(2027, 2, 1)] * 2
    assert found.remarks[0] == "2 children without a name are expected on 1 February 2027: each is brought along."
    assert len(said(WHOLE | twins | {"child_1_nhs": "9434765919", "child_2_nhs": "9434765870"}).family.children) == 2


@pytest.mark.parametrize("known_by", [{"child_1_name": "Ada Lind"}, {"child_1_nhs": "9434765919"}])
def test_an_unborn_child_in_two_rows_is_one_if_its_name_or_nhs_number_says_so(known_by):
    unborn = WHOLE | {"child_1_name": "", "child_1_born": "", "child_1_expected": "1/2/2027"} | known_by
    found = said(unborn, unborn)
    assert (len(found.family.children), found.problems) == (1, [])
    assert not any("each is brought along" in remark for remark in found.remarks)


def test_rows_that_contradict_each_other_are_a_problem_of_the_later_row():
    assert problems(WHOLE | {"postcode": "LS1 4AP", "address": "1 Elm Street"}, {"postcode": "LS2 9JT"}) == [
        (3, "postcode")
    ]


def test_every_wrong_cell_is_named_at_once():
    wrong = WHOLE | {"child_1_born": "30/2/2024", "adult_1_nhs": "123", "postcode": "nowhere", "address": "1 Elm St"}
    assert sorted(problems(wrong)) == [(2, "adult_1_nhs"), (2, "child_1_born"), (2, "postcode")]


def test_an_adult_without_a_relation_is_a_problem():
    assert problems(WHOLE | {"adult_1_relation": ""}) == [(2, "adult_1_relation")]


def test_a_column_called_mum_says_the_relation():
    implied = implied_relations({"Mum's name": "adult_1_name", "Partner": "adult_2_name"})
    assert implied == {"adult_1_name": "mother"}
    assert said(WHOLE | {"adult_1_relation": ""}, implied=implied).family.adults[0].relation == "mother"


def test_a_confidential_address_without_an_address_is_a_problem():
    assert problems(WHOLE | {"confidential": "yes"}) == [(2, "address")]


def test_a_name_that_could_be_taken_for_nothing_is_a_name():
    assert said(WHOLE | {"name": "Na"}).family.name == "Na"


def test_an_agreement_that_is_whole_counts():
    found = said(WHOLE | AGREED).agreement
    assert (found.state, found.by, found.capacity, found.how, found.on) == (
        Agreed.AGREED, 0, Capacity.PARENT_WITH_PR, How.SIGNED, date(2026, 11, 2),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "because"),
    [({"agreement": ""}, "does not say that the family agreed"), ({"agreement": "maybe"}, "does not say that the"),
     ({"agreed_by": ""}, "does not name the adult"), ({"agreed_by": "Somebody Else"}, "does not name the adult"),
     ({"agreed_on": ""}, "on what date"), ({"agreed_how": ""}, "does not say how"),
     ({"agreed_how": "spoken"}, "does not name a witness"),
     ({"adult_1_responsibility": "?"}, "parental responsibility"),
     ({"adult_1_responsibility": "no"}, "parental responsibility")],
)  # fmt: skip
def test_an_agreement_that_is_not_whole_is_to_be_confirmed_and_says_why(changed, because):
    found = said(WHOLE | AGREED | changed)
    assert found.problems == []
    assert found.agreement.state == Agreed.TO_CONFIRM
    assert because in found.remarks[0]


def test_mum_names_the_mother():
    assert said(WHOLE | AGREED | {"agreed_by": "Mum"}).agreement.state == Agreed.AGREED


def test_an_expectant_mother_agrees_as_such():
    row = WHOLE | AGREED | {"child_1_name": "", "child_1_born": "", "child_1_expected": "1/2/2027",
                            "adult_1_responsibility": ""}  # fmt: skip
    assert said(row).agreement.capacity == Capacity.EXPECTANT_PARENT


def test_a_no_is_kept_with_who_said_it_and_when():
    found = said(WHOLE | AGREED | {"agreement": "refused"})
    assert found.problems == []
    assert (found.agreement.state, found.agreement.on) == (Agreed.REFUSED, date(2026, 11, 2))


@pytest.mark.parametrize("missing", ["agreed_by", "agreed_on", "agreed_how"])
def test_a_no_that_is_not_whole_is_a_problem_so_that_it_does_not_get_lost(missing):
    assert problems(WHOLE | AGREED | {"agreement": "refused", missing: ""}) == [(2, missing)]


def test_a_withdrawal_with_both_dates_is_one():
    found = said(WHOLE | AGREED | {"agreement": "withdrawn", "withdrawn_on": "10/11/2026"}).agreement
    assert (found.state, found.on, found.withdrawn_on) == (Agreed.WITHDRAWN, date(2026, 11, 2), date(2026, 11, 10))


def test_a_yes_with_a_date_of_withdrawal_is_no_yes():
    assert said(WHOLE | AGREED | {"withdrawn_on": "10/11/2026"}).agreement.state == Agreed.WITHDRAWN


@pytest.mark.parametrize("unclear", ["", "no", "?", "see file"])
def test_a_date_of_withdrawal_is_a_no_where_the_agreement_is_not_clear(unclear):
    row = WHOLE | AGREED | {"agreement": unclear, "withdrawn_on": "10/11/2026"}
    found = said(row)
    assert (found.agreement.state, found.agreement.withdrawn_on) == (Agreed.WITHDRAWN, date(2026, 11, 10))
    assert "has a date of withdrawal" in found.remarks[0]
    assert said(row | {"agreed_on": ""}).agreement.state == Agreed.REFUSED
    assert problems(row | {"agreed_by": ""}) == [(2, "agreed_by")]


def test_a_withdrawal_that_does_not_say_when_it_was_given_is_kept_as_a_refusal():
    row = WHOLE | AGREED | {"agreement": "withdrawn", "agreed_on": "", "withdrawn_on": "10/11/2026"}
    assert said(row).agreement.state == Agreed.REFUSED


def test_a_row_without_a_case_has_none():
    assert said(WHOLE | AGREED).case is None


def test_an_open_case():
    found = said(WHOLE | CASE | {"next_review_on": "1/12/2026", "lead_email": "fsw@example.com"})
    assert found.problems == []
    assert (found.case.opened_on, found.case.tier, found.case.lead_email) == (date(2026, 5, 5), 2, "fsw@example.com")


@pytest.mark.parametrize("missing", ["case_opened_on", "tier"])
def test_an_open_case_says_when_it_was_opened_and_its_tier(missing):
    assert problems(WHOLE | CASE | {missing: "", "next_review_on": "1/12/2026"}) == [(2, missing)]


def test_what_is_not_brought_along_is_said():
    assert "not brought along" in said(WHOLE | {"worries": "Sleep"}).remarks[-1]
