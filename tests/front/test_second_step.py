"""The second step in a real browser: an app's codes, a security key that Chromium makes believe, and the page's policy.

Each page is looked at as it is opened and with its error, wide or on a phone.
"""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page, expect

from accounts.models import ApiToken
from tests.browser import NARROW, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.factories.centres import centre, manager
from tests.signing_in import PASSWORD, code_of, give_app

pytestmark = pytest.mark.django_db(transaction=True)
SOMEWHERE = re.compile(r"^(?!.*/login/).*$")
KEY = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True,
       "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def user():
    return manager(centre(), name="Jo Park")


def look(page: Page) -> None:
    """The page as it stands, on a phone and wide."""
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        assert_accessible(page)
        assert_no_sideways_scroll(page)


def sign_in(page: Page, server, user) -> None:
    page.goto(f"{server.url}/account/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(SOMEWHERE)


def heading(page: Page, name: str):
    return expect(page.get_by_role("heading", name=name, level=1))


def plug_in(page: Page, **about) -> tuple:
    """A security key in this browser, touched whenever it is asked: its line to the browser, and its number."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    made = line.send("WebAuthn.addVirtualAuthenticator", {"options": {**KEY, **about}})
    return line, made["authenticatorId"]


def test_an_app_is_set_up_after_the_password_and_asked_for_from_then_on(page, live_server, user):
    sign_in(page, live_server, user)
    heading(page, "Set up your second step").to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    look(page)
    page.get_by_role("link", name="Set up an app").click()
    look(page)
    secret = page.locator(".govuk-summary-list__value").inner_text()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("This code is not right")
    look(page)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    heading(page, "Recovery codes").to_be_visible()
    look(page)
    codes = page.locator("main .govuk-list li").all_inner_texts()
    page.get_by_role("link", name="Go to My fortnight").click()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, live_server, user)
    heading(page, "Second step").to_be_visible()
    look(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{live_server.url}/directory/")
    heading(page, "Directory").to_be_visible()


def test_a_security_key_is_added_after_the_password_and_signs_in(page, live_server, user):
    plug_in(page)
    sign_in(page, live_server, user)
    page.get_by_role("link", name="Add a security key").click()
    look(page)
    page.get_by_label("What you call it").fill("Blue key")
    page.get_by_role("button", name="Add the key").click()
    heading(page, "Recovery codes").to_be_visible()
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Blue key"
    page.goto(f"{live_server.url}/account/second-step/")
    expect(page.locator("main")).to_contain_text("Blue key")
    look(page)
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, live_server, user)
    look(page)
    page.get_by_role("button", name="Use the security key").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/directory/")
    heading(page, "Directory").to_be_visible()


def test_another_key_does_not_sign_in(page, live_server, user):
    line, number = plug_in(page)
    sign_in(page, live_server, user)
    page.get_by_role("link", name="Add a security key").click()
    page.get_by_role("button", name="Add the key").click()
    heading(page, "Recovery codes").to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    line.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": number})
    line.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, live_server, user)
    page.get_by_role("button", name="Use the security key").click()
    expect(page.locator("[data-security-key-problem]")).to_contain_text("The key was not used")
    look(page)
    page.goto(f"{live_server.url}/directory/")
    heading(page, "Second step").to_be_visible()
    page.get_by_role("button", name="Use another account").click()
    heading(page, "Sign in").to_be_visible()


def test_the_key_confirms_on_the_page_that_keeps_what_was_typed(page, live_server, user):
    plug_in(page)
    sign_in(page, live_server, user)
    page.get_by_role("link", name="Add a security key").click()
    page.get_by_role("button", name="Add the key").click()
    heading(page, "Recovery codes").to_be_visible()
    page.goto(f"{live_server.url}/account/tokens/")
    page.get_by_label("What is it for?").fill("Warehouse")
    forget_the_proof(page)
    page.get_by_role("button", name="Make").click()
    heading(page, "Confirm that it is you").to_be_visible()
    look(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Use the security key instead").click()
    expect(page.locator("main")).to_contain_text("Your new token: Warehouse")
    assert ApiToken.objects.get().user == user


def test_the_key_confirms_before_a_page_opens(page, live_server, user):
    plug_in(page)
    sign_in(page, live_server, user)
    page.get_by_role("link", name="Add a security key").click()
    page.get_by_role("button", name="Add the key").click()
    heading(page, "Recovery codes").to_be_visible()
    forget_the_proof(page)
    page.goto(f"{live_server.url}/account/tokens/")
    heading(page, "Confirm that it is you").to_be_visible()
    look(page)
    page.get_by_role("button", name="Use the security key").click()
    heading(page, "Tokens for programs").to_be_visible()


def test_without_javascript_an_app_does_everything(plain_page, live_server, user):
    page, secret = plain_page, give_app(user)
    sign_in(page, live_server, user)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{live_server.url}/account/second-step/key/")
    heading(page, "Confirm that it is you").to_be_visible()


def forget_the_proof(page: Page) -> None:
    """Let the proofs of this browser be older than five minutes."""
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "session"]
    session = SessionStore(cookie["value"])
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 301
    session.save()
