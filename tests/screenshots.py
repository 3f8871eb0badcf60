"""`make screenshots`: the pictures in docs/pictures, taken from the product itself with the demo's people.

A database of its own is made, filled with the demo's centres and removed again; the clock stands on one working day,
so that the same pages give the same pictures. No address is written down here: every page is found as a person finds
it, by its link, or by asking the database for a family in the state that the picture shows.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import django
import time_machine
from playwright.sync_api import Browser, Locator, Page, sync_playwright

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from pytest_django.live_server_helper import LiveServer  # noqa: E402

from accounts.models import User  # noqa: E402
from cases.models import Lead, Review  # noqa: E402
from cases.status import LeadStatus  # noqa: E402
from meetings.demo.people import ALDERBROOK  # noqa: E402
from meetings.models import AgendaItem, Meeting  # noqa: E402
from meetings.status import ItemKind, MeetingStatus  # noqa: E402
from referrals.models import Referral  # noqa: E402
from referrals.status import ReferralStatus  # noqa: E402
from tests.browser import sign_in  # noqa: E402
from tests.new_database import forget_template, migrated_template  # noqa: E402

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
CENTRE = "alderbrook"


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


# --- before the meeting --------------------------------------------------------------------------------------


def first_pages(studio: Photographer) -> None:
    """What each person sees after signing in."""
    for who, name, height in (
        ("hv1", "my-fortnight-health-visitor", 900),
        ("manager", "my-fortnight-manager", 925),
        ("fsw1", "my-fortnight-family-support-worker", 1000),
        ("psychologist", "my-fortnight-specialist", 800),
    ):
        with studio.as_person(who) as page:
            take(page, name, height=height)
    with studio.as_person("fsw1", PHONE) as page:
        take(page, "my-fortnight-phone")


def type_new_family(page: Page) -> None:
    """Everything about a family but its agreement."""
    page.get_by_label("Family name").fill("Bellweather")
    page.get_by_label("Child’s name").first.fill("Otis Bellweather")
    page.get_by_label("Date of birth").first.fill("14 3 2025")
    page.get_by_label("Adult’s name").first.fill("Joanne Bellweather")
    page.get_by_label("Relation to the children").first.select_option("Mother")
    page.get_by_role("group", name="Parental responsibility").first.get_by_label("Yes").check()
    page.get_by_role("group", name="The Lantern Tree").get_by_label("May know").check()
    page.get_by_label("House and street").fill("27 Tannery Row")
    page.get_by_label("Postcode").fill("LS1 4AP")
    page.get_by_label("What worries you").fill("Otis does not sleep, and Joanne has nobody to take turns with.")
    page.get_by_label("Feeding, sleep or weaning").check()
    page.get_by_label("Isolation").check()
    page.get_by_label("Tier 2").check()


def referring(studio: Photographer) -> None:
    """A health visitor logs a referral, first without an agreement."""
    with studio.as_person("hv1") as page:
        page.get_by_role("button", name="Log a referral").click()
        take(page, "refer", height=860)
        page.get_by_role("button", name="Go on with a new family").click()
        type_new_family(page)
        page.get_by_label("Yes, they agree").check()
        page.get_by_label("Parent with parental responsibility").check()
        page.get_by_label("Signed form").check()
        page.get_by_label("On what date did they agree?").fill("17 11 2026")
        page.get_by_text("Saved at").wait_for()
        take(page, "referral-agreement", height=925, top=page.locator("#agreement"))
        page.get_by_label("No, or not asked yet").check()
        page.get_by_role("button", name="Send to the meeting").click()
        page.locator("#instead").wait_for()
        take(page, "referral-draft", height=960, errors=True)
    answered = Referral.objects.filter(referred_by__email=EMAILS["hv1"], status=ReferralStatus.ACCEPTED)
    told = max(answered, key=lambda one: (one.feedback.count(), one.pk))
    with studio.as_person("hv1") as page:
        studio.go(page, "referral", told.pk)
        take(page, "referral-answer", height=900)


def family_work(studio: Photographer) -> None:
    """A family support worker answers an offer to lead, looks at a case, records a contact, holds a review."""
    offer = Lead.objects.filter(status=LeadStatus.OFFERED, user__email__endswith=f"@{CENTRE}.example").first()
    assert offer is not None, "nobody is asked to lead"
    with studio.as_person(offer.user.email) as page:
        studio.go(page, "lead_answer", offer.pk)
        take(page, "lead-answer", height=1240)
    led = Lead.objects.filter(status=LeadStatus.ACCEPTED, user__email=EMAILS["fsw1"], case__status="open")
    busiest = max(led, key=lambda one: (one.case.contacts.count(), one.pk)).case
    with studio.as_person("fsw1") as page:
        studio.go(page, "case", busiest.pk)
        take(page, "case", height=1000)
    with studio.as_person("fsw1", PHONE) as page:
        studio.go(page, "contact_record", busiest.pk)
        page.get_by_label("Home visit").check()
        page.get_by_label("Yes", exact=True).check()
        for person in page.get_by_role("group", name="you saw, or spoke to").get_by_role("checkbox").all()[:2]:
            person.check()
        take(page, "contact-phone", height=1300)
    reviews = Review.objects.filter(held_on=None, case__in=[one.case_id for one in led]).order_by("due_on")
    due = next(one for one in reviews if one.case.reviews.exclude(held_on=None).exists())
    with studio.as_person("fsw1") as page:
        studio.go(page, "review_hold", due.pk)
        take(page, "review", height=1000)


def figures(studio: Photographer) -> None:
    """The administrator's pages."""
    with studio.as_person("admin") as page:
        page.get_by_role("link", name="Reports", exact=True).first.click()
        take(page, "report", height=1000)
        page.get_by_role("link", name="Directory", exact=True).first.click()
        take(page, "directory", height=900)


# --- the meeting ---------------------------------------------------------------------------------------------


def meeting(studio: Photographer) -> None:
    """The chair opens today's meeting and goes through an item; the last meeting has its minutes."""
    today = Meeting.objects.get(on=timezone.localdate(), centre__name__istartswith=CENTRE)
    with studio.as_person("manager") as page:
        studio.go(page, "meeting", today.pk)
        take(page, "agenda", height=820)
        take(page, "agenda-items", height=760, top=page.get_by_role("heading", name="Agenda", exact=True))
        page.get_by_role("button", name="Open the meeting").click()
        studio.go(page, "attendance_record", today.pk)
        page.get_by_role("button", name="Everybody expected is here").click()
        studio.go(page, "attendance_record", today.pk)
        take(page, "attendance", height=900)
        talked = AgendaItem.objects.filter(meeting=today, kind=ItemKind.REFERRAL)
        item = max(talked, key=lambda one: (one.views.count(), -one.position))
        studio.go(page, "item", item.pk)
        take(page, "chair-wide", height=1120)
    with studio.as_person("manager", PHONE) as page:
        studio.go(page, "item", item.pk)
        take(page, "chair-phone")
    last = Meeting.objects.filter(series=today.series, status=MeetingStatus.CLOSED).latest("on")
    with studio.as_person("hv1") as page:
        studio.go(page, "minutes", last.pk)
        take(page, "minutes", height=900, top=page.get_by_role("heading", name="What was discussed"))


ALL: tuple[Callable[[Photographer], None], ...] = (first_pages, referring, family_work, figures, meeting)


@contextmanager
def demo() -> Iterator[LiveServer]:
    """The demo's centres in a database of their own, served on this machine."""
    setup_test_environment()
    settings.DATABASES["default"]["TEST"]["NAME"] = connection.settings_dict["TEST"]["NAME"] = "fortnight_pictures"
    with migrated_template():
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        print("Making the demo's centres (a minute or two) ...", flush=True)  # noqa: T201
        call_command("demo_data", stdout=StringIO())
        server = LiveServer("127.0.0.1")
        try:
            yield server
        finally:
            server.stop()
    finally:
        with connection.cursor() as cursor:  # the server's threads keep their connections for a while
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                           "AND pid <> pg_backend_pid()")  # fmt: skip
        connection.creation.destroy_test_db("", verbosity=0)
        forget_template()


def main() -> None:
    """Take them all, or only the groups that are named: python -m tests.screenshots meeting."""
    wanted = [one for one in ALL if not sys.argv[1:] or one.__name__ in sys.argv[1:]]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with ExitStack() as open_things:
        open_things.enter_context(time_machine.travel(NOW, tick=True))
        server = open_things.enter_context(demo())
        driver = open_things.enter_context(sync_playwright())
        browser = driver.chromium.launch(**LAUNCH)  # type: ignore[arg-type]
        for group in wanted:
            group(Photographer(browser, server))
        browser.close()
    total = sum(one.stat().st_size for one in PICTURES.glob("*.png"))
    print(f"{len(list(PICTURES.glob('*.png')))} pictures, {total / 1_000_000:.1f} MB, in {PICTURES}")  # noqa: T201


if __name__ == "__main__":
    main()
