"""The pages on which services are looked for and kept, and read from where they are."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from centres.forms import ServiceForm
from centres.models import Service, ServiceSource, SourceReading
from centres.open_referral.connecting import Connection
from centres.open_referral.listed import Listed, Problem
from centres.services import read_due_feeds
from centres.status import Need, ReadingStatus
from tests.centres.open_referral.entries import entry, page
from tests.days import days_ago
from tests.factories import centres as make
from tests.queries import queries_of
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.centre()


@pytest.fixture
def client(at):
    """The administrator's browser."""
    browser = ConfirmedClient()
    browser.force_login(make.administrator(at))
    return browser


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def typed(**fields):
    given = {"name": "Play bus", "provider": "Library", "needs": ["speech"], "from_age": "6 months",
             "to_age": "4 years", "days": ["TU"], "districts": "BS1, bs3 4qq"}  # fmt: skip
    return {**given, **fields}


def test_a_service_is_added(client, at):
    answer = client.post(reverse("service_add"), typed())
    made = Service.objects.get()
    assert answer.url == reverse("service", args=[made.pk])
    assert (made.centre, made.from_age_months, made.to_age_months) == (at, 6, 59)
    assert made.districts == ["BS1", "BS3"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Enter name of the service"),
        ({"from_age": "young"}, "Enter an age like 6 months or 2 years"),
        ({"from_age": "5", "to_age": "2"}, "The oldest age cannot be below the youngest"),
        ({"districts": "BS1, somewhere"}, "Enter the first half of a UK postcode, like BS1"),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(client, fields, sentence):
    answer = client.post(reverse("service_add"), typed(when="Tuesdays at ten", **fields))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Tuesdays at ten" in text(answer)
    assert not Service.objects.exists()


def test_a_change_begins_with_what_stands_there_and_comes_back_as_it_was(client, at):
    service = make.service(at, from_age_months=6, to_age_months=60, districts=["BS1"], days=["MO"])
    form = ServiceForm(service=service)
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(reverse("service_change", args=[service.pk]), sent)
    service.refresh_from_db()
    assert (service.from_age_months, service.to_age_months, service.districts) == (6, 60, ["BS1"])


def test_of_a_service_from_a_source_only_what_it_is_for_is_asked(client, at):
    service = make.fed(make.source(at), needs=[])
    address = reverse("service_change", args=[service.pk])
    shown = text(client.get(address))
    assert 'name="needs"' in shown
    assert 'name="provider"' not in shown
    client.post(address, {"needs": ["money"], "name": "Other"})
    service.refresh_from_db()
    assert (service.needs, service.name != "Other") == (["money"], True)


def test_a_service_that_has_ended_is_no_longer_listed_but_kept(client, at):
    service = make.service(at, name="Chatterbox")
    client.post(reverse("service_end", args=[service.pk]))
    assert "Chatterbox" not in text(client.get(reverse("services")))
    assert "Chatterbox" in text(client.get(reverse("services"), {"ended": "yes"}))
    assert "It is no longer offered" in text(client.get(reverse("service", args=[service.pk])))
    client.post(reverse("service_again", args=[service.pk]))
    assert "Chatterbox" in text(client.get(reverse("services")))


def test_who_works_here_looks_and_keeps_nothing(at):
    service = make.service(at, name="Chatterbox")
    browser = ConfirmedClient()
    browser.force_login(make.support_worker(at))
    shown = text(browser.get(reverse("services"))) + text(browser.get(reverse("service", args=[service.pk])))
    assert "Chatterbox" in shown
    for name in ("service_add", "service_sources", "services_export", "service_change"):
        assert f'"{reverse(name, args=[service.pk] if name == "service_change" else [])}' not in shown


def test_services_are_looked_for_by_age_place_and_day(client, at):
    make.service(at, name="Chatterbox", to_age_months=36, districts=["BS1"], days=["MO"])
    make.service(at, name="Homework club", from_age_months=60, to_age_months=120)
    shown = text(client.get(reverse("services"), {"age": "2 years", "near": "bs1 4dj", "day": "MO"}))
    assert "Chatterbox" in shown
    assert "In this postcode district" in shown
    assert "Homework club" not in shown


@pytest.mark.parametrize(
    "query", ["age=old", "near=nowhere", "day=XX", "ended=maybe", "age=99999", "near=%00", "q=%00"]
)
def test_an_odd_question_still_gives_the_page(client, query):
    assert client.get(f"/services/?{query}").status_code == 200


def test_a_service_of_another_centre_is_not_there(client):
    service = make.service(make.centre())
    for name in ("service", "service_change"):
        assert client.get(reverse(name, args=[service.pk])).status_code == 404


def test_the_export_is_a_file_in_open_referral(client, at):
    make.service(at, name="Chatterbox", needs=[Need.SPEECH])
    answer = client.get(reverse("services_export"))
    assert answer["Content-Disposition"].startswith('attachment; filename="services-')
    assert [one["name"] for one in json.loads(answer.content)["contents"]] == ["Chatterbox"]


# --- where services come from ----------------------------------------------------------------------------------


def test_an_administrators_first_file(client, at):
    answer = client.post(reverse("service_source_add"), {"name": "Council", "address": ""})
    source = ServiceSource.objects.get()
    assert answer.url == reverse("service_source", args=[source.pk])
    file = SimpleUploadedFile("services.json", page(entry(), entry("Bad", minimum_age=-1)))
    answer = client.post(answer.url, {"file": file})
    shown = text(client.get(answer.url))
    assert "New: 1" in shown
    assert "Chatterbox (Rowan Library) : Speech and language" in shown.replace(")", ") ").replace("  ", " ")
    assert "Service 2, “Bad”: Its minimum age is no age in years. It was left out." in shown
    seen = re.search(r'name="seen" value="(\w+)"', shown)[1]
    client.post(answer.url, {"seen": seen})
    assert Service.objects.get().source == source


def test_a_change_is_shown_with_old_and_new(client, at):
    source = make.source(at)
    make.fed(source, source_ref="1", name="Chatterbox", provider="Library", when="Mondays", needs=[], to_age_months=60)
    make.fed(source, source_ref="2", name="Money matters")
    told = Listed(
        ref="1", name="Chatterbox", provider="Library", about="Songs and talk", when="Tuesdays", to_age_months=60
    )
    shown = text(client.get(reverse("service_reading", args=[make.reading(source, told).pk])))
    assert "Changed: 1" in shown
    assert "Mondays" in shown
    assert "Tuesdays" in shown
    assert "No longer offered: 1" in shown
    assert "Money matters" in shown


def test_what_was_not_seen_is_not_taken_over(client, at):
    reading = make.reading(make.source(at), Listed(ref="1", name="A", provider="B"))
    answer = client.post(reverse("service_reading", args=[reading.pk]), {"seen": "something else"})
    assert answer.status_code == 409
    assert "The directory has changed since you looked" in text(answer)


def test_an_address_that_is_not_allowed_is_refused_beside_its_field(client):
    answer = client.post(reverse("service_source_add"), {"name": "X", "address": "https://192.168.0.1/services"})
    assert answer.status_code == 422
    assert "not a number or a name inside a network" in text(answer)


def test_a_feed_is_read_while_the_page_waits(client, at, monkeypatch):
    source = make.source(at)
    answer = client.post(reverse("service_source_read", args=[source.pk]))
    reading = SourceReading.objects.get()
    state = reverse("service_reading_state", args=[reading.pk])
    assert "The feed is being read" in text(client.get(answer.url))
    assert client.get(state).status_code == 204
    monkeypatch.setattr(Connection, "get", lambda self, address: page(entry()))
    read_due_feeds()
    assert "Look at what would change" in text(client.get(state))
    assert "New: 1" in text(client.get(answer.url))


def test_a_feed_that_failed_says_why(client, at):
    reading = make.reading(make.source(at), status=ReadingStatus.FAILED, failure="It does not answer.")
    shown = text(client.get(reverse("service_reading", args=[reading.pk])))
    assert "It does not answer." in shown
    assert "Nothing has changed." in shown


def test_a_second_reading_is_refused_with_the_reason(client, at):
    source = make.source(at)
    make.reading(source)
    answer = client.post(reverse("service_source_read", args=[source.pk]), follow=True)
    assert "Settle that first" in text(answer)


@pytest.mark.parametrize("size", ["", "larger"])
def test_no_file_and_too_large_a_file_are_refused(client, at, size, monkeypatch):
    monkeypatch.setattr("centres.forms.services.MOST_BYTES", 1024 * 1024)
    file = SimpleUploadedFile("x.json", b"x" * (1024 * 1024 + 1))
    sent = {"file": file} if size else {}
    answer = client.post(reverse("service_source", args=[make.source(at).pk]), sent)
    assert answer.status_code == 422
    assert ("at most 1 MB" if size else "Choose a file") in text(answer)


def test_a_name_in_a_feed_is_text_and_no_markup(client, at):
    told = Listed(ref="1", name="<script>alert(1)</script>", provider="<b>x</b>")
    problem = Problem("Service 2, “<i>”", "It has no name.")
    reading = make.reading(make.source(at), told, problems=(problem,))
    shown = text(client.get(reverse("service_reading", args=[reading.pk])))
    assert "<script>alert" not in shown
    assert "<i>" not in shown


def test_the_pages_cost_the_same_for_10_and_for_300_services(client, at):
    source = make.source(at)
    addresses = [
        reverse("services") + "?near=BS1",
        reverse("service_sources"),
        reverse("service_source", args=[source.pk]),
    ]
    for number in range(10):
        make.fed(source, ended_on=days_ago(1) if number == 0 else None)
    reading = make.reading(source, *[Listed(ref=f"n{n}", name=f"N{n}", provider="P") for n in range(10)])
    addresses.append(reverse("service_reading", args=[reading.pk]))
    few = [queries_of(client, address) for address in addresses]
    for _ in range(290):
        make.fed(source)
    assert [queries_of(client, address) for address in addresses] == few
