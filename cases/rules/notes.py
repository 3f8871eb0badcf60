"""What must be true of restricted notes and their readers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.models import NoteReader, RestrictedNote
from cases.note_readers import possible_readers
from cases.status import NoteKind
from inputs.errors import RuleBroken

CANNOT_READ = (
    "cannot be named: choose people who can see this case by their part in it, and from whose agency the family does "
    "not keep notes of this kind. You and the centre's manager read it anyway."
)


def require_can_read(note: RestrictedNote, people: Iterable[Any], on: date) -> None:
    """Readers are people to whom a lasting relation opens the case, for an agency from which it is not kept."""
    able = {seer.user.pk for seer in possible_readers(note.case, on, kind=note.kind, writer_id=note.by_id)}
    unable = sorted({person.name for person in people if person.pk not in able})
    if unable:
        raise RuleBroken("cannot_read", f"{', '.join(unable)} {CANNOT_READ}", "readers")


def require_somebody(people: list[Any]) -> None:
    """Who names readers names at least one."""
    if not people:
        raise RuleBroken("no_reader", "Choose who else may read it.", "readers")


def require_not_named(note: RestrictedNote, people: Iterable[Any]) -> None:
    """One is named once."""
    named = note.readers.current().filter(user__in=people).values_list("user__name", flat=True)
    if names := ", ".join(sorted(named)):
        raise RuleBroken("already_named", f"Already named as a reader of this note: {names}.", "readers")


def require_still_named(reader: NoteReader) -> None:
    """What was taken away stays taken away; whoever is to read it again is named again."""
    if reader.until is not None:
        raise RuleBroken("already_taken_away", "This reader was already taken away.")


def require_same_kind(corrects: RestrictedNote | None, kind: str) -> None:
    """A note of supervision is corrected by one, and no other note is: they have other readers."""
    kinds = {kind, corrects.kind} if corrects is not None else {kind}
    if len(kinds) > 1 and NoteKind.SUPERVISION in kinds:
        raise RuleBroken("other_kind", "A note of supervision is corrected by another of supervision only.", "kind")


def require_of_case(corrects: RestrictedNote | None, case: Any) -> None:
    """A correction is of a note on the same case."""
    if corrects is not None and corrects.case_id != case.pk:
        raise RuleBroken("other_case", "A note corrects one of the same case.", "corrects")
