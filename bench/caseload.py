"""5,000 families with open cases, read, checked and brought along by one process: how long, how much memory.

At the demo's second centre, which has few families yet; the search has left 200,000 at the first one.
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.demo import Places
from bench.memory import peak

FAMILIES = 5000


def measured(at: Places) -> dict[str, float]:
    """The whole command, from the file to the report. It is the last that is measured: the families stay."""
    manager = _manager_elsewhere(at)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "families.xlsx"
        _write(file)
        began = time.perf_counter()
        megabytes = peak("manage.py", "import_caseload", str(file), "--by", manager.email, "--words", _words(manager),
                         "--leave-out", "maybe_known")  # fmt: skip
        seconds = time.perf_counter() - began
    return {"import_5000_seconds": round(seconds, 1), "import_5000_peak_mb": megabytes}


def _manager_elsewhere(at: Places) -> Any:
    from centres.models import Membership
    from centres.status import Role

    jobs = Membership.objects.in_force().filter(role=Role.CENTRE_MANAGER).exclude(centre=at.case.centre)
    return jobs.select_related("user")[0].user


def _words(manager: Any) -> str:
    from consent.models import Wording

    found = Wording.objects.filter(centre__memberships__user=manager).first()
    return found.version if found else ""


def _write(file: Path) -> None:
    import xlsxwriter
    from django.utils import timezone

    today = timezone.localdate()
    names = ["Surname", "Child", "Date of birth", "Mum", "PR", "Address", "Postcode", "Phone", "Consent", "Agreed by",
             "Agreed on", "How agreed", "Case opened", "Tier", "Next review"]  # fmt: skip
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, names)
        for number in range(1, FAMILIES + 1):
            name = _name(number)
            sheet.write_row(number, 0, [name, f"Bo {name}"])
            sheet.write_datetime(number, 2, today - timedelta(days=200 + number % 1500), day)
            sheet.write_row(number, 3, [f"Eva {name}", "yes", f"{number} Long Row", "LS1 4AP", "0113 496 0123"])
            sheet.write_row(number, 8, ["agreed", "mum"])
            sheet.write_datetime(number, 10, today - timedelta(days=number % 300), day)
            sheet.write_string(number, 11, "signed")
            sheet.write_datetime(number, 12, today - timedelta(days=30 + number % 300), day)
            sheet.write_number(number, 13, 2 + number % 2)
            sheet.write_datetime(number, 14, today + timedelta(days=1 + number % 40), day)


def _name(number: int) -> str:
    """A made-up surname; no two are alike."""
    syllables = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu")
    return "".join(syllables[int(digit)] for digit in f"{number:04}").capitalize()
