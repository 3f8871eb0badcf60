"""Two families that only look alike: said with a reason, respected everywhere, taken back."""

import pytest

from audit.models import Entry
from families.models import LookAlike
from families.pairs import likely_pairs
from families.services import mark_look_alike, take_back_look_alike
from inputs.errors import NotAllowed, RuleBroken
from referrals.duplicates import alike_to
from referrals.services import mark_not_known, submit_referral
from tests.days import today
from tests.factories import centres, families, referrals
from tests.merging.twice import Twice, merged, twice, undone
from tests.transfer.listed import brought, checked, place, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return twice()


def mark(of, **fields):
    given = {"family": of.kept, "others": [of.gone], "reason": "I met both", "by": of.manager, "on": today()}
    return mark_look_alike(**given | fields)[0]


def pairs(of):
    return [(pair.one, pair.other) for pair in likely_pairs([of.at.pk], most=10)]


def test_they_leave_the_list_and_the_warning(of):
    assert pairs(of) and alike_to(of.kept).exists()
    mark(of)
    assert (pairs(of), list(alike_to(of.kept)), list(alike_to(of.gone))) == ([], [], [])


def test_taken_back_they_are_named_again_and_the_mark_is_kept(of):
    said = take_back_look_alike(mark=mark(of), by=of.manager, on=today())
    assert pairs(of) and said.taken_back_by == of.manager and LookAlike.objects.count() == 1


def test_they_can_be_marked_again_after_it_was_taken_back(of):
    take_back_look_alike(mark=mark(of), by=of.manager, on=today())
    assert mark(of)


def test_what_was_said_of_a_record_holds_for_the_one_into_which_it_was_merged(of):
    third = families.family(of.at)
    mark(of, family=of.gone, others=[third])
    merge = merged(of)
    assert pairs(of) == [] and not alike_to(of.kept).exists()
    with pytest.raises(RuleBroken) as broken:
        merged(Twice(of.at, of.manager, of.kept, third))
    assert broken.value.code == "marked_look_alike"
    undone(merge, of.manager)
    assert sorted(pairs(of)) == sorted([(of.kept.pk, of.gone.pk), (of.kept.pk, third.pk)])


@pytest.mark.parametrize(("fields", "code"), [({"reason": " "}, "no_reason"), ({}, "already_marked")])
def test_it_is_said_once_and_why(of, fields, code):
    mark(of)
    with pytest.raises(RuleBroken) as broken:
        mark(of, **fields)
    assert broken.value.code == code


def test_a_family_looks_like_itself(of):
    with pytest.raises(RuleBroken) as broken:
        mark(of, others=[of.kept])
    assert broken.value.code == "same_family"


def test_families_of_another_centre_are_nothing_to_say_about(of):
    with pytest.raises(NotAllowed):
        mark(of, others=[families.family(centres.centre())])


def test_nobody_but_the_manager_marks_or_takes_back(of):
    other = centres.support_worker(of.at)
    with pytest.raises(NotAllowed):
        mark(of, by=other)
    said = mark(of)
    with pytest.raises(NotAllowed):
        take_back_look_alike(mark=said, by=other, on=today())


def test_it_is_in_the_log_of_both(of):
    mark(of)
    assert set(Entry.objects.filter(verb="mark_look_alike").values_list("subject_id", flat=True)) == {
        of.kept.pk, of.gone.pk,
    }  # fmt: skip


def test_a_family_that_a_referral_says_is_new_only_looks_like_the_known_one():
    at = centres.centre()
    families.family(at, name="Bellweather", child_name="Iris Bellweather")
    visitor = centres.health_visitor(at)
    sent = submit_referral(referral=referrals.draft(by=visitor), details=referrals.details(), by=visitor, on=today())
    if not alike_to(sent.family).exists():
        pytest.fail("The referred family looks like nobody.")
    mark_not_known(referral=sent, by=centres.manager(at), on=today())
    assert not alike_to(sent.family).exists() and LookAlike.objects.get().reason


def test_a_row_that_was_decided_to_be_new_only_looks_like_the_known_family():
    at = place()
    known = families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    found = brought(at, row())
    made = found.rows.get().family
    assert LookAlike.objects.others_of(known.pk) == {made.pk}


def test_a_list_brought_again_is_held_against_both():
    at = place()
    families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    brought(at, row())
    again = checked(at, row())
    assert again.rows.get().outcome == "maybe_known"
