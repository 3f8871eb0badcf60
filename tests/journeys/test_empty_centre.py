"""The first page of everything, for everybody, at a centre where nothing has happened yet: it says what to do next."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from centres.status import Role
from tests.browser import assert_accessible, look_at_sizes, sign_in
from tests.factories import centres as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("role", Role.values)
def test_empty_pages_are_accessible(role: str, page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, make.member(make.centre(), role))
    page.goto(live_server.url + "/")
    places = page.eval_on_selector_all("header + nav a, nav a", "links => links.map(link => link.href)")
    assert len(set(places)) > 1
    for place in dict.fromkeys([page.url, *places]):
        page.goto(place)
        look_at_sizes(page)


def test_somebody_without_a_centre_is_told_so(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, make.user())
    page.goto(live_server.url + "/")
    assert "You do not work with a centre at present" in page.locator("main").inner_text()
    assert_accessible(page)
