"""Who may write a restricted note, correct one, and choose who reads it."""

from typing import Any

from cases.models import Case, RestrictedNote
from cases.policies.case import may_work
from cases.policies.standing import standing_of
from cases.status import NoteKind
from centres.policies import manages
from inputs.answers import Answer, no, yes


def may_write_note(user: Any, case: Case, kind: str) -> Answer:
    """Of supervision: who supervises the lead professional, and the lead professional. Of other kinds: who works."""
    if kind != NoteKind.SUPERVISION:
        return may_work(user, case)
    standing = standing_of(user, case)
    if standing.supervisor or standing.lead:
        return yes()
    return no("Only the lead professional and who supervises them write a note of supervision.")


def kinds_to_write(user: Any, case: Case) -> list[str]:
    """Of which kinds `user` may write a note there."""
    return [kind for kind in NoteKind.values if may_write_note(user, case, kind)]


def may_correct_note(user: Any, note: RestrictedNote) -> Answer:
    """Whoever may read it, and may write one of its kind: a correction is a new note."""
    if RestrictedNote.objects.visible_to(user).filter(pk=note.pk).exists():
        return may_write_note(user, note.case, note.kind)
    return no("Only somebody who may read a note can correct it.")


def may_choose_readers(user: Any, note: RestrictedNote) -> Answer:
    """Whoever wrote the note, as long as they read it themselves, and the centre's manager."""
    mine = note.by_id == user.pk or manages(user, note.case.centre_id)
    if mine and RestrictedNote.objects.visible_to(user).filter(pk=note.pk).exists():
        return yes()
    return no("Only the person who wrote the note and the centre's manager choose who reads it.")
