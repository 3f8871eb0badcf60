"""Which families look alike, and which are found."""

import pytest

from families.models import Family
from tests.days import days_ago
from tests.factories import centres, families


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def known(at):
    return families.family(at, name="Bellweather", child_name="Iris Bellweather")


def alike(at, **told):
    given = {"names": [], "dates_of_birth": [], "nhs_numbers": [], "postcode": ""}
    return list(Family.objects.alike(centre_id=at.pk, **{**given, **told}))


def test_the_same_name_is_alike_whatever_its_capitals(at, known):
    assert alike(at, names=["IRIS bellweather"]) == [known]


def test_a_like_name_with_the_same_birthday_is_alike(at, known):
    assert alike(at, names=["Iris Belwether"], dates_of_birth=[days_ago(740)]) == [known]


def test_a_like_name_with_the_same_postcode_is_alike(at, known):
    assert alike(at, names=["Irys Bellweather"], postcode="LS1 4AP") == [known]


def test_a_like_name_alone_is_not_alike(at, known):
    assert alike(at, names=["Iris Belwether"]) == []


def test_the_same_birthday_alone_is_not_alike(at, known):
    assert alike(at, names=["Zoltan Kiss"], dates_of_birth=[days_ago(740)], postcode="LS1 4AP") == []


def test_the_same_nhs_number_is_alike(at, known):
    known.children.update(nhs_number="9434765919")
    assert alike(at, nhs_numbers=["9434765919"]) == [known]


def test_a_former_address_counts(at, known):
    known.addresses.update(until=days_ago(1))
    assert alike(at, names=["Irys Bellweather"], postcode="LS1 4AP") == [known]


def test_another_centres_family_is_not_alike(known):
    assert alike(centres.centre(), names=["Iris Bellweather"]) == []


def test_a_family_is_found_once_however_many_people_match(at, known):
    assert alike(at, names=["Iris Bellweather", "Grace Bellweather"]) == [known]


def test_nothing_told_is_like_nobody(at, known):
    assert alike(at) == []


@pytest.mark.parametrize("role", ["health_visitor", "administrator", "information_lead", "family_support_worker"])
def test_only_a_manager_sees_families_by_role(at, known, role):
    assert not Family.objects.visible_to(centres.member(at, role)).exists()


def test_a_manager_sees_the_families_of_the_centre_and_no_other(at, known):
    families.family(centres.centre())
    assert list(Family.objects.visible_to(centres.manager(at))) == [known]


def test_a_manager_whose_membership_ended_sees_none(at, known):
    assert not Family.objects.visible_to(centres.manager(at, ends_on=days_ago(1))).exists()


def test_a_manager_whose_membership_has_not_begun_sees_none(at, known):
    assert not Family.objects.visible_to(centres.manager(at, starts_on=days_ago(-1))).exists()
