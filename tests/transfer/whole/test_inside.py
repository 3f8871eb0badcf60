"""What is named within a field is named otherwise there, and back again. Pure."""

import pytest

from transfer.whole.inside import NotWhole, decision_draft, edition, minutes, referral_draft, seen_to, subject


def there(label, one):
    """As a zip calls it: of each kind 1 to 9 are known."""
    return f"{label}#{one}" if one in range(1, 10) else None


def here(label, called):
    return int(called.partition("#")[2]) if called is not None else None


MINUTES = {
    "meeting": {"id": 1, "series": "x"},
    "attendance": [{"name": "A"}, {"name": "B", "guest_for": [2, 3]}],
    "actions_last": [{"owner_id": 4, "family_id": 5, "may_know": [6, 7]}, {"family_id": None, "may_know": None}],
    "items": [
        {"id": 2, "family_id": 5, "may_know": [6], "decision": {"actions": [{"owner_id": 4}], "lead": "A"}},
        {"id": 3, "family_id": None, "may_know": None, "decision": None},
    ],
    "corrections": [{"words": "x", "item": 2}, {"words": "y", "item": None}],
    "quorum": None,
}


def test_minutes_are_the_same_there_and_back():
    assert minutes(minutes(MINUTES, {}, there), {}, here) == MINUTES


def test_no_number_of_a_record_is_left_in_minutes():
    said = minutes(MINUTES, {}, there)
    assert said["items"][0]["may_know"] == ["centres.Agency#6"]
    assert said["items"][0]["decision"]["actions"] == [{"owner_id": "accounts.User#4"}]
    assert said["attendance"][1]["guest_for"] == ["meetings.AgendaItem#2", "meetings.AgendaItem#3"]


def test_an_agency_that_is_not_known_may_not_know():
    said = minutes({"items": [{"id": 2, "family_id": 5, "may_know": [6, 99]}]}, {}, there)
    assert said["items"][0]["may_know"] == ["centres.Agency#6"]


def test_what_everybody_may_know_stays_so_and_what_nobody_may_know_too():
    said = minutes({"items": [{"may_know": None}, {"may_know": []}]}, {}, there)
    assert [item["may_know"] for item in said["items"]] == [None, []]


def test_what_was_given_is_not_changed():
    before = str(MINUTES)
    minutes(MINUTES, {}, there)
    assert str(MINUTES) == before


@pytest.mark.parametrize("content", [[], "x", {"items": "x"}, {"items": ["x"]}, {"items": [{"may_know": 3}]}])
def test_another_shape_is_refused(content):
    with pytest.raises(NotWhole):
        minutes(content, {}, there)


def numbered(label, one):
    return one + 100 if isinstance(one, int) and one < 10 else None


def test_a_draft_keeps_what_was_typed_and_drops_who_is_not_there():
    typed = {
        "lead": "3", "services": ["4", "99", "x"], "reason": "17", "actions": [{"what": "5", "owner": "6"}],
        "goal_7_worker_rating": "4", "goal_99_worker_rating": "4",
    }  # fmt: skip
    assert decision_draft(typed, {}, numbered) == {
        "lead": "103", "services": ["104", "x"], "reason": "17", "actions": [{"what": "5", "owner": "106"}],
        "goal_107_worker_rating": "4",
    }  # fmt: skip


def test_a_referral_that_is_typed_names_agencies_within_the_names_of_its_fields():
    typed = {"agency_3": ["may"], "agency_99": ["may"], "children": ["1", "2"], "worries": ["3"]}
    said = referral_draft(typed, {}, lambda label, one: f"{label} {one}" if label == "centres.Agency" and one < 10
                          else numbered(label, one))  # fmt: skip
    assert said == {"agency_centres.Agency 3": ["may"], "children": ["101", "102"], "worries": ["3"]}


@pytest.mark.parametrize(
    ("value", "said"),
    [("full", "full"), ("full:ab12", "full:ab12"), ("agency:3:ab12", "agency:103:ab12"), ("guest:4", "guest:104"),
     ("agency:99:ab12", "agency:gone:ab12"), ("agency:gone:ab12", "agency:gone:ab12"), ("a-01:b-01:ab",) * 2],
)  # fmt: skip
def test_for_whom_a_document_is(value, said):
    assert edition(value, {}, numbered) == said


def test_an_agency_with_a_colon_in_its_name_is_one_agency():
    assert edition("agency:Home: Start:ab12", {}, lambda label, one: {"Home: Start": 3}[one]) == "agency:3:ab12"


def test_what_a_row_is_of_is_said_by_its_code():
    assert seen_to(3, {"kind": "lead"}, there) == "cases.Lead#3"
    assert subject(3, {"subject_type": "families.family"}, there) == "families.Family#3"
    assert subject(3, {"subject_type": "else.where"}, there) is None
