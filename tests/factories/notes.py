"""Restricted notes for tests, written straight into the tables."""

from typing import Any

from accounts.models import User
from cases.models import Case, NoteReader, RestrictedNote
from cases.status import NoteKind
from tests.days import days_ago
from tests.factories import cases

WORDS = "She told the midwife that she is afraid to go home on Fridays."


def note(case: Case, *, by: User | None = None, readers: tuple[User, ...] = (), **fields: Any) -> RestrictedNote:
    """A note about domestic abuse of the lead professional, written three days ago."""
    by = by or cases.lead_of(case)
    given = {"kind": NoteKind.DOMESTIC_ABUSE, "words": WORDS, "on": days_ago(3)}
    made = RestrictedNote.objects.create(case=case, by=by, **{**given, **fields})
    for one in readers:
        reader(made, one)
    return made


def reader(of: RestrictedNote, who: User, **fields: Any) -> NoteReader:
    """Somebody named as its reader since it was written."""
    return NoteReader.objects.create(note=of, user=who, **{"since": of.on, "named_by": of.by, **fields})
