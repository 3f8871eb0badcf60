"""Tokens over the API."""

import pytest

from accounts.models import ApiToken
from accounts.services import create_token
from tests.factories import centres as make

pytestmark = pytest.mark.django_db
TOKENS = "/api/v1/tokens/"


@pytest.fixture
def who(client):
    person = make.user()
    client.force_login(person)
    client.post("/account/reauthenticate/", {"password": "correct horse"})
    return person


def with_token(secret):
    return {"headers": {"authorization": f"Token {secret}"}, "content_type": "application/json"}


def test_without_signing_in_there_is_nothing(client):
    assert client.get(TOKENS).status_code in (401, 403)


def test_a_token_is_made_and_its_secret_said_once(client, who):
    made = client.post(TOKENS, {"name": "warehouse", "days": 7}, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["token"]
    assert "token" not in client.get(TOKENS).json()["results"][0]


def test_a_token_makes_no_other_token(client):
    who = make.user()
    _, secret = create_token(name="x", days=7, by=who)
    answer = client.post(TOKENS, {"name": "y"}, **with_token(secret))
    assert answer.status_code == 403
    assert ApiToken.objects.count() == 1


def test_a_broken_rule_is_answered_with_its_code(client, who):
    for number in range(10):
        create_token(name=str(number), days=7, by=who)
    answer = client.post(TOKENS, {"name": "y"}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "token_limit")


def test_a_token_can_be_revoked(client, who):
    token, _ = create_token(name="x", days=7, by=who)
    assert client.delete(f"{TOKENS}{token.number}/").status_code == 204
    assert not ApiToken.objects.exists()


def test_somebody_elses_token_does_not_exist(client, who):
    token, _ = create_token(name="x", days=7, by=make.user())
    assert client.delete(f"{TOKENS}{token.number}/").status_code == 404


def test_the_token_of_somebody_switched_off_signs_nobody_in(client):
    who = make.user()
    _, secret = create_token(name="x", days=7, by=who)
    who.is_active = False
    who.save()
    assert client.get("/api/v1/me/", **with_token(secret)).status_code in (401, 403)
