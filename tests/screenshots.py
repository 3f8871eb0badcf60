"""`make screenshots`: the pictures in docs/pictures, taken from the product itself with the demo's people.

A database of its own is made, filled with the demo's centres and removed again; the clock stands on one working day,
so that the same pages give the same pictures. No address is written down here: every page is found as a person finds
it, by its link, or by asking the database for a family in the state that the picture shows.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import StringIO

import time_machine
from playwright.sync_api import Page, sync_playwright

from tests.photographer import EMAILS, LAUNCH, NOW, PHONE, PICTURES, Photographer, take  # isort: skip

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from cases.models import Lead, Review
from cases.status import LeadStatus
from meetings.models import AgendaItem, Meeting
from meetings.status import ItemKind, MeetingStatus
from referrals.models import Referral
from referrals.status import ReferralStatus
from tests.new_database import forget_template, migrated_template
from tests.pictured_afternoon import afternoon

CENTRE = "alderbrook"


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


ALL: tuple[Callable[[Photographer], None], ...] = (first_pages, referring, family_work, figures, meeting, afternoon)


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
