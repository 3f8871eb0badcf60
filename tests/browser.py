"""Pages in a real browser: what a journey test needs to open, sign in, look and check.

Loaded by tests/conftest.py. The browser is Debian's Chromium (CHROMIUM names another one).
Each page fixture fails its test at the end if the browser reported a breach of the content security policy,
an error of a script, or a file of ours that was not found.
"""

import os
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.dispatch import receiver
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect

# Playwright keeps an event loop in the thread that also runs the test; Django would refuse the ORM there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PATIENCE = 30_000  # milliseconds: a machine that has other things to do is no fault of the page
expect.set_options(timeout=PATIENCE)

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
# Axe takes most of the time of the tests that look at every page. The suite has fifteen minutes: it runs at one width
# there, and nothing sticks out at either; `make proof` runs it at both. Nor does it look again in the suite at a page
# on which there is nothing but what it saw on that page before.
PROOF = bool(os.environ.get("FORTNIGHT_PROOF"))
SIZES_WITH_AXE = (NARROW, WIDE) if PROOF else (WIDE,)
KINDS_OF_ELEMENTS = """
[...new Set([...document.querySelectorAll("body *")].map((one) => [one.parentElement.tagName, one.tagName,
  one.getAttribute("class"), one.getAttribute("role"), one.getAttribute("type"), one.hasAttribute("aria-invalid"),
  one.hasAttribute("hidden")].join(" ")))]
"""
seen_on: defaultdict[str, set[str]] = defaultdict(set)
REPORT_BREACHES = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  `content security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile || ""}`));
"""
# A click returns before the page that it asks for is there: until then the old one would be looked at, or half of each.
TELL_OF_LEAVING = """
addEventListener("beforeunload", () => { window.fortnightLeaving = true; });
addEventListener("pageshow", () => { window.fortnightLeaving = false; });
"""
LEAVING = "window.fortnightLeaving || document.readyState !== 'complete'"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium as it runs anywhere, as root too, and asks nobody on the network."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    }  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page 1280 wide."""
    yield from _watched(browser, viewport=WIDE)


@pytest.fixture
def second_page(browser: Browser) -> Iterator[Page]:
    """The browser of somebody else, who works at the same time."""
    yield from _watched(browser, viewport=WIDE)


@pytest.fixture
def narrow_page(browser: Browser) -> Iterator[Page]:
    """A page 390 wide, as on a phone."""
    yield from _watched(browser, viewport=NARROW, has_touch=True)


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page in a browser with JavaScript switched off."""
    yield from _watched(browser, viewport=WIDE, java_script_enabled=False)


def _watched(browser: Browser, **options: Any) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", **options)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(REPORT_BREACHES + TELL_OF_LEAVING)
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.has_scripts = options.get("java_script_enabled", True)  # type: ignore[attr-defined]
    page.on("console", lambda message: _listen(page, message))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    try:
        yield page
        assert page.complaints == [], "the browser complained"  # type: ignore[attr-defined]
    finally:
        context.close()
        _let_the_server_finish()


# One entry for each request that is being answered, whichever thread answers it.
answering: list[object] = []


@receiver(request_started)
def _begins(sender: object, **facts: Any) -> None:
    answering.append(sender)


@receiver(request_finished)
def _ends(sender: object, **facts: Any) -> None:
    if answering:
        answering.pop()


def _let_the_server_finish() -> None:
    """Wait (5 s at most) for what the browser asked last: emptying the tables under it would be a deadlock."""
    quiet, until = 0, time.monotonic() + 5
    while quiet < 3 and time.monotonic() < until:
        quiet = 0 if answering else quiet + 1
        time.sleep(0.01)
    answering.clear()


def _listen(page: Page, message: ConsoleMessage) -> None:
    if message.type != "error":
        return
    # A refused or missing page is what some tests ask for; a missing file of ours is not.
    failed, ours = message.text.startswith("Failed to load resource"), "/static/" in message.location.get("url", "")
    offline = "ERR_INTERNET_DISCONNECTED" in message.text  # named after the script that asked
    if not (failed and (offline or not ours)):
        page.complaints.append(message.text)  # type: ignore[attr-defined]


def sign_in(page: Page, live_server: Any, user: Any) -> None:
    """Make `page` a browser in which `user` is signed in, without going through the form."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])


def address(live_server: Any, name: str, pk: int | None = None) -> str:
    """Where the page of this name is."""
    return live_server.url + reverse(name, args=[pk] if pk else [])


def assert_accessible(page: Page) -> None:
    """Axe finds no violation on the page as it stands now. Axe is a script, and waits for ever where none runs."""
    assert getattr(page, "has_scripts", True), "look() is for pages without JavaScript"
    if _nothing_new(page) and not PROOF:
        return
    found = Axe().run(page).response["violations"]
    told = [
        f"{violation['id']}: {violation['help']} — {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]
    assert told == [], f"{page.url} at {(page.viewport_size or {}).get('width')} px"


def _nothing_new(page: Page) -> bool:
    """Whether each kind of element that is on the page was there when axe looked at this page before."""
    kinds, seen = set(page.evaluate(KINDS_OF_ELEMENTS)), seen_on[re.sub(r"\d+", "0", urlsplit(page.url).path)]
    new = kinds - seen
    seen |= kinds
    return not new


def assert_no_sideways_scroll(page: Page) -> None:
    """Nothing sticks out of the window on the right."""
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen, f"{page.url} is {wide} px wide in a window of {seen}"


def look_at_sizes(page: Page, with_axe: tuple[dict[str, int], ...] = SIZES_WITH_AXE) -> None:
    """The page as it stands sticks out of no window, and is accessible."""
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert_no_sideways_scroll(page)
        if size in with_axe:
            assert_accessible(page)


def wait_until_there(page: Page) -> None:
    """Wait (`PATIENCE` at most) until the page that a click asked for has taken the place of the one before."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        try:
            if not page.evaluate(LEAVING):
                return
        except Error:  # it went while it was asked
            pass
        page.wait_for_timeout(20)
    raise AssertionError(f"{page.url} did not become a whole page")


def look(page: Page) -> None:
    """The page as it stands is accessible and does not scroll sideways; without scripts nothing can look."""
    if getattr(page, "has_scripts", True):
        wait_until_there(page)
        assert_accessible(page)
        assert_no_sideways_scroll(page)


def check_page(page: Page, address: str) -> None:
    """Open `address`; it is accessible and does not scroll sideways."""
    page.goto(address)
    look(page)
