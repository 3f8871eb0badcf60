"""The first afternoon of a centre that has nothing: its people, the council's services, its list of families.

The administrator and the manager each have a browser of their own, as they have in life: what one does, the other sees
or does not see.
"""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from centres.models import Membership, Service
from centres.open_referral.writing import write
from consent.models import Agreement
from families.models import Family
from inputs.words import date
from tests.days import days_ago, today
from tests.journeys.bringing import SERVICES, a_worker_comes_by, goes_on, keeps, sends
from tests.journeys.test_first_day import NEW, Newcomer, invitation, put_words_in_use, start_series
from tests.transfer.made import separated, workbook

pytestmark = pytest.mark.django_db(transaction=True)
COUNCIL, TRUST, CHARITY = "Moorland Council", "Moorland NHS Trust", "Moorland Homes"
PEOPLE = (
    ("mo@council.example", "Mo Field", COUNCIL, "Centre manager", "Rooms, and the crèche on Tuesdays", ""),
    ("hanna@nhs.example", "Hanna Visser", TRUST, "Health visitor", "Two joint visits a month", "By text until four"),
    ("sam@council.example", "Sam Hill", COUNCIL, "Family support worker", "Six families at a time", "Not on Fridays"),
    ("sam@council.example", "Sam Hill", CHARITY, "Specialist", "Furniture from the store", ""),
)
# As an office calls them: most are known, two are not, and one is nobody's business.
COLUMNS = [
    "Our ref", "Surname", "Child", "Child DOB", "Mum", "Mum relationship", "Mum's PR", "Consent", "Consent by",
    "Consent date", "Consent type", "Opened", "Level", "Review date", "Key worker email", "Biscuits",
]  # fmt: skip
NAMES = ("Lindqvist", "Bellamy", "Okafor")
CALLED = {"Our ref": "Your own number for the family", "Mum's PR": "Parent or carer: has parental responsibility"}


def family(ref: str, surname: str, child: str, born: str, mother: str, consent: bool = True) -> list[str]:
    """A row of the office's list."""
    said = ["yes", mother, f"{days_ago(30):%d/%m/%Y}", "signed"] if consent else ["", "", "", ""]
    case = [f"{days_ago(60):%d/%m/%Y}", "2", f"{days_ago(-14):%d/%m/%Y}"]
    return [ref, surname, child, born, mother, "mother", "yes", *said, *case, "sam@council.example", "custard creams"]


def the_list(born: str) -> bytes:
    """The office's list, the child of its last family born on this day."""
    return separated(
        [
            COLUMNS,
            family("1", "Lindqvist", "Bo Lindqvist", "1/3/2024", "Eva Lindqvist"),
            family("2", "Bellamy", "Ada Bellamy", "30/6/2025", "Joan Bellamy", consent=False),
            family("3", "Bellamy", "Ada Bellamy", "30/6/2025", "Joan Bellamy"),
            family("4", "Okafor", "Chidi Okafor", born, "Ngozi Okafor"),
        ]
    )


# --- the administrator -------------------------------------------------------------------------------------------


def enters_agencies(ada: Newcomer) -> None:
    """Each with the protocol that it signed."""
    for name, kind in ((TRUST, "NHS"), (CHARITY, "Housing")):
        ada.opens("/directory/")
        ada.goes_to("Add a partner agency")
        ada.confirms()
        ada.types("Name of the agency", name)
        ada.chooses("Kind of agency", kind)
        ada.types("Version", "2.1")
        ada.types("Who signed it", "The chief executive")
        ada.types("Day it was signed", date(today()))
        ada.types("Day of its review", date(days_ago(-300)))
        ada.presses("Add the agency")
    ada.opens("/directory/")
    ada.reads(TRUST, CHARITY, "Version 2.1, signed by The chief executive")
    ada.looks()


def enters_people(ada: Newcomer) -> None:
    """Who they are, for whom they act, what they can commit and how they are reached; one of them twice."""
    for email, name, agency, role, commits, reach in PEOPLE:
        ada.opens("/directory/")
        ada.goes_to("Add somebody to")
        ada.confirms()
        ada.types("E-mail address", email)
        ada.types("Full name", name)
        ada.page.get_by_label("Agency", exact=True).select_option(label=agency)
        ada.page.get_by_label("Role").select_option(label=role)
        ada.types("What they can commit", commits)
        ada.types("How and when to reach them", reach)
        ada.presses("Add them")
    ada.opens("/directory/")
    ada.reads("5 people and roles", "Furniture from the store", "Six families at a time", "By text until four")
    ada.looks()


def takes_the_councils_services_over(ada: Newcomer) -> None:
    """A file that is none says why; the right one is looked at before anything changes."""
    ada.opens("/services/")
    ada.goes_to("Where services come from", "Add a source")
    ada.confirms()
    ada.types("Name", "Moorland family directory")
    ada.presses("Add the source")
    sends(ada, "file", "services.xlsx", workbook())
    ada.presses("Read the file")
    ada.reads("is a ZIP or a spreadsheet")
    ada.looks()
    sends(ada, "file", "services.json", write(SERVICES))
    ada.presses("Read the file")
    ada.reads("New: 2", "Little Movers", "Isolation")
    assert not Service.objects.exists()
    ada.looks()
    ada.presses("Take it over")
    ada.opens("/services/")
    ada.reads("2 services", "Money and bills helpline")


def sees_no_family(ada: Newcomer) -> None:
    """Neither on a page of hers nor by an address that somebody tells her."""
    for path in ("/", "/directory/", "/reports/", "/services/", "/meetings/"):
        ada.opens(path)
        ada.cannot_read(*NAMES)
    expect(ada.page.get_by_role("link", name="Find a family")).to_have_count(0)
    number = Family.objects.get(name="Lindqvist").pk
    for path in ("/families/find/?q=Lindqvist", "/families/?q=Lindqvist", f"/families/{number}/", "/imports/"):
        answer = ada.page.goto(ada.server.url + path)
        assert answer is not None
        assert answer.status in (403, 404), path
        ada.cannot_read("Eva Lindqvist", "Bellamy", "Okafor")


def lets_somebody_leave(ada: Newcomer, name: str) -> None:
    """She asks for it, and sees numbers."""
    ada.opens("/directory/")
    ada.goes_to(f"End the membership of {name}")
    ada.confirms()
    ada.types("Last day", date(days_ago(-21)))
    ada.presses("End the membership")
    ada.reads("Still to hand over", "1 turn in the chair", "You see numbers.")
    expect(ada.page.get_by_role("button", name="Accept the last day")).to_have_count(0)
    ada.looks()


def accepts_the_last_day(ada: Newcomer, name: str) -> None:
    """As soon as nothing is left."""
    ada.opens("/directory/")
    ada.goes_to("Who leaves", name)
    ada.reads("Nothing is left to hand over.")
    ada.presses("Accept the last day")
    ada.reads("The last day is accepted.")


# --- the manager -------------------------------------------------------------------------------------------------


def uploads(mo: Newcomer, name: str, content: bytes) -> None:
    """From Families on record to the list."""
    mo.opens("/families/")
    mo.goes_to("Bring families along from a list", "Bring a list along")
    sends(mo, "The list", name, content)
    mo.presses("Upload the list")


def says_what_columns_are_about(mo: Newcomer) -> None:
    """Two that are not known by their names; one that is left out."""
    mo.reads("4 rows below the names of the columns")
    assert mo.page.get_by_label("Surname").input_value() == "name"
    assert mo.page.get_by_label("Biscuits").input_value() == ""
    for column, about in CALLED.items():
        mo.page.get_by_label(column, exact=True).select_option(label=about)
    mo.looks()
    hears(mo)


def hears(mo: Newcomer) -> None:
    """Which words the families heard: those that are in use. Then it is checked, and a reload shows how far it is."""
    mo.page.get_by_role("group", name="Which words").get_by_label("1.0").check()
    mo.presses("Check the list")
    expect(mo.page.get_by_role("progressbar")).to_be_visible()
    mo.page.reload()
    expect(mo.page.get_by_role("progressbar")).to_be_visible()
    a_worker_comes_by()
    goes_on(mo)


def looks_at_the_dry_run_and_mends_the_list(mo: Newcomer) -> None:
    """One row cannot be: the file is mended, and the columns are known the second time."""
    uploads(mo, "families.csv", the_list("30/2/2024"))
    says_what_columns_are_about(mo)
    mo.reads("30 February 2024 is not a date", "Looks like row", "1 cannot be brought along as it is")
    mo.looks()
    mo.presses("Discard the list")
    mo.reads("Nothing was changed by it.")
    assert not Family.objects.exists()
    uploads(mo, "families.csv", the_list("29/2/2024"))
    assert mo.page.get_by_label("Our ref", exact=True).input_value() == "key"
    hears(mo)


def decides_and_carries_out(mo: Newcomer) -> None:
    """Whoever is twice on the list comes once; then all of it, with who sits there proved once more."""
    mo.reads("Agreement to be confirmed")
    with mo.leaving():
        mo.page.locator("#row-4").get_by_role("button", name="Leave it out").click()
    if mo.page.get_by_text("still to be decided").count():
        with mo.leaving():
            mo.page.locator("#row-3").get_by_role("button", name="It is a new family").click()
    with mo.leaving():
        mo.page.get_by_role("button", name="Bring 3 families along").click()
    mo.confirms()
    mo.looks()
    mo.presses("Bring them along")
    expect(mo.page.get_by_role("progressbar")).to_be_visible()
    assert not Family.objects.exists()
    a_worker_comes_by()
    goes_on(mo)
    mo.reads("Brought along on")
    mo.looks()


def keeps_the_report(mo: Newcomer) -> None:
    """It names no family."""
    report = Path(keeps(mo, "Keep the report (CSV)").path()).read_text("utf-8-sig")
    assert len(report.splitlines()) == 5
    assert not any(name in report for name in NAMES)


def finds_a_family(mo: Newcomer) -> None:
    """As she types, and misspelt."""
    mo.opens("/")
    mo.goes_to("Find a family")
    mo.page.get_by_label("Who are you looking for?").press_sequentially("lindkvist")
    expect(mo.page.get_by_role("link", name="Lindqvist").first).to_be_visible()
    mo.looks()
    mo.goes_to("Lindqvist")
    mo.reads("Bo Lindqvist")


def gives_the_chair_to_somebody_else(mo: Newcomer) -> None:
    """She sees what it is, and where it goes to somebody."""
    mo.opens("/directory/")
    mo.goes_to("Who leaves", "Hanna Visser")
    mo.reads("Multi-agency meeting")
    mo.looks()
    mo.goes_to("Give it to somebody")
    mo.types("Turn of Hanna Visser in the chair", "")
    expected = mo.page.get_by_label("Sam Hill, Family support worker")
    expected.check()
    mo.page.locator("tr").filter(has=expected).get_by_label("Turn of Sam Hill in the chair").fill("2")
    mo.presses("Save")


# --- the afternoon -----------------------------------------------------------------------------------------------


def test_from_nothing_to_families_on_record_in_one_afternoon(
    page: Page, second_page: Page, live_server: LiveServer, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    said = StringIO()
    call_command("start_centre", stdout=said, **NEW)
    ada = Newcomer(page, live_server, NEW["admin_email"], said.getvalue())
    enters_agencies(ada)
    enters_people(ada)
    ada.goes_home()
    put_words_in_use(ada)
    ada.goes_home()
    start_series(ada)
    takes_the_councils_services_over(ada)

    mo = Newcomer(second_page, live_server, "mo@council.example", invitation("mo@council.example"))
    looks_at_the_dry_run_and_mends_the_list(mo)
    decides_and_carries_out(mo)
    keeps_the_report(mo)
    assert sorted(Family.objects.values_list("name", flat=True)) == ["Bellamy", "Lindqvist", "Okafor"]
    assert not Agreement.objects.filter(family__name="Bellamy").exists()
    finds_a_family(mo)

    sees_no_family(ada)
    lets_somebody_leave(ada, "Hanna Visser")
    gives_the_chair_to_somebody_else(mo)
    accepts_the_last_day(ada, "Hanna Visser")
    assert Membership.objects.get(user__name="Hanna Visser").ends_on == days_ago(-21)
