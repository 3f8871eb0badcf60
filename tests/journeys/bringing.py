"""What is done in the journeys with files and lists: choosing one, a worker that comes by, going on."""

from django.utils import timezone
from playwright.sync_api import Download, expect
from playwright.sync_api import TimeoutError as NotInTime

from centres.open_referral.listed import Listed
from centres.status import Need
from tests.browser import PATIENCE
from tests.journeys.people import Person
from tests.journeys.test_first_day import Newcomer
from transfer.services import work_on_imports

SERVICES = (
    Listed(ref="a1", name="Little Movers", provider="Moorland Leisure", about="Soft play for babies and toddlers.",
           needs=(Need.ISOLATION,), needs_told=True, to_age_months=35, when="Mondays 10am", days=("MO",)),
    Listed(ref="a2", name="Money and bills helpline", provider="Moorland Council", about="Free advice about debt.",
           needs=(Need.MONEY,), needs_told=True, when="Weekdays"),
)  # fmt: skip


def sends(they: Person, label: str, name: str, content: bytes) -> None:
    """Choose a file, as from a folder."""
    kind = "application/octet-stream"
    they.page.get_by_label(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})


def a_worker_comes_by() -> None:
    """What runs beside the web server in an installation."""
    work_on_imports(on=timezone.localdate())


def keeps(they: Newcomer, link: str) -> Download:
    """Take a file out; where more than five minutes have passed, a code is asked for first."""
    found = they.page.get_by_role("link", name=link)
    try:
        with they.page.expect_download(timeout=PATIENCE / 3) as taken:
            they.press(found)
    except NotInTime:
        they.confirms()
        with they.page.expect_download() as taken:
            they.press(found)
    return taken.value


def goes_on(mo: Person) -> None:
    """What was waited for is there without anybody asking."""
    link = mo.page.get_by_role("button", name="Go on")
    expect(link).to_be_visible()
    with mo.leaving():
        mo.press(link)
