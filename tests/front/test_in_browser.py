"""The frame, the building blocks and the scripts in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.factories.centres import centre, manager

pytestmark = [pytest.mark.urls("tests.front.urls"), pytest.mark.django_db(transaction=True)]

PAGES = ["/style/form/", "/style/blocks/", "/style/board/", "/style/refuse/", "/no/such/page/", "/style/fail/"]
STATUS = "[data-autosave-status]"


@pytest.fixture
def server(live_server, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    return live_server


def open_form(page: Page, server, wait: bool = True) -> None:
    page.goto(f"{server.url}/style/form/")
    if wait:
        expect(page.locator("body")).to_have_class(re.compile("js-enabled"))


@pytest.mark.parametrize("path", PAGES)
def test_every_building_block_is_accessible_wide(path, page, server):
    check_page(page, server.url + path)


@pytest.mark.parametrize("path", PAGES)
def test_every_building_block_is_accessible_narrow(path, narrow_page, server):
    check_page(narrow_page, server.url + path)


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/", "/account/password/reset/sent/",
                                  "/account/password/reset/key/1-set-password/"])  # fmt: skip
def test_the_sign_in_pages_are_accessible(path, narrow_page, server):
    check_page(narrow_page, server.url + path)


@pytest.mark.parametrize("path", ["/account/password/change/", "/account/reauthenticate/", "/account/logout/"])
def test_the_pages_about_ones_account_are_accessible(path, page, server):
    sign_in(page, server, manager(centre()))
    check_page(page, server.url + path)


def test_one_signs_in_and_out(page, server):
    user = manager(centre(name="Riverside"), name="Jo Park")
    page.goto(f"{server.url}/account/login/?next=/style/form/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".fn-header")).to_contain_text("Riverside")
    expect(page.locator(".fn-header")).to_contain_text("Jo Park")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_wrong_password_is_told_without_saying_what_is_wrong(page, server):
    page.goto(f"{server.url}/account/login/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("not correct")
    assert page.title().startswith("Error: Sign in")
    assert_accessible(page)


def test_a_refused_form_keeps_what_was_typed(narrow_page, server):
    open_form(narrow_page, server)
    narrow_page.get_by_label("Date of birth").fill("30 2 2026")
    narrow_page.get_by_role("button", name="Send the referral").click()
    expect(narrow_page.locator(".govuk-error-summary")).to_be_focused()
    expect(narrow_page.get_by_label("Date of birth")).to_have_value("30 2 2026")
    assert_accessible(narrow_page)
    assert_no_sideways_scroll(narrow_page)


def test_the_error_summary_leads_to_the_field(page, server):
    open_form(page, server)
    page.get_by_role("button", name="Send the referral").click()
    page.get_by_role("link", name="Answer “Who agreed?”").click()
    expect(page.get_by_label("The mother")).to_be_focused()


def test_the_form_works_without_javascript(plain_page, server):
    open_form(plain_page, server, wait=False)
    plain_page.locator("#id_actions-0-what").fill("Ring the nursery")
    plain_page.locator("#id_actions-1-what").fill("")
    plain_page.get_by_role("button", name="Send the referral").click()
    expect(plain_page.locator("#id_actions-0-what")).to_have_value("Ring the nursery")
    expect(plain_page.locator(".govuk-error-summary")).to_contain_text("Enter worries")
    expect(plain_page.locator("[data-add-row]")).to_be_hidden()


def test_what_is_typed_is_saved_by_itself(page, server):
    open_form(page, server)
    page.get_by_label("Worries").press_sequentially("Sleep")
    expect(page.locator(STATUS)).to_contain_text("Saved at")
    expect(page.locator("[name=version]")).to_have_value("2")


def test_an_error_shows_while_the_rest_is_saved(page, server):
    open_form(page, server)
    page.get_by_label("Date of birth").fill("30 2 2026")
    page.get_by_label("Worries").focus()
    expect(page.locator("[data-autosave-error]")).to_have_text("30 February 2026 is not a date")
    assert_accessible(page)


def test_a_lost_connection_loses_nothing(page, server):
    open_form(page, server)
    page.context.set_offline(True)
    page.get_by_label("Worries").fill("Typed in the lift")
    expect(page.locator(STATUS)).to_contain_text("Not saved yet: no connection")
    page.context.set_offline(False)
    expect(page.locator(STATUS)).to_contain_text("Saved at")
    expect(page.get_by_label("Worries")).to_have_value("Typed in the lift")


def test_the_servers_refusal_is_shown_and_the_text_stays(page, server):
    open_form(page, server)
    page.get_by_label("Family name").fill("conflict")
    expect(page.locator(STATUS)).to_contain_text("Somebody else has sent this referral.")
    expect(page.get_by_label("Family name")).to_have_value("conflict")


def test_being_signed_out_is_told(page, server):
    open_form(page, server)
    page.route("**/style/autosave/", lambda route: route.fulfill(status=302, headers={"location": "/account/login/"}))
    page.get_by_label("Family name").fill("Reeves")
    expect(page.locator(STATUS)).to_contain_text("you have been signed out")
    page.unroute("**/style/autosave/")


def test_a_row_is_added_and_sent(page, server):
    open_form(page, server)
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("#id_actions-0-what").fill("Ring the nursery")
    page.get_by_role("button", name="Add another action").click()
    expect(page.locator("#id_actions-1-what")).to_be_focused()
    page.keyboard.type("Write to housing")
    expect(page.locator("[name=actions-TOTAL_FORMS]")).to_have_value("2")
    assert_accessible(page)
    page.get_by_role("button", name="Send the referral").click()
    expect(page.locator("#id_actions-1-what")).to_have_value("Write to housing")


def test_a_row_is_removed(page, server):
    open_form(page, server)
    page.get_by_role("button", name="Add another action").click()
    page.locator("#id_actions-1-what").fill("A mistake")
    page.get_by_role("button", name="Remove action 2").click()
    expect(page.locator("#id_actions-1-what")).to_be_hidden()
    expect(page.locator("#id_actions-1-DELETE")).to_be_checked()


def test_what_is_being_made_takes_its_place_when_it_is_there(page, server):
    page.goto(f"{server.url}/style/blocks/")
    expect(page.get_by_text("The minutes are ready.")).to_be_visible()


def test_a_refusal_says_why(page, server):
    assert page.goto(f"{server.url}/style/refuse/").status == 403
    expect(page.get_by_text("Only the manager of the centre can do this.")).to_be_visible()
