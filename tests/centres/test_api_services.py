"""Services over the API."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centres.models import Service
from centres.open_referral.listed import Listed
from centres.status import Need, ReadingStatus
from tests.centres.open_referral.entries import entry, page
from tests.days import days_ago
from tests.factories import centres as make
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db
ALL = "/api/v1/services/"


@pytest.fixture
def at():
    return make.centre()


@pytest.fixture
def client(at):
    browser = ConfirmedClient()
    browser.force_login(make.administrator(at))
    return browser


def post(client, to, **sent):
    return client.post(f"/api/v1/{to}", sent, content_type="application/json")


def test_a_service_is_listed_changed_and_ended(client, at):
    made = post(client, "services/", centre=at.pk, name="Play bus", provider="Library", days=["TU", "MO"],
                districts=["bs1 4dj"]).json()  # fmt: skip
    assert (made["days"], made["districts"], made["to_age_months"]) == (["MO", "TU"], ["BS1"], 1200)
    changed = post(client, f"services/{made['id']}/change/", name="Play bus", provider="Toy library")
    assert (changed.status_code, changed.json()["provider"]) == (200, "Toy library")
    assert post(client, f"services/{made['id']}/end/").json()["ended_on"]
    assert client.get(ALL).json()["results"] == []
    assert len(client.get(ALL, {"ended": "true"}).json()["results"]) == 1
    assert post(client, f"services/{made['id']}/offer-again/").json()["ended_on"] is None


def test_services_are_looked_for(client, at):
    make.service(at, name="A", needs=[Need.MONEY], districts=["BS1"])
    make.service(at, name="B", needs=[Need.MONEY], districts=["BS2"], from_age_months=24)
    found = client.get(ALL, {"need": "money", "near": "BS2", "age": 30}).json()["results"]
    assert [(one["name"], one["near"]) for one in found] == [("B", 0), ("A", 1)]
    assert [one["name"] for one in client.get(ALL, {"age": 3}).json()["results"]] == ["A"]


@pytest.mark.parametrize("query", [{"need": "bogus"}, {"day": "XX"}, {"age": "old"}, {"near": "nowhere"}])
def test_an_odd_question_is_answered_beside_its_field(client, query):
    answer = client.get(ALL, query)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "sent", [{"website": "javascript:x"}, {"districts": ["x"]}, {"from_age_months": -1}, {"days": "MO"}]
)
def test_what_is_wrong_is_refused(client, at, sent):
    answer = post(client, "services/", centre=at.pk, name="Play bus", provider="Library", **sent)
    assert answer.status_code in (400, 422)
    assert not Service.objects.exists()


def test_the_export_is_the_list_of_a_feed(client, at):
    make.service(at, name="Chatterbox")
    found = client.get("/api/v1/services/export/", {"centre": at.pk}).json()
    assert [one["name"] for one in found["contents"]] == ["Chatterbox"]


def test_a_file_is_read_looked_at_and_taken_over(client, at):
    source = post(client, "service-sources/", centre=at.pk, name="Council").json()
    sent = {"file": SimpleUploadedFile("x.json", page(entry()))}
    reading = client.post(f"/api/v1/service-sources/{source['id']}/upload/", sent).json()
    assert reading["changes"]["new"][0]["name"] == "Chatterbox"
    seen = reading["changes"]["seen"]
    assert post(client, f"service-readings/{reading['id']}/take-over/", seen="else").status_code == 409
    done = post(client, f"service-readings/{reading['id']}/take-over/", seen=seen).json()
    assert (done["status"], done["changes"]) == ("taken", None)
    assert Service.objects.get().source_id == source["id"]


def test_changes_are_told_with_old_and_new(client, at):
    source = make.source(at)
    make.fed(source, source_ref="1", name="A", provider="P", needs=[], about="")
    reading = make.reading(source, Listed(ref="1", name="B", provider="P", to_age_months=60))
    (changed,) = client.get(f"/api/v1/service-readings/{reading.pk}/").json()["changes"]["changed"]
    assert changed["differences"] == [{"label": "Name", "old": "A", "new": "B"}]


def test_a_feed_is_asked_for_and_a_reading_dropped(client, at):
    source = make.source(at)
    asked = post(client, f"service-sources/{source.pk}/read/")
    assert (asked.status_code, asked.json()["status"]) == (202, ReadingStatus.DUE)
    assert post(client, f"service-sources/{source.pk}/read/").status_code == 409
    assert post(client, f"service-readings/{asked.json()['id']}/drop/").json()["status"] == ReadingStatus.DROPPED
    assert post(client, f"service-sources/{source.pk}/stop/").json()["stopped_on"]


def test_what_a_service_of_a_source_is_for_is_said(client, at):
    service = make.fed(make.source(at))
    assert post(client, f"services/{service.pk}/sort/", needs=["money", "speech"]).json()["needs"] == [
        "speech",
        "money",
    ]


def test_a_list_of_sources_has_those_whose_directory_one_keeps(client, at):
    make.source(at, name="Council")
    make.source(make.centre())
    assert [one["name"] for one in client.get("/api/v1/service-sources/").json()["results"]] == ["Council"]
    other = ConfirmedClient()
    other.force_login(make.support_worker(at))
    assert other.get("/api/v1/service-sources/").json()["results"] == []


def test_a_token_allows_no_address(at):
    browser = ConfirmedClient()
    browser.force_login(make.administrator(at))
    answer = post(browser, "service-sources/", centre=at.pk, name="X", address="https://10.0.0.1/")
    assert "not a number or a name inside a network" in json.dumps(answer.json())


def test_a_service_that_has_ended_is_still_found_by_its_number(client, at):
    service = make.service(at, ended_on=days_ago(3))
    assert client.get(f"{ALL}{service.pk}/").json()["ended_on"] == str(days_ago(3))
