"""The directory and oneself over the API."""

import pytest

from centres.models import Membership
from centres.status import Need
from tests.days import days_ago
from tests.factories import centres as make
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def names(answer):
    return {one["user"]["name"] for one in answer.json()["results"]}


def test_without_signing_in_there_is_nothing(client):
    assert {client.get(f"/api/v1/{what}/").status_code for what in ("me", "directory", "services")} <= {401, 403}


def test_me_says_who_one_is_and_where(client):
    at = make.centre(name="Rowan")
    client.force_login(make.health_visitor(at, name="Ivy Marsh"))
    me = client.get("/api/v1/me/").json()
    assert me["name"] == "Ivy Marsh"
    assert [(one["centre"]["name"], one["role"]) for one in me["memberships"]] == [("Rowan", "health_visitor")]


def test_a_membership_that_ended_is_not_said(client):
    who = make.health_visitor(make.centre(), ends_on=days_ago(1))
    make.support_worker(make.centre(), user=who)
    client.force_login(who)
    assert [one["role"] for one in client.get("/api/v1/me/").json()["memberships"]] == ["family_support_worker"]


def test_the_directory_lists_the_people_of_ones_centres(client):
    at = make.centre()
    make.health_visitor(make.centre(), name="Somebody else")
    client.force_login(make.health_visitor(at, name="Ivy Marsh"))
    assert names(client.get("/api/v1/directory/")) == {"Ivy Marsh"}


def test_the_directory_can_be_searched(client):
    at = make.centre()
    make.support_worker(at, name="Sam Hill")
    client.force_login(make.health_visitor(at, name="Ivy Marsh"))
    assert names(client.get("/api/v1/directory/", {"q": "sam"})) == {"Sam Hill"}


def test_a_stranger_and_nobody_give_the_same_answer(client):
    stranger = Membership.objects.get(user=make.health_visitor(make.centre()))
    client.force_login(make.health_visitor(make.centre()))
    first = client.get(f"/api/v1/directory/{stranger.pk}/")
    second = client.get("/api/v1/directory/999999/")
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (404, first.json())


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("what", ["directory", "partners", "services"])
def test_the_api_does_not_rewrite_the_directory(client, what, method):
    client.force_login(make.administrator(make.centre()))
    assert getattr(client, method)(f"/api/v1/{what}/").status_code == 405


def test_services_are_found_by_need(client):
    at = make.centre()
    make.service(at, name="Chatterbox", needs=[Need.SPEECH])
    make.service(at, name="Money matters", needs=[Need.MONEY])
    client.force_login(make.support_worker(at))
    found = client.get("/api/v1/services/", {"need": "money"}).json()["results"]
    assert [one["name"] for one in found] == ["Money matters"]


def test_a_need_that_does_not_exist_is_answered_with_a_sentence(client):
    client.force_login(make.support_worker(make.centre()))
    answer = client.get("/api/v1/services/", {"need": "bogus"})
    assert (answer.status_code, "is not a valid choice" in str(answer.json()["need"])) == (400, True)


def test_the_directory_costs_the_same_for_10_and_for_100_people(client):
    at = make.centre()
    agency = make.partner(at)
    client.force_login(make.administrator(at))
    for _ in range(10):
        make.health_visitor(at, of=agency)
    few = queries_of(client, "/api/v1/directory/?limit=200")
    for _ in range(90):
        make.health_visitor(at, of=agency)
    assert queries_of(client, "/api/v1/directory/?limit=200") == few
