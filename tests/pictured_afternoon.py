"""The pictures of docs/first-afternoon.md: what an administrator and a manager do on the first afternoon."""

from django.utils import timezone
from playwright.sync_api import Page

from tests.photographer import PHONE, Photographer, take  # isort: skip

from centres.models import Service
from families.models import Family
from meetings.demo.people import PASSWORD
from tests.days import days_ago
from tests.transfer.made import separated, workbook
from transfer.models import Import
from transfer.services import work_on_imports

COLUMNS = ["Our ref", "Surname", "Child", "Child DOB", "Mum", "Mum relationship", "Mum's PR", "Consent", "Consent by",
           "Consent date", "Consent type", "Opened", "Level", "Review date", "Notes for the office"]  # fmt: skip


def row(ref: str, surname: str, child: str, born: str, mother: str, *, agreed: bool = True) -> list[str]:
    """A family as an office keeps it in its list."""
    said = ["yes", mother, f"{days_ago(30):%d/%m/%Y}", "signed"] if agreed else [""] * 4
    work = [f"{days_ago(60):%d/%m/%Y}", "2", f"{days_ago(-14):%d/%m/%Y}", "Box 4"]
    return [ref, surname, child, born, mother, "mother", "yes", *said, *work]


def afternoon(studio: Photographer) -> None:
    """In the order of the guide."""
    people_and_agencies(studio)
    services(studio)
    bringing(studio)
    carrying_out(studio)
    finding(studio)
    leaving(studio)
    signposting(studio)


def proves(page: Page) -> None:
    """The password once more, where it is asked for."""
    page.wait_for_load_state()
    if page.get_by_role("heading", name="Confirm that it is you").count():
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()


def people_and_agencies(studio: Photographer) -> None:
    """A partner agency, and somebody who is added."""
    with studio.as_person("admin") as page:
        page.get_by_role("link", name="Directory", exact=True).first.click()
        page.get_by_role("button", name="Add a partner agency").click()
        proves(page)
        page.get_by_label("Name of the agency").fill("Moorland Housing Association")
        page.get_by_label("Kind of agency").select_option(label="Housing")
        page.get_by_label("Version").fill("2.1")
        page.get_by_label("Who signed it").fill("The chief executive")
        page.get_by_label("Day it was signed").fill("12 11 2026")
        page.get_by_label("Day of its review").fill("12 11 2027")
        take(page, "agency-add", height=1310)
        page.get_by_role("link", name="Directory", exact=True).first.click()
        page.get_by_role("button", name="Add somebody").first.click()
        proves(page)
        page.get_by_label("E-mail address").fill("nadia.brook@moorland.example")
        page.get_by_label("Full name").fill("Nadia Brook")
        page.get_by_label("Agency", exact=True).select_option(index=1)
        page.get_by_label("Role").select_option(label="Family support worker")
        page.get_by_label("What they can commit").fill("Six families at a time")
        page.get_by_label("How and when to reach them").fill("By text, not on Fridays")
        take(page, "person-add", height=900, top=page.get_by_role("heading", name="Their part at the centre"))


def services(studio: Photographer) -> None:
    """What would change, before anything does; and the services that there are."""
    with studio.as_person("admin") as page:
        studio.go(page, "services")
        take(page, "services", height=900)
        page.get_by_role("link", name="Where services come from").click()
        page.get_by_role("link", name="family directory").click()
        page.get_by_role("link", name="look at what would change").click()
        take(page, "services-read", height=1050)


def the_list() -> list[list[str]]:
    """Of four families one is on record already, one was born on a day that there is not, one was never asked."""
    known = Family.objects.filter(centre__name__startswith="Alderbrook", children__date_of_birth__isnull=False).first()
    assert known is not None
    child, mother = known.children.exclude(date_of_birth=None).first(), known.adults.first()
    return [
        row("101", "Penhale", "Rowan Penhale", "03/04/2024", "Morwenna Penhale"),
        row("102", "Adeyemi", "Tobi Adeyemi", "30/02/2025", "Folake Adeyemi"),
        row("103", "Sorley", "Isla Sorley", "11/09/2025", "Kirsty Sorley", agreed=False),
        row("104", known.name, child.name, f"{child.date_of_birth:%d/%m/%Y}", mother.name),
    ]


def bringing(studio: Photographer) -> None:
    """A broken file, what the columns are about, the dry run."""
    with studio.as_person("manager") as page:
        studio.go(page, "import_upload")
        sends(page, "families.xlsx", workbook(change=lambda sheet: sheet.merge_cells("A2:A3")))
        take(page, "import-refused", height=760, errors=True)
        sends(page, "families.csv", separated([COLUMNS, *the_list()]))
        take(page, "import-columns", height=1000)
        page.get_by_label("Our ref", exact=True).select_option(label="Your own number for the family")
        page.get_by_label("Mum's PR", exact=True).select_option(label="Parent or carer: has parental responsibility")
        page.get_by_role("group", name="Which words").get_by_role("radio").first.check()
        page.get_by_role("button", name="Check the list").click()
        page.get_by_role("progressbar").wait_for()
        take(page, "import-progress", height=520)
        work_on_imports(on=timezone.localdate())
        page.reload()
        take(page, "import-dry-run", height=1390)
    with studio.as_person("manager", PHONE) as page:
        studio.go(page, "import_show", Import.objects.get().pk)
        take(page, "import-dry-run-phone", height=1300)


def carrying_out(studio: Photographer) -> None:
    """What is decided, what will happen, and what came of it."""
    with studio.as_person("manager") as page:
        studio.go(page, "import_show", Import.objects.get().pk)
        page.get_by_role("button", name="Leave out all that may be known").click()
        page.get_by_role("button", name="Leave out all that cannot be brought").click()
        page.get_by_role("button", name="Bring 2 families along").click()
        proves(page)
        take(page, "import-carry-out", height=620)
        page.get_by_role("button", name="Bring them along").click()
        page.get_by_role("progressbar").wait_for()
        work_on_imports(on=timezone.localdate())
        page.reload()
        take(page, "import-done", height=900)


def sends(page: Page, name: str, content: bytes) -> None:
    """Choose the list and upload it."""
    field = page.get_by_label("The list, as an Excel workbook")
    field.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="Upload the list").click()
    page.wait_for_load_state()


def finding(studio: Photographer) -> None:
    """A family found by a name that is spelt nearly so."""
    with studio.as_person("manager") as page:
        page.get_by_role("link", name="Find a family", exact=True).first.click()
        page.get_by_label("Who are you looking for?").press_sequentially("penhail")
        page.get_by_role("link", name="Penhale").first.wait_for()
        take(page, "find-family", height=620)
    with studio.as_person("fsw1", PHONE) as page:
        studio.go(page, "find_family", query="?q=ma")
        take(page, "find-family-phone")


def leaving(studio: Photographer) -> None:
    """Numbers for the administrator; for the manager each thing, with where it can go."""
    for who, name in (("admin", "leaving-administrator"), ("manager", "leaving-manager")):
        with studio.as_person(who) as page:
            page.get_by_role("link", name="Directory", exact=True).first.click()
            page.get_by_role("link", name="Who leaves").first.click()
            page.locator("main th a").first.click()
            take(page, name, height=1000)


def signposting(studio: Photographer) -> None:
    """Of the reports: which services families were told about."""
    assert Service.objects.exists()
    with studio.as_person("admin") as page:
        page.get_by_role("link", name="Reports", exact=True).first.click()
        take(page, "report-signposting", height=1000, top=page.get_by_text("Services families were told about"))
