"""Somebody finds a window that is signed in, or knows an old password, and wants to stay."""

import re

import pytest

from accounts.models import ApiToken
from accounts.services import create_token
from tests.factories import centres

pytestmark = pytest.mark.django_db
NEW = "a kettle on a bicycle"


@pytest.fixture
def who(client):
    person = centres.user()
    client.force_login(person)
    return person


def test_a_window_left_open_makes_no_token(client, who):
    answer = client.post("/account/tokens/", {"name": "stay", "days": "365"})
    assert (answer.status_code, ApiToken.objects.count()) == (403, 0)


def test_a_window_left_open_makes_no_token_over_the_api(client, who):
    answer = client.post("/api/v1/tokens/", {"name": "stay", "days": 365}, content_type="application/json")
    assert (answer.status_code, ApiToken.objects.count()) == (403, 0)


def test_a_new_password_ends_every_token(client, who):
    _, secret = create_token(name="stay", days=365, by=who)
    told = {"oldpassword": "correct horse", "password1": NEW, "password2": NEW}
    client.post("/account/reauthenticate/", {"password": "correct horse"})
    assert client.post("/account/password/change/", told).status_code == 302
    client.logout()
    assert client.get("/api/v1/me/", headers={"authorization": f"Token {secret}"}).status_code == 403


def test_a_new_password_leaves_the_tokens_of_others(client, who):
    create_token(name="other", days=30, by=centres.user())
    client.post("/account/reauthenticate/", {"password": "correct horse"})
    client.post("/account/password/change/", {"oldpassword": "correct horse", "password1": NEW, "password2": NEW})
    assert ApiToken.objects.count() == 1


def test_a_password_chosen_with_a_mailed_key_ends_every_token(client, who, mailoutbox):
    create_token(name="stay", days=365, by=who)
    client.post("/account/password/reset/", {"email": who.email})
    link = re.search(r"https?://[^/\s]+(/\S+)", mailoutbox[-1].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    assert ApiToken.objects.count() == 0
