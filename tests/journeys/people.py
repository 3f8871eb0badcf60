"""The people of the journeys: each reads and presses what is on the screen, with a mouse, by touch or with keys."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser import assert_no_sideways_scroll, look, sign_in, wait_until_there

PROOF = bool(os.environ.get("FORTNIGHT_PROOF"))


class Person:
    """Somebody with a mouse."""

    def __init__(self, page: Page, server: LiveServer, user: User) -> None:
        self.page, self.server = page, server
        page.context.clear_cookies()
        sign_in(page, server, user)
        self.opens("/")

    def opens(self, path: str) -> None:
        """Open a page by its address, as from a bookmark or a mail."""
        self.page.goto(self.server.url + path)

    def press(self, what: Locator) -> None:
        """However they do it."""
        what.click()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """Within it something is pressed that leads to another page."""
        with self.page.expect_navigation():
            yield

    def goes_to(self, *names: str) -> None:
        """Follow one link after the other, each by a part of its text."""
        for name in names:
            with self.leaving():
                self.press(self.page.locator("a:visible").filter(has_text=name).first)

    def turns_to(self, part: str) -> None:
        """On the page of a case, go to one of its parts."""
        with self.leaving():
            parts = self.page.get_by_role("navigation", name="This case")
            self.press(parts.get_by_role("link", name=part, exact=True))

    def presses(self, name: str) -> None:
        """Press the button of this name, which sends something."""
        with self.leaving():
            self.press(self.page.get_by_role("button", name=name, exact=True).first)

    def types(self, label: str, words: str, within: Locator | None = None, *, exact: bool = False) -> None:
        """Type into the field of this label, or with a label that holds these words."""
        self.fill((within or self.page).get_by_label(label, exact=exact).first, words)

    def fill(self, what: Locator, words: str) -> None:
        """However they do it."""
        what.fill(words)

    def picks(self, *labels: str, within: Locator | None = None, exact: bool = True) -> None:
        """Tick boxes, or choose among radio buttons."""
        for label in labels:
            self.tick((within or self.page).get_by_label(label, exact=exact).first)

    def tick(self, what: Locator) -> None:
        """However they do it."""
        what.check()

    def chooses(self, label: str, name: str) -> None:
        """Choose from a list, by a part of the choice's text."""
        field = self.page.get_by_label(label).first
        field.select_option(label=option(field, name))

    def reads(self, *words: str) -> None:
        for said in words:
            expect(self.page.locator("main").get_by_text(said).first).to_be_visible()

    def cannot_read(self, *words: str) -> None:
        """None of it is anywhere on the page."""
        for said in words:
            expect(self.page.get_by_text(said)).to_have_count(0)

    def cannot_open(self, path: str) -> None:
        """There is no such page, as far as they are concerned."""
        answer = self.page.goto(self.server.url + path)
        assert answer is not None
        assert answer.status == 404


class OnAPhone(Person):
    """Somebody with a phone in one hand: taps, of which `taps` is the number, and looks at each page that comes.

    No page scrolls sideways, however often it comes. Axe looks the first time; in `make proof` each time.
    """

    def __init__(self, page: Page, server: LiveServer, user: User) -> None:
        self.taps, self.looked_at = 0, set[str]()
        super().__init__(page, server, user)

    def opens(self, path: str) -> None:
        super().opens(path)
        self.looks()

    def looks(self) -> None:
        """At the page as it stands."""
        wait_until_there(self.page)
        which = re.sub(r"\d+", "", self.page.url)
        if PROOF or which not in self.looked_at:
            look(self.page)
        self.looked_at.add(which)
        assert_no_sideways_scroll(self.page)

    def press(self, what: Locator) -> None:
        self.taps += 1
        what.tap()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        with super().leaving():
            yield
        self.looks()

    def tick(self, what: Locator) -> None:
        self.press(what)
        expect(what).to_be_checked()

    def unfolds(self, summary: str) -> None:
        """What is folded away shows."""
        self.press(self.page.locator("summary:visible").filter(has_text=summary).first)

    def goes_by_the_menu_to(self, name: str) -> None:
        """On a narrow screen the menu is folded away."""
        self.press(self.page.get_by_role("button", name="Menu", exact=True))
        self.goes_to(name)


class AtTheKeys(Person):
    """Somebody who has a keyboard and nothing else. Each step begins where the one before has left the focus."""

    def press(self, what: Locator) -> None:
        self.reach(what)
        self.page.keyboard.press("Enter")

    @contextmanager
    def leaving(self) -> Iterator[None]:
        with super().leaving():
            yield
        wait_until_there(self.page)

    def reach(self, what: Locator) -> None:
        """Tab until it has the focus."""
        for _ in range(200):
            self.page.keyboard.press("Tab")
            if what.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"{what} cannot be reached with the keyboard on {self.page.url}")

    def fill(self, what: Locator, words: str) -> None:
        """In the place of what stands there."""
        self.reach(what)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        expect(what).to_have_value(words)

    def tick(self, what: Locator) -> None:
        """Space ticks a box; of radio buttons one is reached, and from there the arrows go to the others."""
        if what.get_attribute("type") == "radio":
            self._among_radios(what)
        else:
            self.reach(what)
            if not what.is_checked():
                self.page.keyboard.press("Space")
        expect(what).to_be_checked()

    def _among_radios(self, what: Locator) -> None:
        name = what.get_attribute("name")
        alike = what.locator(f"xpath=ancestor::form[1]//input[@type='radio'][@name='{name}']")
        begun = next((one for one in alike.all() if one.is_checked()), alike.first)
        self.reach(begun)
        for _ in range(alike.count()):
            if what.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")

    def chooses(self, label: str, name: str) -> None:
        """Typing the first word in a list goes to the choice that begins so."""
        field = self.page.get_by_label(label).first
        self.reach(field)
        self.page.keyboard.type(name.split()[0])
        expect(field.locator("option:checked")).to_contain_text(name)


def group(within: Page | Locator, legend: str) -> Locator:
    """The radio or checkbox group with this question."""
    return within.get_by_role("group", name=legend).first


def row(page: Page, title: str) -> Locator:
    """One of several rows of the same kind, by its title."""
    return page.locator("fieldset:has(> legend[data-row-title])").filter(has_text=title).first


def option(within: Page | Locator, name: str) -> str:
    """The whole text of the choice that names somebody."""
    return within.locator("option", has_text=name).first.inner_text()
