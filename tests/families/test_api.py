"""Keeping a family's record true over the API."""

import pytest
from rest_framework.test import APIClient

from audit.models import Entry
from families.models import Child
from tests.days import days_ago
from tests.factories import centres, families

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


@pytest.fixture
def manager(at):
    return centres.manager(at)


@pytest.fixture
def home(at):
    return families.family(at)


@pytest.fixture
def unborn(home):
    return Child.objects.create(family=home, expected_on=days_ago(-20))


def send(who, family, verb, told):
    """What the API answers this person."""
    client = APIClient()
    client.force_login(who)
    return client.post(f"/api/v1/families/{family.pk}/{verb}/", told, format="json")


def moved(**fields):
    """Where they live now."""
    return {"lines": "4 Quarry Lane", "postcode": "ls14bb", "confidential": False, **fields}


def born(child, **fields):
    """A birth."""
    return {"child": child.pk, "name": "Iris", "date_of_birth": str(days_ago(2)), **fields}


def test_an_address_is_changed_and_shown_masked(manager, home):
    answer = send(manager, home, "address", moved())
    assert (answer.status_code, answer.json()["area"]) == (200, "LS1")
    assert home.addresses.get(until=None).postcode == "LS1 4BB"


def test_whether_an_address_is_confidential_is_never_taken_from_silence(manager, home):
    told = {name: value for name, value in moved().items() if name != "confidential"}
    assert set(send(manager, home, "address", told).json()) == {"confidential"}


def test_a_confidential_address_is_not_given_back(manager, home):
    answer = send(manager, home, "address", moved(confidential=True))
    assert answer.json()["area"] == "Confidential" and "Quarry" not in answer.content.decode()


def test_a_wrong_postcode_is_refused_beside_its_field(manager, home):
    assert set(send(manager, home, "address", moved(postcode="nowhere")).json()) == {"postcode"}


def test_a_birth_is_recorded_and_in_the_log_as_read(manager, home, unborn):
    answer = send(manager, home, "birth", born(unborn))
    assert (answer.status_code, "Iris" in [one["name"] for one in answer.json()["children"]]) == (200, True)
    assert Entry.objects.filter(verb="api:family", subject_id=home.pk, by=manager).exists()


def test_a_child_that_is_born_is_not_born_again(manager, home):
    refused = send(manager, home, "birth", born(home.children.get()))
    assert (refused.status_code, bool(refused.json()["sentence"])) == (409, True)


def test_a_child_of_another_family_is_not_found(at, manager, home):
    assert send(manager, home, "birth", born(families.family(at).children.get())).status_code == 404


@pytest.mark.parametrize(("verb", "told"), [("address", moved()), ("birth", {})])
def test_only_the_manager_of_the_centre_finds_the_family(at, home, verb, told):
    strangers = [centres.health_visitor(at), centres.administrator(at), centres.manager(centres.centre())]
    assert {send(who, home, verb, told).status_code for who in strangers} == {404}
