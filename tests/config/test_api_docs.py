"""The page of the API's schema, in a real browser, under our own content security policy."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import sign_in
from tests.factories import centres as make


def test_schema_page_shows_without_a_breach_of_the_policy(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, make.user())

    page.goto(f"{live_server.url}/api/v1/docs/")

    expect(page.get_by_role("heading", name="Fortnight")).to_be_visible()
