"""Looking for a service by need, age, postcode area and day."""

import pytest

from centres.models import Service
from centres.status import Near, Need
from tests.days import days_ago
from tests.factories import centres as make

pytestmark = pytest.mark.django_db


def found(**given):
    return [one.name for one in Service.objects.offered().looked_for(**given)]


@pytest.fixture
def at():
    return make.centre()


def test_all_that_is_asked_for_has_to_fit(at):
    make.service(at, name="A", needs=[Need.MONEY], days=["MO"])
    make.service(at, name="B", needs=[Need.MONEY], days=["TU"])
    make.service(at, name="C", needs=[Need.SPEECH], days=["MO"])
    assert found(need="money", day="MO") == ["A"]


@pytest.mark.parametrize(("age", "names"), [(0, ["Baby"]), (12, ["Baby", "Toddler"]), (48, ["Toddler"]), (49, [])])
def test_an_age_is_between_both_ends(at, age, names):
    make.service(at, name="Baby", from_age_months=0, to_age_months=12)
    make.service(at, name="Toddler", from_age_months=12, to_age_months=48)
    assert found(age=age) == names


def test_what_is_for_parents_fits_children_of_any_age(at):
    make.service(at, name="Adults", from_age_months=18 * 12, to_age_months=1200)
    make.service(at, name="School", from_age_months=60, to_age_months=131)
    assert found(age=6) == ["Adults"]


def test_the_nearest_come_first(at):
    for name, districts in (("A far", ["LS1"]), ("B area", ["BS41"]), ("C nowhere", []), ("D here", ["BS4", "LS1"])):
        make.service(at, name=name, districts=districts)
    rows = Service.objects.looked_for(near="BS4")
    assert [(one.name, one.near) for one in rows] == [
        ("D here", Near.SAME_DISTRICT), ("B area", Near.SAME_AREA), ("C nowhere", Near.NOT_SAID),
        ("A far", Near.FURTHER),
    ]  # fmt: skip
    assert rows[0].how_near == "In this postcode district"


def test_a_postcode_area_of_one_letter_is_not_the_beginning_of_another(at):
    make.service(at, name="A", districts=["BS4"])
    assert Service.objects.looked_for(near="B4").get().near == Near.FURTHER


def test_what_has_ended_does_not_fit(at):
    make.service(at, needs=[Need.SPEECH], ended_on=days_ago(1))
    assert not Service.objects.fitting(at.pk, [Need.SPEECH]).exists()


def test_what_another_centre_lists_does_not_fit(at):
    make.service(make.centre(), needs=[Need.SPEECH])
    assert not Service.objects.fitting(at.pk, [Need.SPEECH]).exists()


def test_one_child_of_several_is_enough(at):
    make.service(at, needs=[Need.SPEECH], from_age_months=24, to_age_months=48)
    fits = Service.objects.fitting
    assert fits(at.pk, [Need.SPEECH], months=[3, 30]).exists()
    assert not fits(at.pk, [Need.SPEECH], months=[3, 60]).exists()
    assert fits(at.pk, [Need.SPEECH], months=[]).exists()
