"""What merging changes and what undoing changes back, on rows alone: no database is asked."""

from datetime import date
from types import SimpleNamespace

import pytest

from merging.changes import REMOVED, digest_of, plain
from merging.holdings import READ, Holdings
from merging.planning import Same, Setting, merge_changes
from merging.status import What
from merging.undoing import Ledger, rows_of, undoing

KEPT, GONE, ON = 1, 2, date(2026, 11, 22)
ROWS = {
    "families.Family": {
        KEPT: {"name": "Lind", "safe_contact": "Text", "language": "", "interpreter_needed": False},
        GONE: {"name": "Lynd", "safe_contact": "Never ring", "language": "Polish", "interpreter_needed": True},
    },
    "families.Child": {
        11: {"family_id": KEPT, "name": "Ada", "date_of_birth": None, "expected_on": date(2024, 5, 1)},
        21: {"family_id": GONE, "name": "Adah", "date_of_birth": date(2024, 5, 3), "nhs_number": "9014076000"},
        22: {"family_id": GONE, "name": "Ben", "date_of_birth": date(2022, 5, 3)},
    },
    "families.Adult": {
        31: {"family_id": KEPT, "name": "Grace", "phone": "", "email": ""},
        41: {"family_id": GONE, "name": "Grace", "phone": "07700 900123", "email": ""},
    },
    "families.Care": {
        1: {"adult_id": 31, "child_id": 11, "responsibility": "not_known"},
        2: {"adult_id": 41, "child_id": 21, "responsibility": "yes"},
        3: {"adult_id": 41, "child_id": 22, "responsibility": "yes"},
    },
    "families.Address": {
        1: {"family_id": KEPT, "postcode": "LS1 4AP", "confidential": False, "since": date(2024, 1, 1), "until": None},
        2: {"family_id": GONE, "postcode": "LS9 1AA", "confidential": True, "since": date(2026, 1, 1), "until": None},
    },
    "families.FormerName": {1: {"family_id": GONE, "child_id": 21, "adult_id": None, "name": "Ida"}},
    "consent.Agreement": {1: {"family_id": GONE, "given_by_id": 41, "status": "given"}},
    "consent.SharingWish": {
        1: {"family_id": KEPT, "agency_id": 5, "included": True, "until": None},
        2: {"family_id": GONE, "agency_id": 5, "included": False, "until": None},
    },
    "referrals.Referral": {1: {"family_id": GONE, "agreement_id": 1, "status": "accepted"}},
    "referrals.Referral_children": {1: {"referral_id": 1, "child_id": 21}},
    "cases.Case": {1: {"family_id": GONE, "referral_id": 1, "status": "open"}},
    "cases.Contact_saw_children": {1: {"contact__case_id": 1, "child_id": 22}},
    "meetings.AgendaItem": {1: {"family_id": GONE, "case_id": 1, "referral_id": None}},
}


@pytest.fixture
def of():
    empty = {label: dict.fromkeys(fields) for label, (fields, _) in READ.items()}
    texts = {"name", "nhs_number", "phone", "email", "language", "safe_contact"}
    return Holdings(
        {
            label: {
                pk: {key: "" if key in texts else None for key in empty[label]} | row
                for pk, row in ROWS.get(label, {}).items()
            }
            for label in READ
        }
    )


def done(of, changes):
    """The rows after the changes, and the lines of the ledger."""
    after, lines = of.copy(), []
    for one in changes:
        row = one.row
        if one.what == What.MADE:
            row = 900 + len(lines)
            fields = {key: one.after.get(key) for key in READ[one.label][0]}
            after.rows[one.label][row] = fields
        elif one.what == REMOVED:
            del after.rows[one.label][row]
        else:
            assert plain(after.rows[one.label][row][one.field]) == plain(one.before)
            after.rows[one.label][row][one.field] = one.after
        lines.append(
            SimpleNamespace(
                label=one.label, row=row, field=one.field, before=plain(one.before), what=one.what,
                after=None if one.what == What.MADE else plain(one.after),
            )
        )  # fmt: skip
    return after, lines


SAME = Same({21: 11}, {41: 31})


def merged(of):
    changes = merge_changes(Setting(of, KEPT, GONE, SAME, 7, ON))
    after, lines = done(of, changes)
    return after, Ledger(KEPT, GONE, lines, rows_of(of, KEPT), 7, ON)


def test_everything_hangs_on_what_remains(of):
    after, _ = merged(of)
    left = {
        label: [pk for pk, row in rows.items() if row.get("family_id") == GONE] for label, rows in after.rows.items()
    }
    assert {label: pks for label, pks in left.items() if pks} == {"families.Child": [21], "families.Adult": [41]}


def test_undone_everything_is_as_it_was(of):
    after, ledger = merged(of)
    again, _ = done(after, undoing(after, ledger).changes)
    assert {label: [{key: plain(value) for key, value in row.items()} for row in rows.values()]
            for label, rows in again.rows.items()} == {
        label: [{key: plain(value) for key, value in row.items()} for row in rows.values()]
        for label, rows in of.rows.items()
    }  # fmt: skip


def test_the_stricter_holds_of_wishes_addresses_and_responsibility(of):
    after, _ = merged(of)
    assert [row["included"] for row in after.rows["consent.SharingWish"].values() if row["until"] is None] == [False]
    assert all(row["confidential"] for row in after.rows["families.Address"].values())
    assert after.rows["families.Care"][1]["responsibility"] == "yes"  # not known is no word against a yes
    assert after.rows["families.Family"][KEPT]["safe_contact"] == "Text\n\nNever ring"


def test_the_one_current_address_is_the_newer(of):
    after, _ = merged(of)
    assert [pk for pk, row in after.rows["families.Address"].items() if row["until"] is None] == [2]


def test_the_child_is_born_and_keeps_both_names(of):
    after, _ = merged(of)
    assert after.rows["families.Child"][11] | {"merged_into_id": None} == after.rows["families.Child"][11]
    assert (after.rows["families.Child"][11]["name"], after.rows["families.Child"][11]["expected_on"]) == ("Adah", None)
    names = {row["name"] for row in after.rows["families.FormerName"].values()}
    assert names == {"Ida", "Ada", "Lynd"}


def test_what_is_about_both_since_is_found(of):
    after, ledger = merged(of)
    after.rows["cases.Case"][2] = {"family_id": KEPT, "referral_id": None, "status": "open", "reference": "C"}
    after.rows["cases.Contact_saw_children"][2] = {"contact__case_id": 2, "child_id": 22}
    assert undoing(after, ledger).between == {"cases.Contact_saw_children": 1}


def test_what_was_added_since_goes_with_its_case_or_stays(of):
    after, ledger = merged(of)
    item = {"family_id": KEPT, "case_id": 1, "referral_id": None, "part_of_id": None, "taken_with_id": None}
    after.rows["meetings.AgendaItem"][2] = item
    after.rows["consent.SharingDecision"][3] = {"family_id": KEPT, "corrects_id": None}
    found = undoing(after, ledger)
    assert (found.along, found.stays) == ({"meetings.AgendaItem": 1}, {"consent.SharingDecision": 1})


def test_what_changed_since_stays_and_is_said(of):
    after, ledger = merged(of)
    after.rows["families.Adult"][31]["phone"] = "07700 900999"
    assert [(one.label, one.field) for one in undoing(after, ledger).since] == [("families.Adult", "phone")]


def test_a_wish_that_is_new_since_is_not_doubled_by_the_old_one(of):
    after, ledger = merged(of)
    after.rows["consent.SharingWish"][2]["until"] = ON
    after.rows["consent.SharingWish"][3] = {"family_id": KEPT, "agency_id": 5, "included": True, "until": None}
    found = undoing(after, ledger)
    again, _ = done(after, found.changes)
    current = [(row["family_id"], row["included"]) for row in again.rows["consent.SharingWish"].values()
               if row["until"] is None]  # fmt: skip
    assert current == [(KEPT, True)]


def test_whom_they_kept_out_since_is_kept_out_of_both(of):
    after, ledger = merged(of)
    after.rows["consent.SharingWish"][3] = {
        "family_id": KEPT, "agency_id": 6, "included": False, "until": None, "words": "Not them",
    }  # fmt: skip
    again, _ = done(after, undoing(after, ledger).changes)
    kept_out = {row["family_id"] for row in again.rows["consent.SharingWish"].values() if row["agency_id"] == 6}
    assert kept_out == {KEPT, GONE}


def test_what_was_shown_has_a_digest_that_any_change_changes(of):
    shown = digest_of(merge_changes(Setting(of, KEPT, GONE, SAME, 7, ON)))
    of.rows["families.Adult"][41]["phone"] = "07700 900000"
    assert digest_of(merge_changes(Setting(of, KEPT, GONE, SAME, 7, ON))) != shown
