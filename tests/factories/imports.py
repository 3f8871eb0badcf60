"""Lists that a centre brings along, written straight into the tables."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from centres.models import Centre
from families.models import Family
from transfer.models import Import, ImportRow
from transfer.status import ImportStatus, Outcome

COLUMNS = {
    "Family": "name", "Child": "child_1_name", "Born": "child_1_born", "Mum": "adult_1_name",
    "PR": "adult_1_responsibility",
}  # fmt: skip


def checked(at: Centre, *, by: User, known: Family | None = None, **fields: Any) -> Import:
    """A list of two rows that was checked: the first is new, or may be the family `known`; the second cannot be."""
    given = {"file_name": "families.csv", "status": ImportStatus.CHECKED, "columns": list(COLUMNS), "matching": COLUMNS}
    made = Import.objects.create(centre=at, by=by, rows_in_all=2, **{**given, **fields})
    ImportRow.objects.create(
        of=made, number=2, head=2, said=["Brock", "Ned Brock", "1/3/2024", "May Brock", "yes"], known=known,
        outcome=Outcome.MAYBE_KNOWN if known else Outcome.NEW,
    )  # fmt: skip
    ImportRow.objects.create(
        of=made, number=3, head=3, said=["Hart", "Lou Hart", "30/2/2024", "Sal Hart", "yes"], outcome=Outcome.CANNOT,
        problems=["Child: date of birth: 30 February 2024 is not a date."],
    )  # fmt: skip
    return made


def done(at: Centre, *, by: User) -> Import:
    """A list that was carried out; nothing was in it."""
    return checked(at, by=by, status=ImportStatus.DONE, done_at=timezone.now(), last_entry=0)
