"""What must be true of an import, whoever goes on with it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from audit.models import Entry, Kind
from consent.models import Wording
from families.models import Adult, Child
from inputs.errors import RuleBroken
from transfer.fields import ADULTS, BY_CODE, CHILDREN
from transfer.models import Export, Import, ImportRow
from transfer.status import (
    ALIVE,
    OPEN,
    SHORTEST_REASON,
    Decision,
    ExportStatus,
    ImportStatus,
    Outcome,
    can_become,
    export_can_become,
)


def require_can_become(found: Import, wanted: str) -> None:
    """An import goes only from one status to the next that is allowed."""
    if not can_become(found.status, wanted):
        raise RuleBroken(
            f"already_{found.status}", f"This import is “{found.get_status_display()}” now, so that cannot be done."
        )


def require_no_other_open(centre_id: int) -> None:
    """One list at a time: two that are checked side by side would not see each other's families."""
    other = Import.objects.filter(centre_id=centre_id, status__in=OPEN).first()
    if other:
        raise RuleBroken(
            "other_open",
            f"Another list is being brought along ({other.file_name}). Finish or discard it first.",
            "file",
        )


def require_matching(matching: Mapping[str, str], columns: Collection[str]) -> None:
    """Columns of the file, fields that there are, each at most once, and what every family has."""
    if not set(matching) <= set(columns) or not {code for code in matching.values() if code} <= set(BY_CODE):
        raise RuleBroken("no_such_column", "Choose from the list for each column.")
    codes = [code for code in matching.values() if code]
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if twice:
        names = " and ".join(f"“{column}”" for column, code in matching.items() if code == twice)
        raise RuleBroken("field_twice", f"{names} are both matched with “{BY_CODE[twice].label}”. Choose one of them.")
    children = {f"child_{number}_{what}" for number in range(1, CHILDREN + 1) for what in ("born", "expected")}
    if not children & set(codes):
        raise RuleBroken("no_child", "Say which column has the children’s date of birth, or expected date of delivery.")
    if not {f"adult_{number}_name" for number in range(1, ADULTS + 1)} & set(codes):
        raise RuleBroken("no_adult", "Say which column has the name of a parent or carer.")


def require_wording_of(found: Import, wording: Wording | None) -> None:
    """The words are those of the same centre."""
    if wording is not None and wording.centre_id != found.centre_id:
        raise RuleBroken("wording_elsewhere", "These are the words of another centre.", "wording")


def require_all_decided(found: Import) -> None:
    """All or nothing: no row is brought along while another cannot be, or may be somebody who is known."""
    left = found.rows.undecided().count()
    if left:
        raise RuleBroken(
            "undecided",
            f"{left:,} {'family still needs' if left == 1 else 'families still need'} your decision, or cannot be "
            "brought along as it is. Decide, or mend the list and bring it again.",
        )
    if not found.rows.to_bring().exists():
        raise RuleBroken("nothing_to_bring", "There is no family left to bring along.")


def require_checked(found: Import) -> None:
    """Decisions are about what was found."""
    if found.status != ImportStatus.CHECKED:
        raise RuleBroken(f"already_{found.status}", f"This import is “{found.get_status_display()}” now.")


def require_decidable(row: ImportRow, decision: str) -> None:
    """A decision is about the first row of a family; what cannot be brought along can only be left out."""
    if row.head not in (None, row.number):
        raise RuleBroken("not_first_row", f"This row belongs to the family of row {row.head}. Decide there.")
    if decision not in Decision.values:
        raise RuleBroken("no_decision", "Choose what is to happen.", "decision")
    if decision == Decision.NEW and row.outcome != Outcome.MAYBE_KNOWN:
        raise RuleBroken("not_undecided", "Only what may be known needs to be called new.", "decision")


def require_nothing_built_on(found: Import) -> None:
    """An import can be undone only as long as nobody has done anything with what it brought along.

    Every verb writes a line in the log; what points to a record that was brought along is found when it is taken back.
    """
    for subject_type, ids in made_by(found).items():
        later = Entry.objects.filter(
            kind=Kind.CHANGE, pk__gt=found.last_entry or 0, subject_type=subject_type, subject_id__in=ids
        )
        if later.exists():
            raise RuleBroken(
                "built_on",
                "Work with one of these families has begun, so that the import cannot be undone any more. What is "
                "wrong can be changed family by family.",
            )


def made_by(found: Import) -> dict[str, list[int]]:
    """What an import made, as the log names it: label -> numbers."""
    rows = list(found.rows.filter(family__isnull=False).values_list("family_id", "made"))
    families = [family_id for family_id, _ in rows]
    ids: dict[str, list[int]] = {"families.family": families}
    for model in (Child, Adult):
        people = model._default_manager.filter(family__in=families)
        ids[model._meta.label_lower] = list(people.values_list("pk", flat=True))
    for _, made in rows:
        for label, number in made.items():
            ids.setdefault(label, []).append(number)
    return ids


def require_export_reason(reason: str) -> None:
    """Whoever takes everything away says what for, so that others can judge it."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken(
            "no_reason", f"Say what it is for and who will have it, in at least {SHORTEST_REASON} characters.", "reason"
        )


def require_no_other_export(centre_id: int) -> None:
    """One file with everything at a time: the one before is deleted first."""
    if Export.objects.filter(centre_id=centre_id, status__in=ALIVE).exists():
        raise RuleBroken(
            "other_export", "There is an export of this centre already. Stop it, or wait until it is gone."
        )


def require_somebody_else_told(others: Sequence[Any]) -> None:
    """Nobody takes everything away without somebody else hearing of it."""
    if not others:
        raise RuleBroken(
            "nobody_told",
            "Nobody else would hear of it: the centre has no manager and no other information lead today. "
            "Have one of them put into the directory first.",
        )


def require_export_can_become(found: Export, wanted: str) -> None:
    """An export goes only from one status to the next that is allowed."""
    if not export_can_become(found.status, wanted):
        raise RuleBroken(
            f"already_{found.status}", f"This export is “{found.get_status_display()}” now, so that cannot be done."
        )


def require_to_be_had(found: Export, now: datetime) -> None:
    """The file is there, and its time is not over."""
    if found.status != ExportStatus.READY or found.until is None or found.until <= now:
        raise RuleBroken("not_there", "The file is not there: it is not made yet, was stopped, or its time is over.")
