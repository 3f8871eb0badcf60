"""The tokens page."""

import re

import pytest

from accounts.models import ApiToken
from accounts.services import create_token
from tests.factories import centres as make
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
PAGE = "/account/tokens/"


@pytest.fixture
def who(client):
    person = make.user()
    client.force_login(person)
    client.post("/account/reauthenticate/", {"password": "correct horse"})
    return person


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_without_signing_in_there_is_no_page(client):
    assert client.get(PAGE).status_code == 302


def test_an_empty_page_says_what_to_do(client, who):
    assert "You have no tokens" in text(client.get(PAGE))


def test_the_secret_is_shown_once(client, who):
    shown = text(client.post(PAGE, {"name": "warehouse", "days": "30"}))
    secret = re.search(r'id="secret">([^<]+)<', shown)[1]
    assert secret not in text(client.get(PAGE))


def test_the_secret_signs_a_program_in(client, who):
    secret = re.search(r'id="secret">([^<]+)<', text(client.post(PAGE, {"name": "warehouse", "days": "30"})))[1]
    client.logout()
    assert client.get("/api/v1/me/", headers={"authorization": f"Token {secret}"}).json()["email"] == who.email


def test_a_token_needs_a_name_and_a_length(client, who):
    answer = client.post(PAGE, {"name": "", "days": "9000"})
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)
    assert not ApiToken.objects.exists()


def test_the_tokens_are_listed_by_what_they_are_for(client, who):
    create_token(name="nightly copy", days=7, by=who)
    assert "nightly copy" in text(client.get(PAGE))


def test_somebody_elses_tokens_are_not_listed(client, who):
    create_token(name="nightly copy", days=7, by=make.user())
    assert "nightly copy" not in text(client.get(PAGE))


def test_a_token_can_be_revoked(client, who):
    token, secret = create_token(name="warehouse", days=7, by=who)
    client.post(f"/account/tokens/{token.number}/revoke/")
    client.logout()
    assert client.get("/api/v1/me/", headers={"authorization": f"Token {secret}"}).status_code in (401, 403)


def test_somebody_elses_token_does_not_exist(client, who):
    token, _ = create_token(name="warehouse", days=7, by=make.user())
    assert client.post(f"/account/tokens/{token.number}/revoke/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_tokens(client, who):
    create_token(name="one", days=7, by=who)
    few = queries_of(client, PAGE)
    for number in range(9):
        create_token(name=str(number), days=7, by=who)
    assert queries_of(client, PAGE) == few
