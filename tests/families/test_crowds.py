"""A date of birth or a postcode that a crowd shares is no reason to think that two families are one."""

import pytest

from families import likeness, pairs
from families.brought import FamilyBrought
from families.likeness import alike_among
from families.models import Address, Child
from families.people import NewAddress, NewChild
from tests.days import days_ago
from tests.factories import centres, families

pytestmark = pytest.mark.django_db
BORN = 900  # days ago


@pytest.fixture
def at():
    return centres.centre()


@pytest.fixture
def crowd(at, monkeypatch):
    """Four people at one postcode, two of them born on one day; and a way to say how many are not a crowd yet."""
    fern, moss = families.family(at, name="Fern"), families.family(at, name="Moss")
    fern.adults.update(name="Zoe Fern"), moss.adults.update(name="Wanda Moss")
    Child.objects.filter(family=fern).update(name="Katarzyna Fern", date_of_birth=days_ago(BORN))
    Child.objects.filter(family=moss).update(name="Katarzina Fern", date_of_birth=days_ago(BORN))

    def crowded(most):
        for module in (likeness, pairs):
            monkeypatch.setattr(module, "CROWD", most)

    return fern, moss, crowded


def told(**facts):
    child = NewChild(facts.pop("name", "Katarina Fern"), facts.pop("born", None))
    return FamilyBrought(name="Fern", children=(child,), adults=(), **facts)


def found(at, **facts):
    return alike_among(at.pk, [told(**facts)])


@pytest.mark.parametrize(
    ("facts", "most"),
    [(lambda: {"born": days_ago(BORN)}, 2), (lambda: {"address": NewAddress("9 Long Row", "LS1 4AP")}, 4)],
    ids=["birth", "home"],
)
def test_a_like_name_is_held_against_few_and_not_against_a_crowd(at, crowd, facts, most):
    fern, moss, crowded = crowd
    crowded(most)
    assert found(at, **facts()) == {0: [fern.pk, moss.pk]}
    crowded(most - 1)
    assert found(at, **facts()) == {}


def test_the_same_name_and_the_same_nhs_number_are_found_in_any_crowd(at, crowd):
    fern, moss, crowded = crowd
    crowded(0)
    Child.objects.filter(family=moss).update(nhs_number="9434765919")
    assert found(at, name="katarzyna fern") == {0: [fern.pk]}
    child = NewChild("Somebody Else", None, nhs_number="9434765919")
    assert alike_among(at.pk, [FamilyBrought(name="Else", children=(child,), adults=())]) == {0: [moss.pk]}


def test_a_crowd_makes_no_pairs(at, crowd):
    *_, crowded = crowd
    both, birth, home = (pairs.BORN | pairs.HOME, pairs.BORN, pairs.HOME)
    strengths = lambda: [one.strength for one in pairs.likely_pairs([at.pk], most=9)]  # noqa: E731
    crowded(4)
    assert strengths() == [both]
    crowded(2)
    assert strengths() == [birth]
    Child.objects.filter(name="Katarzina Fern").update(date_of_birth=days_ago(BORN + 1))
    assert strengths() == []
    crowded(4)
    assert strengths() == [home]


def test_another_centre_is_no_part_of_the_crowd(at, crowd):
    fern, moss, crowded = crowd
    families.family(centres.centre(), name="Other").children.update(date_of_birth=days_ago(BORN))
    assert Address.objects.filter(postcode="LS1 4AP").count() == 3
    crowded(4)
    address = NewAddress("9 Long Row", "LS1 4AP")
    assert found(at, address=address) == {0: [fern.pk, moss.pk]}
    assert len(pairs.likely_pairs([at.pk], most=9)) == 1
