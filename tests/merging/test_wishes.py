"""Of two records' wishes the stricter holds: pure rules, without a database."""

from datetime import date

import pytest

from merging.holdings import KIND, READ, REFERRAL, WISH, Holdings
from merging.wishes import wishes_that_end

KEPT, GONE, AGENCY, ON = 1, 2, 7, date(2026, 11, 22)


def held(mine, theirs, *, work=(KEPT, GONE), kinds=()):
    """Two records with what each says of one agency: True, False or nothing (None)."""
    rows = {label: {} for label in READ}
    for pk, (family, said) in enumerate(((KEPT, mine), (GONE, theirs)), start=1):
        if said is not None:
            rows[WISH][pk] = {"family_id": family, "agency_id": AGENCY, "included": said, "until": None, "words": ""}
    rows[REFERRAL] = {family: {"family_id": family, "status": "accepted"} for family in work}
    rows[KIND] = {
        pk: {"family_id": family, "agency_id": AGENCY, "kind": "health", "included": said, "until": None}
        for pk, (family, said) in enumerate(kinds, start=1)
    }
    return Holdings(rows)


def ended(of):
    return {one.row for one in wishes_that_end(of, KEPT, GONE, ON) if one.label == WISH}


# What one says, what the other says, which of the two wishes end (1: of the record that stays, 2: of the other).
CASES = {
    "both let it know": (True, True, {2}),
    "both keep it out": (False, False, {2}),
    "the other keeps it out": (True, False, {1}),
    "this one keeps it out": (False, True, {2}),
    "only this one lets it know": (True, None, {1}),
    "only the other lets it know": (None, True, {2}),
    "only this one keeps it out": (False, None, set()),
    "only the other keeps it out": (None, False, set()),
    "nothing is said": (None, None, set()),
}


@pytest.mark.parametrize("case", CASES)
def test_whom_either_keeps_out_stays_out_and_whom_only_one_lets_know_is_asked_about(case):
    mine, theirs, expected = CASES[case]
    assert ended(held(mine, theirs)) == expected


@pytest.mark.parametrize(("mine", "theirs", "work"), [(True, None, [KEPT]), (None, True, [GONE])])
def test_whom_one_lets_know_is_let_know_if_there_is_nothing_else_to_know(mine, theirs, work):
    assert ended(held(mine, theirs, work=work)) == set()


@pytest.mark.parametrize(("mine", "theirs", "ends"), [(False, True, 2), (True, False, 1), (False, False, 2)])
def test_what_either_keeps_from_an_agency_stays_kept(mine, theirs, ends):
    of = held(True, True, kinds=[(KEPT, mine), (GONE, theirs)])
    assert {one.row for one in wishes_that_end(of, KEPT, GONE, ON) if one.label == KIND} == {ends}
