"""The pages and e-mails around signing in."""

import re

import pytest
from django.core import mail

from tests.factories.centres import user

pytestmark = pytest.mark.django_db
RESET = "/account/password/reset/"


def link_in(message) -> str:
    """The path of the link in an e-mail."""
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def test_the_reset_mail_names_nobody(client):
    someone = user(name="Jo Park", email="jo@example.org")
    client.post(RESET, {"email": someone.email})
    (message,) = mail.outbox
    assert message.subject == "Your password for Fortnight"
    assert "Jo" not in message.subject + message.body
    assert "jo@" not in message.body


def test_an_unknown_address_gets_the_same_page_and_no_mail(client):
    known = client.post(RESET, {"email": user().email})
    unknown = client.post(RESET, {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mail.outbox) == 1


def test_a_new_password_is_chosen_with_the_link(client):
    someone = user()
    client.post(RESET, {"email": someone.email})
    page = client.get(link_in(mail.outbox[0]), follow=True)
    assert "Choose a new password" in page.content.decode()
    client.post(page.request["PATH_INFO"], {"password1": "three odd words", "password2": "three odd words"})
    assert client.login(email=someone.email, password="three odd words")


def test_a_used_link_says_what_to_do(client):
    someone = user()
    client.post(RESET, {"email": someone.email})
    link = link_in(mail.outbox[0])
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "three odd words", "password2": "three odd words"})
    client.logout()
    assert "Ask for a new link" in client.get(link, follow=True).content.decode()


def test_two_different_new_passwords_are_told_beside_the_second(client):
    someone = user()
    client.force_login(someone)
    page = client.post(
        "/account/password/change/",
        {"oldpassword": "correct horse", "password1": "three odd words", "password2": "three even words"},
    )
    assert 'href="#id_password2"' in page.content.decode()


def test_too_many_tries_get_a_page_that_says_what_to_do(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "1/m/ip"}
    for _ in range(3):
        page = client.post("/account/login/", {"login": "nobody@example.org", "password": "wrong"})
    assert "Too many" in page.content.decode()
