"""The pages of the first afternoon otherwise used: with broken files, by keyboard alone, on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from centres.models import Service
from families.models import Family
from inputs.words import date
from tests.days import days_ago
from tests.factories import centres as make
from tests.factories import meetings as met
from tests.journeys.bringing import SERVICES, a_worker_comes_by, goes_on, sends
from tests.journeys.people import AtTheKeys, OnAPhone, Person
from tests.transfer.listed import checked, place, row
from tests.transfer.made import separated, workbook
from transfer.models import Import
from transfer.status import ImportStatus

pytestmark = pytest.mark.django_db(transaction=True)

# --- files that are not as they should be --------------------------------------------------------------------------


def formula(sheet: Any) -> None:
    """As a cell that somebody filled by counting."""
    sheet["B2"] = "=A1"


BROKEN_FILES = {
    "saved in the wrong letters": ("families.csv", separated(encoding="utf-16-le"), "not text that can be read"),
    "worked out": ("families.xlsx", workbook(change=formula), "This cell is worked out by a formula"),
    "merged": ("families.xlsx", workbook(change=lambda sheet: sheet.merge_cells("A2:A3")), "Cells A2 to A3 are merged"),
    "something else": ("families.xlsx", b"PK\x03\x04", "damaged"),
}


def test_a_file_that_is_broken_says_why_and_changes_nothing(page: Page, live_server: LiveServer) -> None:
    at = place()
    mo = Person(page, live_server, at.manager)
    mo.opens("/imports/new/")
    for name, content, sentence in BROKEN_FILES.values():
        sends(mo, "The list", name, content)
        mo.presses("Upload the list")
        said = page.locator(".govuk-error-message")
        expect(said).to_contain_text(sentence)
        expect(page.locator(".govuk-error-summary")).to_contain_text(sentence)
    assert not Import.objects.exists()


# --- by keyboard alone ---------------------------------------------------------------------------------------------


def test_a_list_is_decided_and_brought_along_by_keyboard_alone(page: Page, live_server: LiveServer) -> None:
    at = place()
    found = checked(at, row(1), row(2), row(2, name="Lind0002", child_1_nhs=""), row(3, child_1_born="30/2/2024"))
    mo = AtTheKeys(page, live_server, at.manager)
    mo.opens(f"/imports/{found.pk}/")
    mo.chooses("Which rows", "Cannot be brought")
    mo.presses("Show")
    mo.reads("30 February 2024 is not a date")
    mo.presses("Leave it out row 5")
    mo.chooses("Which rows", "May be known")
    mo.presses("Show")
    while page.get_by_role("button", name="It is a new family").count():
        with mo.leaving():
            mo.press(page.get_by_role("button", name="It is a new family").first)
    with mo.leaving():
        mo.press(page.get_by_role("button", name="Bring 3 families along"))
    mo.types("Password", "correct horse")
    mo.presses("Go on")
    mo.presses("Bring them along")
    a_worker_comes_by()
    goes_on(mo)
    mo.reads("Brought along on")
    found.refresh_from_db()
    assert (found.status, Family.objects.count()) == (ImportStatus.DONE, 3)


# --- with a phone in one hand ----------------------------------------------------------------------------------------


def test_the_administrator_and_the_manager_get_along_on_a_phone(narrow_page: Page, live_server: LiveServer) -> None:
    at = place(name="Willow Lane")
    ada_user = make.administrator(at.centre, of=at.agency)
    leaves = make.health_visitor(at.centre, name="Hanna Visser", of=at.agency)
    source = make.source(at.centre, by=ada_user, name="Moorland family directory")
    make.reading(source, *SERVICES)
    found = checked(at, row(1), row(2), row(3, child_1_born="30/2/2024"))
    of = met.series(at.centre)
    met.member_of(of, leaves, chair_turn=1)

    the_administrator_takes_services_over_and_lets_somebody_leave(OnAPhone(narrow_page, live_server, ada_user))
    the_manager_brings_a_list_along(OnAPhone(narrow_page, live_server, at.manager), found)
    assert Service.objects.count() == 2


def the_administrator_takes_services_over_and_lets_somebody_leave(ada: OnAPhone) -> None:
    """She sees what would change, and in numbers what somebody has who leaves."""
    ada.goes_by_the_menu_to("Directory")
    ada.goes_to("Services that families can be told about", "Where services come from", "Moorland family directory")
    ada.goes_to("Read: look at what would change")
    ada.reads("Little Movers")
    ada.presses("Take it over")
    ada.goes_by_the_menu_to("Directory")
    ada.goes_to("End the membership of Hanna Visser")
    proves(ada)
    ada.types("Last day", date(days_ago(-21)))
    ada.presses("End the membership")
    ada.reads("1 turn in the chair")


def the_manager_brings_a_list_along(mo: OnAPhone, found: Import) -> None:
    """Two families come along, and are found."""
    mo.opens(f"/imports/{found.pk}/")
    mo.presses("Leave out all that cannot be brought")
    with mo.leaving():
        mo.press(mo.page.get_by_role("button", name="Bring 2 families along"))
    proves(mo)
    mo.presses("Bring them along")
    a_worker_comes_by()
    goes_on(mo)
    mo.reads("Brought along on")
    mo.goes_by_the_menu_to("Find a family")
    mo.types("Who are you looking for?", "Lind0001")
    mo.presses("Find")
    mo.reads("Bo Lind0001")


def proves(they: Person) -> None:
    """The password once more."""
    if they.page.get_by_role("heading", name="Confirm that it is you").count():
        they.types("Password", "correct horse")
        they.presses("Go on")
