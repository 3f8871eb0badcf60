"""Every page, as everybody who can reach it: accessible, no wider than the window, no breach of the security policy.

A crawl from the home page along the links that each person of the demo is shown, at 1280 and 390 px; then every form
of every page is sent empty, for its error state. A page that nobody reaches fails the last test.
"""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from meetings.demo.people import PEOPLE
from tests.browser import NARROW, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.factories import centres
from tests.journeys.site import demo, sign_in_by_form  # noqa: F401

pytestmark = pytest.mark.django_db  # the server has connections of its own: what a test does here, it does not see

EMAILS = {one.key: one.email for one in PEOPLE}
WHO = ["hv1", "fsw1", "manager", "lsw", "psychologist", "admin", "info"]
EACH = 2  # pages of one kind that are looked at: the second is often in another state, or another person's
NOT_PAGES = {
    "healthz", "readyz", "schema", "account_logout", "account_login", "account_inactive", "api_docs",
}  # fmt: skip
visited: Counter[str] = Counter()


def name_of(path: str) -> str:
    """The route's name, or nothing for an address that is not a page of ours."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return "" if path.startswith("/api/") else (match.url_name or "")


def links(page: Page) -> list[str]:
    """The addresses on this site that the page links to, without those that download or sign out."""
    hrefs = page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    here = urlsplit(page.url).netloc
    return [urlsplit(href)._replace(fragment="").geturl() for href in hrefs if urlsplit(href).netloc == here]


def look(page: Page) -> None:
    """The page as it stands, wide and narrow."""
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert_no_sideways_scroll(page)
        assert_accessible(page)


CLEAR = """form => { for (const field of form.elements) {
  if (["hidden", "submit", "button"].includes(field.type)) continue;
  if (["checkbox", "radio"].includes(field.type)) field.checked = false; else field.value = "";
} }"""


def look_at_errors(page: Page, address: str) -> None:
    """Each form of the page, sent with everything empty."""
    forms = "main form[method=post]:has(textarea, input[type=text], input[type=radio], input[type=password])"
    for number in range(page.locator(forms).count()):
        form = page.locator(forms).nth(number)
        send = form.locator("button.govuk-button:not([type=button]):visible")
        if not send.count():
            continue  # it is saved as it is typed
        form.evaluate(CLEAR)
        with page.expect_navigation():
            send.first.click()
        look(page)
        page.goto(address)


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_accessible_wide_narrow_and_with_errors(who: str, page: Page, demo: LiveServer) -> None:  # noqa: F811
    sign_in_by_form(page, demo, EMAILS[who])
    waiting, seen, mine = [demo.url + "/"], {demo.url + "/"}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        name = name_of(urlsplit(address).path)
        if not name or name in NOT_PAGES or mine[name] >= EACH:
            continue
        answer = page.request.get(address, max_redirects=0)
        if answer.status == 200 and "text/html" not in answer.headers["content-type"]:
            visited[name] += 1
            continue
        assert answer.status < 400 or answer.status == 403, f"{address} answers {answer.status} to {who}"
        assert "no-store" in answer.headers["cache-control"], address
        assert "unsafe" not in answer.headers["content-security-policy"], address
        page.goto(address)
        mine[name] += 1
        visited[name] += 1
        found = [link for link in links(page) if link not in seen]
        seen.update(found)
        waiting.extend(found)
        if visited[name] <= EACH:
            look(page)
        if visited[name] == 1:
            look_at_errors(page, address)


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    """The names of all routes outside the API and the sign-in library's own pages."""
    names: set[str] = set()
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if path.startswith(("api/", "account/")):
            continue
        if isinstance(pattern, URLResolver):
            names |= routes(pattern.url_patterns, path)
        elif pattern.name:
            names.add(pattern.name)
    return names


def only_by_form(name: str, client: Client) -> bool:
    """Whether the route takes what a form or a script sends and shows nothing: it answers a GET with 405."""
    for kwargs in ({}, {"pk": 1}):
        try:
            return client.get(reverse(name, kwargs=kwargs)).status_code == 405
        except NoReverseMatch:
            continue
    return False


def test_no_page_was_left_out(client: Client) -> None:
    client.force_login(centres.user())
    left_out = routes(get_resolver().url_patterns) - set(visited) - NOT_PAGES
    assert {name for name in left_out if not only_by_form(name, client)} == set()
