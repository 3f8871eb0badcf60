"""Restricted notes: writing one, and who reads it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.models import Case, NoteReader, RestrictedNote
from cases.policies import may_choose_readers, may_correct_note, may_write_note
from cases.rules import (
    require_can_read,
    require_not_named,
    require_not_twice,
    require_of_case,
    require_open,
    require_same_kind,
    require_somebody,
    require_somebody_leads,
    require_still_named,
    require_words,
)
from cases.services.locks import locked_case, locked_of_case
from cases.status import NoteKind


@transaction.atomic
def write_note(
    *,
    case: Case,
    kind: str,
    words: str,
    readers: Iterable[Any] = (),
    corrects: RestrictedNote | None = None,
    by: Any,
    on: date,
) -> RestrictedNote:
    """Write a note for those named, oneself and the manager; also after the agreement ended: it may be about safety.

    One of supervision is about whoever leads, who reads it too. Whoever writes a note may find that the family keeps
    such notes from their agency: then it is kept, and they do not read it again. Raises NotAllowed, RuleBroken.
    """
    case = locked_case(case)
    may_write_note(by, case, kind).require()
    if corrects is not None:
        may_correct_note(by, corrects).require()
    require_open(case)
    require_of_case(corrects, case)
    require_same_kind(corrects, kind)
    require_words(words, "no_words", "Write the note.", "words")
    people = _each_once(readers)
    about = require_somebody_leads(case).user if kind == NoteKind.SUPERVISION else None
    note = RestrictedNote(case=case, kind=NoteKind(kind), words=words, about=about, corrects=corrects, by=by, on=on)
    require_can_read(note, people, on)
    require_not_twice(case.restricted_notes, by=by, kind=kind, words=words, corrects=corrects)
    note.save()
    _named(note, people, by=by, on=on, verb="write_restricted_note")
    return note


def _each_once(people: Iterable[Any]) -> list[Any]:
    return list({person.pk: person for person in people}.values())


def _named(note: RestrictedNote, people: list[Any], *, by: Any, on: date, verb: str) -> list[NoteReader]:
    """The people as readers of the note, and the line of the log that says so, under the case."""
    made = [NoteReader.objects.create(note=note, user=one, since=on, named_by=by) for one in people]
    numbers = [one.pk for one in people]
    record(by=by, verb=verb, subject=note.case, note=note.pk, kind=note.kind, readers=numbers)
    return made


@transaction.atomic
def name_readers(*, note: RestrictedNote, readers: Iterable[Any], by: Any, on: date) -> list[NoteReader]:
    """Let more people read the note: all of them, or none. Raises NotAllowed, RuleBroken."""
    note = locked_of_case(note)
    may_choose_readers(by, note).require()
    people = _each_once(readers)
    require_somebody(people)
    require_not_named(note, people)
    require_can_read(note, people, on)
    return _named(note, people, by=by, on=on, verb="name_note_readers")


@transaction.atomic
def take_away_reader(*, reader: NoteReader, by: Any, on: date) -> NoteReader:
    """Somebody reads the note no longer, from the next request on. Raises NotAllowed, RuleBroken."""
    note = locked_of_case(reader.note)
    reader = NoteReader.objects.select_for_update(of=("self",), no_key=True).get(pk=reader.pk)
    may_choose_readers(by, note).require()
    require_still_named(reader)
    reader.until, reader.taken_away_by = max(on, reader.since), by
    reader.save(update_fields=["until", "taken_away_by"])
    record(by=by, verb="take_away_note_reader", subject=note.case, note=note.pk, reader=reader.user_id)
    return reader
