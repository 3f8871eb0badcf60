"""The list of likely duplicates: which pairs, why, in which order."""

import pytest

from families.models import Adult, Child, Family
from families.pairs import BORN, HOME, NAME, NHS, likely_pairs
from tests.days import days_ago
from tests.factories import centres, families
from tests.merging.twice import merged, twice

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


def other(at, **fields):
    """A family that is like nobody."""
    n = Family.every.count()
    made = families.family(at, name=f"{('Bui', 'Haddow', 'Petrov', 'Quill')[n % 4]}{chr(97 + n)}", **fields)
    made.children.update(date_of_birth=days_ago(900 + n))
    made.addresses.update(postcode=f"LS{n + 3} 1AA")
    return made


def strengths(at, **asked):
    return [pair.strength for pair in likely_pairs([at.pk], most=99, **asked)]


def like(at, what):
    """Two families that have one thing in common."""
    one, two = other(at), other(at)
    ada, ida = one.children.get(), two.children.get()
    if what == NHS:
        Child.objects.filter(pk__in=[ada.pk, ida.pk]).update(nhs_number="9014076000")
    elif what == BORN:
        Child.objects.filter(pk=ida.pk).update(name=f"{ada.name}e", date_of_birth=ada.date_of_birth)
    elif what == HOME:
        Child.objects.filter(pk=ida.pk).update(name=f"{ada.name}e")
        two.addresses.update(postcode=one.addresses.get().postcode)
    elif what == NAME:
        Child.objects.filter(pk=ida.pk).update(name=ada.name.upper())
    return one, two


@pytest.mark.parametrize("what", [NHS, BORN, HOME, NAME])
def test_a_pair_is_listed_for_one_thing_in_common(at, what):
    one, two = like(at, what)
    found = likely_pairs([at.pk], most=9)
    assert [(pair.one, pair.other, pair.strength) for pair in found] == [(one.pk, two.pk, what)]


def test_families_with_nothing_in_common_are_not_listed(at):
    other(at), other(at)
    assert strengths(at) == []


def test_a_confidential_address_is_no_reason(at):
    one, _ = like(at, HOME)
    one.addresses.update(confidential=True)
    assert strengths(at) == []


def test_an_adult_is_a_reason_like_a_child(at):
    one, two = other(at), other(at)
    Adult.objects.filter(family__in=[one, two]).update(nhs_number="9014076000")
    assert strengths(at) == [NHS]


def test_the_likeliest_stand_first(at):
    like(at, NAME), like(at, NHS)
    twice(), families.family(at), families.family(at)
    assert strengths(at) == sorted(strengths(at), reverse=True) and strengths(at)[0] == NHS


def test_a_name_that_half_the_centre_has_is_no_reason(at):
    for _ in range(21):
        Child.objects.filter(family=other(at)).update(name="Mohammed Ali")
    assert strengths(at) == []


def test_families_of_two_centres_are_not_compared(at):
    elsewhere = centres.centre()
    one, two = other(at), other(elsewhere)
    Child.objects.filter(family__in=[one, two]).update(nhs_number="9014076000")
    assert likely_pairs([at.pk, elsewhere.pk], most=9) == []


def test_the_list_goes_on_after_a_place(at):
    for _ in range(3):
        families.family(at)
    first = likely_pairs([at.pk], most=1)
    rest = likely_pairs([at.pk], most=9, after=first[0].place)
    assert len({(pair.one, pair.other) for pair in [*first, *rest]}) == 3


@pytest.mark.parametrize("after", ["", "x", "1-2", "1-2-x", "1-2-" + "9" * 30, "1--2-3"])
def test_a_made_up_place_is_the_beginning(at, after):
    like(at, NHS)
    assert strengths(at, after=after) == [NHS]


def test_those_of_one_family(at):
    one, _ = like(at, NHS)
    like(at, NAME)
    assert strengths(at, of=one.pk) == [NHS]


def test_a_record_that_was_merged_is_not_compared():
    of = twice()
    third = families.family(of.at)
    merged(of)
    assert [(pair.one, pair.other) for pair in likely_pairs([of.at.pk], most=9)] == [(of.kept.pk, third.pk)]
