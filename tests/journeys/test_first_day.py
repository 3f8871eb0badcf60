"""The first day of a real installation: from one command to the first family on an agenda, all of it on the pages."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from centres.models import Centre
from inputs.words import date
from referrals.models import Referral
from tests.browser import NARROW, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.journeys.people import Person, group
from tests.journeys.test_fortnight import describe_family
from tests.signing_in import code_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    """Everybody needs a second step."""
    settings.SECOND_FACTOR_REQUIRED = True


NEW = {
    "name": "Willow Lane Children's Centre", "address": "1 Willow Lane", "postcode": "LS1 4AP",
    "phone": "01632 960001", "duty_phone": "01632 960100", "duty_phone_out_of_hours": "01632 960199",
    "agency": "Moorland Council", "signed_by": "Director of Children's Services",
    "admin_email": "ada@council.example", "admin_name": "Ada Wren",
}  # fmt: skip
PASSWORD = "otter lamp seven rivers"


class Newcomer(Person):
    """Somebody with nothing but the link they were sent."""

    def __init__(self, page: Page, server: LiveServer, email: str, said: str) -> None:
        self.page, self.server, self.email = page, server, email
        page.context.clear_cookies()
        path = re.search(r"https?://[^/\s]+(/account/password/reset/key/\S+)", said)
        assert path, said
        page.goto(server.url + path[1])
        page.get_by_label("New password", exact=True).fill(PASSWORD)
        page.get_by_label("New password again", exact=True).fill(PASSWORD)
        self.presses("Save the new password")
        self.goes_to("Sign in with the new password")
        self.sign_in()
        self.sets_up_the_second_step()

    def sets_up_the_second_step(self) -> None:
        """An app on the phone: without it, nobody gets any further."""
        self.page.goto(self.server.url + "/directory/")
        self.reads("Everybody needs one before they can read anything about a family.")
        self.goes_to("Set up an app")
        self.secret = self.page.locator(".govuk-summary-list__value").inner_text()
        self.types("Code", code_of(self.secret))
        self.presses("Turn on")
        self.reads("10 of 10 are left.")
        self.goes_to("Go to My fortnight")

    def confirms(self) -> None:
        """Asked for a code, where more than five minutes have passed since the last one."""
        if self.page.get_by_role("heading", name="Confirm that it is you").count():
            self.types("Code", code_of(self.secret))
            self.presses("Go on")

    def sign_in(self) -> None:
        """As on any other day."""
        self.page.context.clear_cookies()
        self.page.goto(self.server.url + "/account/login/")
        self.page.get_by_label("E-mail address").fill(self.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.presses("Sign in")

    def goes_home(self) -> None:
        self.page.goto(self.server.url + "/")

    def looks(self) -> None:
        """Wide, as on a phone, and as one who cannot see the screen."""
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            assert_no_sideways_scroll(self.page)
        assert_accessible(self.page)


def invitation(email: str) -> str:
    """The e-mail that somebody was sent last."""
    return [message.body for message in mail.outbox if message.to == [email]][-1]


def add_somebody(they: Newcomer, email: str, name: str, agency: str, role: str) -> None:
    """On the page to which My fortnight leads."""
    they.confirms()
    they.types("E-mail address", email)
    they.types("Full name", name)
    they.page.get_by_label("Agency", exact=True).select_option(label=agency)
    they.page.get_by_label("Role").select_option(label=role)
    they.presses("Add them")
    they.reads(f"{name} was sent an e-mail")


def set_up_the_centre(they: Newcomer) -> None:
    """Everything My fortnight asks of an administrator, in its order, until it asks for nothing more."""
    add_agency_and_people(they)
    they.goes_home()
    put_words_in_use(they)
    they.goes_home()
    start_series(they)
    they.goes_home()
    assert they.page.get_by_text("To get started").count() == 0


def add_agency_and_people(they: Newcomer) -> None:
    """The NHS trust; the manager and a health visitor, who get an e-mail each."""
    they.reads("To get started")
    they.looks()
    they.goes_to("Add a partner agency")
    they.types("Name of the agency", "Moorland NHS Trust")
    they.page.get_by_label("Kind of agency").select_option(label="NHS")
    they.types("Version", "1.0")
    they.types("Who signed it", "Director of Nursing")
    they.types("Day it was signed", date(timezone.localdate()))
    they.presses("Add the agency")

    they.goes_home()
    they.goes_to("Add the manager of the centre")
    add_somebody(they, "mo@council.example", "Mo Field", "Moorland Council", "Centre manager")
    they.goes_home()
    they.goes_to("Add somebody who refers families")
    add_somebody(they, "hanna@nhs.example", "Hanna Visser", "Moorland NHS Trust", "Health visitor")


def put_words_in_use(they: Newcomer) -> None:
    """The text to begin with, as it stands."""
    they.goes_to("Put the words in use that families hear")
    they.reads("The text below is one to begin with.")
    they.looks()
    they.presses("Put the words in use")
    they.reads("Version 1.0, English is in use")
    they.reads("Willow Lane Children's Centre works with health visitors")
    they.looks()


def start_series(they: Newcomer) -> None:
    """Every two weeks; the manager and the health visitor take turns in the chair."""
    they.goes_to("Start a series of meetings")
    they.types("First meeting", date(timezone.localdate() + timedelta(days=14)))
    they.types("Starts at", "2pm")
    they.types("Place", "Willow room")
    they.picks("Mo Field, Centre manager", "Hanna Visser, Health visitor")
    they.types("Turn of Mo Field in the chair", "1")
    they.types("Turn of Hanna Visser in the chair", "2")
    they.presses("Start the series")
    they.reads("The meetings of the next three months are planned.")


def refer_first_family(her: Newcomer) -> None:
    """The family hears the words, agrees, and is referred."""
    her.goes_to("Log a referral")
    her.presses("Go on with a new family")
    her.reads("Willow Lane Children's Centre works with health visitors")
    describe_family(her)
    her.picks("Yes, they agree", "Parent with parental responsibility", "Signed form")
    her.types("On what date", date(timezone.localdate()))
    for agency in ("Moorland Council", "Moorland NHS Trust"):
        question = group(her.page, agency)
        if question.count():
            question.get_by_label("May know").check()
    her.presses("Send to the meeting")
    her.reads("Waiting for the meeting")


def test_from_one_command_to_the_first_family_on_an_agenda(page: Page, live_server: LiveServer) -> None:
    said = StringIO()
    call_command("start_centre", stdout=said, **NEW)
    set_up_the_centre(Newcomer(page, live_server, NEW["admin_email"], said.getvalue()))

    refer_first_family(Newcomer(page, live_server, "hanna@nhs.example", invitation("hanna@nhs.example")))
    agreed = Referral.objects.get().agreement
    assert agreed is not None
    assert agreed.wording == Centre.objects.get().wordings.get()

    she = Newcomer(page, live_server, "mo@council.example", invitation("mo@council.example"))
    she.goes_to("Next meeting")
    she.reads("Okonjo-Field")
    she.looks()
