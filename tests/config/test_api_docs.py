"""The page of the API's schema, in a real browser, under our own content security policy."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in
from tests.factories import centres as make


def test_schema_page_is_readable_by_everyone_without_a_breach_of_the_policy(
    page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server, make.user())

    page.goto(f"{live_server.url}/api/v1/docs/")

    expect(page.get_by_role("heading", name="Fortnight")).to_be_visible()
    expect(page.locator("h3.opblock-tag").first).to_have_attribute("aria-level", "2")
    assert_accessible(page)


def test_schema_page_fits_a_phone(narrow_page: Page, live_server: LiveServer) -> None:
    sign_in(narrow_page, live_server, make.user())

    narrow_page.goto(f"{live_server.url}/api/v1/docs/")

    expect(narrow_page.get_by_role("heading", name="Fortnight")).to_be_visible()
    assert_accessible(narrow_page)
    assert_no_sideways_scroll(narrow_page)
