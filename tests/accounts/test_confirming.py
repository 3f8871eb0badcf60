"""Something serious asks once more who is there, and nothing that was typed is lost by it."""

import re

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone

from accounts.confirming import confirm_first, confirmed
from accounts.models import ApiToken
from accounts.services import create_token
from tests.factories import centres as make
from tests.signing_in import PASSWORD, confirm, confirm_in_session

pytestmark = pytest.mark.django_db
PAGE = "/account/tokens/"
TOKENS = "/api/v1/tokens/"
TYPED = {"name": "warehouse & more", "days": "30"}


@confirm_first(then=lambda request: "/reports/")
def a_file(request):
    return HttpResponse("the file")


urlpatterns = [path("file/", a_file), path("", include("config.urls"))]


@pytest.fixture
def who(client):
    person = make.user()
    client.force_login(person)
    return person


def inputs(answer):
    """What the hidden fields of a page carry."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    return {name: value.replace("&amp;", "&") for name, value in found if name != "csrfmiddlewaretoken"}


def test_opening_the_page_asks_first_and_comes_back(client, who):
    asked = client.get(f"{PAGE}?a=1")
    assert asked.url == "/account/reauthenticate/?next=%2Faccount%2Ftokens%2F%3Fa%3D1"
    assert client.post(asked.url, {"password": PASSWORD, "next": f"{PAGE}?a=1"}).url == f"{PAGE}?a=1"
    assert client.get(PAGE).status_code == 200


def test_the_wrong_password_does_not_open_it(client, who):
    client.post("/account/reauthenticate/", {"password": "wrong"})
    assert client.get(PAGE).status_code == 302


def test_signing_in_alone_does_not_open_it(client):
    client.post("/account/login/", {"login": make.user().email, "password": PASSWORD})
    assert client.get(PAGE).status_code == 302


def test_a_file_leads_back_to_its_page(client, who, settings):
    with override_settings(ROOT_URLCONF=__name__):
        assert client.get("/file/").url == "/account/reauthenticate/?next=%2Freports%2F"
        confirm(client)
        assert client.get("/file/").content == b"the file"


def test_after_five_minutes_it_is_asked_again(client, who):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        confirm(client)
        clock.shift(299)
        assert client.get(PAGE).status_code == 200
        clock.shift(2)
        assert client.get(PAGE).status_code == 302


def test_a_form_sent_too_late_does_nothing_yet(client, who):
    answer = client.post(PAGE, TYPED)
    assert (answer.status_code, ApiToken.objects.count()) == (403, 0)


def test_a_form_sent_too_late_keeps_what_was_typed(client, who):
    assert inputs(client.post(PAGE, TYPED)) == TYPED


def test_a_form_sent_too_late_goes_on_after_the_proof(client, who):
    kept = inputs(client.post(PAGE, TYPED))
    answer = client.post(PAGE, {**kept, "confirm-password": PASSWORD})
    assert (answer.status_code, ApiToken.objects.get().name) == (200, TYPED["name"])


def test_a_form_with_a_wrong_proof_does_nothing_and_keeps_what_was_typed(client, who):
    answer = client.post(PAGE, {**TYPED, "confirm-password": "wrong"})
    assert (answer.status_code, ApiToken.objects.count()) == (422, 0)
    assert inputs(answer) == TYPED
    assert "Error:" in answer.content.decode()


def test_the_password_is_not_written_into_the_page(client, who):
    answer = client.post(PAGE, {**TYPED, "confirm-password": "a wrong one"})
    assert "a wrong one" not in answer.content.decode()


def test_guessing_on_a_form_is_slowed_down(client, who, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reauthenticate": "2/m/user"}
    answers = [client.post(PAGE, {**TYPED, "confirm-password": "wrong"}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


def test_a_session_of_the_api_is_told_what_to_do(client, who):
    answer = client.post(TOKENS, TYPED, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "confirm_first")


def test_a_session_of_the_api_goes_on_after_the_proof(client, who):
    confirm(client)
    assert client.post(TOKENS, TYPED, content_type="application/json").status_code == 201


def test_a_token_cannot_confirm(client):
    _, secret = create_token(name="x", days=7, by=make.user())
    headers = {"authorization": f"Token {secret}"}
    answer = client.post(TOKENS, TYPED, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()) == (
        403,
        {"detail": "This cannot be done with a token. Sign in and do it on the page."},
    )


def test_somebody_elses_proof_in_the_same_session_does_not_count(rf):
    request = rf.get("/")
    request.user, request.session = make.user(), SessionStore()
    confirm_in_session(request.session, make.user())
    assert not confirmed(request)
