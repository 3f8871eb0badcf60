"""Whoever takes the pictures: the product set up as the tests have it, a browser, and the demo's people in it.

Import it before anything of the product: it says to Django which settings hold.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from playwright.sync_api import Browser, Locator, Page

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
django.setup()

from django.urls import reverse  # noqa: E402
from pytest_django.live_server_helper import LiveServer  # noqa: E402

from accounts.models import User  # noqa: E402
from meetings.demo.people import ALDERBROOK  # noqa: E402
from tests.browser import sign_in  # noqa: E402

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
# A Wednesday, shortly before the demo's meeting begins.
NOW = datetime(2026, 11, 18, 13, 25, tzinfo=ZoneInfo("Europe/London"))
EMAILS = {one.key: one.email for one in ALDERBROOK}
LAUNCH = {
    "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
    "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"],
}  # fmt: skip
WIDE, PHONE = (1280, 900), (390, 844)


class Photographer:
    """A browser that goes through the product as one of the demo's people and takes pictures on the way."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.browser, self.server = browser, server

    @contextmanager
    def as_person(self, who: str, size: tuple[int, int] = WIDE) -> Iterator[Page]:
        """A window in which `who` is signed in, on their first page."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="en-GB", timezone_id="Europe/London",
            has_touch=size == PHONE,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        context.clock.install(time=NOW)
        page = context.new_page()
        email = who if "@" in who else EMAILS[who]
        sign_in(page, self.server, User.objects.get(email=email))
        page.goto(self.server.url + "/")
        yield page
        context.close()

    def go(self, page: Page, name: str, *args: object, query: str = "") -> None:
        """Open the page of this name."""
        answer = page.goto(self.server.url + reverse(name, args=args) + query)
        if answer is None or not answer.ok:
            raise SystemExit(f"{name} {args} answers {answer and answer.status}: {page.title()}")


def take(page: Page, name: str, *, height: int = 0, top: Locator | None = None, errors: bool = False) -> None:
    """Keep what the window shows, from `top` on. A page with an error is no picture, unless it is about that error."""
    if not errors and page.locator(".govuk-error-summary, .govuk-error-message").count():
        raise SystemExit(f"{name}: there is an error on the page {page.url}")
    size = page.viewport_size or {"width": WIDE[0], "height": WIDE[1]}
    if height:
        page.set_viewport_size({"width": size["width"], "height": height})
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("scrollTo(0, 0)")
    if top is not None:
        top.first.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 12)")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    print(f"  {name}.png", flush=True)  # noqa: T201
