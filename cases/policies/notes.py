"""Who may correct a restricted note, and choose who reads it."""

from typing import Any

from cases.models import RestrictedNote
from cases.policies.case import may_work
from centres.policies import manages
from inputs.answers import Answer, no, yes


def may_correct_note(user: Any, note: RestrictedNote) -> Answer:
    """Whoever may read it, and works with the family: a correction is a new note."""
    if RestrictedNote.objects.visible_to(user).filter(pk=note.pk).exists():
        return may_work(user, note.case)
    return no("Only somebody who may read a note can correct it.")


def may_choose_readers(user: Any, note: RestrictedNote) -> Answer:
    """Whoever wrote the note, as long as they read it themselves, and the centre's manager."""
    mine = note.by_id == user.pk or manages(user, note.case.centre_id)
    if mine and RestrictedNote.objects.visible_to(user).filter(pk=note.pk).exists():
        return yes()
    return no("Only the person who wrote the note and the centre's manager choose who reads it.")
