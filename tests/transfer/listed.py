"""A centre and a list of families that it brings along, up to each step of it."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from centres.models import Agency, Centre
from consent.models import Wording
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.factories import families
from tests.transfer.made import separated
from transfer.fields import BY_CODE
from transfer.models import Import, ImportRow
from transfer.services import carry_out, decide_row, match_columns, upload_list, work_on_imports
from transfer.status import Decision


@dataclass(frozen=True)
class Place:
    """A centre, its manager, a support worker of the same agency, and the words that families hear."""

    centre: Centre
    agency: Agency
    manager: User
    worker: User
    wording: Wording


def place(**fields: Any) -> Place:
    """A centre that can bring a list along."""
    at = make.centre(**fields)
    of = make.partner(at)
    return Place(at, of, make.manager(at, of=of), make.support_worker(at, of=of), families.wording(at))


def row(number: int = 1, **said: str) -> dict[str, str]:
    """A family as a list says it, by field: a mother with parental responsibility and a child of two."""
    name = f"Lind{number:04}"
    return {
        "name": name, "child_1_name": f"Bo {name}", "child_1_born": f"{1 + number % 28}/3/2024",
        "adult_1_name": f"Eva {name}", "adult_1_relation": "mother", "adult_1_responsibility": "yes",
    } | said  # fmt: skip


def agreed(**said: str) -> dict[str, str]:
    """What a list says of an agreement given twenty days ago; who gave it is the mother."""
    return {
        "agreement": "agreed",
        "agreed_by": "mother",
        "agreed_on": f"{days_ago(20):%d/%m/%Y}",
        "agreed_how": "signed",
    } | said


def open_case(**said: str) -> dict[str, str]:
    """What it says of a case that was opened a hundred days ago."""
    return {
        "case_opened_on": f"{days_ago(100):%d/%m/%Y}",
        "tier": "2",
        "next_review_on": f"{days_ago(-14):%d/%m/%Y}",
    } | said


def file_of(*rows: dict[str, str]) -> bytes:
    """The CSV file with these rows, its columns called as pages call the fields."""
    codes = list(dict.fromkeys(code for one in rows for code in one))
    return separated(
        [[BY_CODE[code].label for code in codes], *[[one.get(code, "") for code in codes] for one in rows]]
    )


def uploaded(at: Place, *rows: dict[str, str]) -> Import:
    """The list, uploaded."""
    return upload_list(centre=at.centre, name="families.csv", content=file_of(*rows), by=at.manager, on=today())


def checked(at: Place, *rows: dict[str, str], words: bool = True) -> Import:
    """The list, matched and checked; `words`: it was said which words the families heard."""
    found = uploaded(at, *rows)
    labels = {field.label: field.code for field in BY_CODE.values()}
    matching = {column: labels[column] for column in found.columns}
    match_columns(found=found, matching=matching, wording=at.wording if words else None, by=at.manager, on=today())
    return worked(found)


def brought(at: Place, *rows: dict[str, str], words: bool = True) -> Import:
    """The list, carried out; whatever may be known is said to be new."""
    found = checked(at, *rows, words=words)
    for one in found.rows.undecided():
        decide_row(row=one, decision=Decision.NEW, by=at.manager)
    carry_out(found=found, by=at.manager, on=today())
    return worked(found)


def worked(found: Import) -> Import:
    """The import after a worker came by."""
    work_on_imports(on=today())
    found.refresh_from_db()
    return found


def first(found: Import) -> ImportRow:
    """Its first row."""
    return found.rows.first()
