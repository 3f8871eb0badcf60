"""Which families look alike, and which are found."""

import pytest

from families.models import Child, Family, LookAlike
from families.querysets import remaining_ids
from tests.days import days_ago, later
from tests.factories import centres, families


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def known(at):
    """The family that is looked for; another one beside it is like nobody."""
    beside = families.family(at, name="Otterburn")
    beside.children.update(date_of_birth=days_ago(600))
    beside.addresses.update(postcode="LS9 9ZZ")
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


def test_a_like_name_with_another_birthday_and_another_home_is_not_alike(at, known):
    assert alike(at, names=["Iris Belwether"], dates_of_birth=[days_ago(600)], postcode="LS9 9ZZ") == []


def test_a_name_that_has_little_in_common_is_not_like_it(at, known):
    told = {"dates_of_birth": [days_ago(740)], "postcode": "LS1 4AP"}
    assert alike(at, names=["Iris Bellamy-Watts"], **told) == []


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
    elsewhere = families.family(centres.centre())
    assert set(Family.objects.visible_to(centres.manager(at))) == set(Family.objects.all()) - {elsewhere}


def test_a_manager_whose_membership_ended_sees_none(at, known):
    assert not Family.objects.visible_to(centres.manager(at, ends_on=days_ago(1))).exists()


def test_a_manager_whose_membership_has_not_begun_sees_none(at, known):
    assert not Family.objects.visible_to(centres.manager(at, starts_on=days_ago(-1))).exists()


# --- looking for a family by what somebody types ---------------------------------------------------------------------


@pytest.fixture
def bell(known):
    """The family that is looked for: with an NHS number each, an earlier record and another family beside it."""
    known.children.update(nhs_number="9434765919")
    known.adults.update(nhs_number="9434765870", date_of_birth=days_ago(9000), name="Grace Quince")
    Family.objects.filter(pk=known.pk).update(name="Penrose-Bellweather")
    gone = families.family(known.centre, name="Gone")
    Family.every.filter(pk=gone.pk).update(merged_into=Family.objects.get(name="Otterburn"))
    return known


@pytest.mark.parametrize("typed", [
    "bellw", "penrose", "BELLWEATHER", "iris", "grace quince", "943 476 5919", "943-476-5870", "ls14ap",
    later(lambda: f"{days_ago(740):%d/%m/%Y}"), later(lambda: f"{days_ago(9000):%d/%m/%Y}"),
])  # fmt: skip
def test_a_family_is_found_by_what_somebody_would_type(bell, typed):
    assert list(Family.objects.search(typed)) == [bell]


def test_it_is_found_by_its_reference_and_by_that_of_a_record_merged_into_it(bell):
    gone = families.family(bell.centre, name="Gone")
    Family.every.filter(pk=gone.pk).update(merged_into=bell)
    for reference in (bell.reference, gone.reference.lower()):
        assert list(Family.objects.search(reference)) == [bell]
    assert list(Family.objects.referred_to_before(gone.reference)) == [bell]
    assert not Family.objects.referred_to_before(bell.reference).exists()


def test_not_by_a_confidential_address_nor_by_a_number_that_nobody_has(bell):
    bell.addresses.update(confidential=True)
    for typed in ("LS1 4AP", "943 476 5918", "1 January 1990"):
        assert not Family.objects.search(typed).exists()


def test_digits_that_are_no_nhs_number_may_be_part_of_a_name(at):
    named = families.family(at, name="Number 14")
    assert list(Family.objects.search("14")) == [named]


def test_a_page_begins_after_the_last_of_the_page_before_by_name_and_number(at):
    made = [families.family(at, name=name) for name in ("Birch", "Birch", "Ash", "Birch", "Cedar")]
    in_order = [made[place] for place in (2, 0, 1, 3, 4)]
    for place, one in enumerate(in_order):
        assert list(Family.objects.order_by("name", "pk").after(one.pk)) == in_order[place + 1 :]


# --- families that were merged, and those that only look alike -------------------------------------------------------


def test_which_remains_of_those_that_were_merged(at):
    stays, gone, other, others = (families.family(at) for _ in range(4))
    Family.every.filter(pk=gone.pk).update(merged_into=stays)
    Family.every.filter(pk=others.pk).update(merged_into=other)
    assert remaining_ids([stays.pk, gone.pk]) == {gone.pk: stays.pk}
    assert set(Family.objects.all()) == {stays, other}
    assert Child.objects.count() == 4


def mark(one, other):
    low, high = sorted((one, other), key=lambda family: family.pk)
    return LookAlike.objects.create(one=low, other=high, reason="Twins", said_by=centres.user())


@pytest.mark.parametrize("first", [True, False])
def test_what_was_said_of_a_record_holds_for_what_it_was_merged_into(at, first):
    """Whether the record that is gone has the lower or the higher number of the two."""
    gone, beside = (families.family(at) for _ in range(2)) if first else reversed([families.family(at) for _ in "ab"])
    stays = families.family(at)
    mark(gone, beside), mark(families.family(at), families.family(at))
    Family.every.filter(pk=gone.pk).update(merged_into=stays)
    assert LookAlike.objects.others_of(stays.pk) == {beside.pk}
    assert LookAlike.objects.others_of(beside.pk) == {stays.pk}
    assert LookAlike.objects.of(stays.pk).count() == LookAlike.objects.of(beside.pk).count() == 1


def test_what_was_taken_back_is_said_of_nobody(at):
    one, other = families.family(at), families.family(at)
    made = mark(one, other)
    LookAlike.objects.filter(pk=made.pk).update(taken_back_at=made.said_at, taken_back_by=made.said_by)
    assert LookAlike.objects.others_of(one.pk) == set()
