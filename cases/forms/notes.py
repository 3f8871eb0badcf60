"""The shape of what is typed for a restricted note, and of choosing who reads it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from cases.models import Case, RestrictedNote
from cases.note_readers import possible_readers
from cases.status import NoteKind
from inputs.fields import TextField


class NoteReadersForm(forms.Form):
    """Who reads the note, beside its writer and the centre's manager."""

    readers = forms.TypedMultipleChoiceField(
        label="Who else may read it?", coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, case: Case, on: date, kind: str = "", writer_id: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = possible_readers(case, on, kind=kind, writer_id=writer_id)
        self.people = {seer.user.pk: seer.user for seer in found}
        field: Any = self.fields["readers"]
        field.choices = [(seer.user.pk, seer.user.name) for seer in found]
        field.choice_hints = {
            str(seer.user.pk): f"{seer.routes[0].relation.they}, {', '.join(job.agency.name for job in seer.jobs)}"
            for seer in found
        }

    def clean_readers(self) -> list[Any]:
        """The people."""
        return [self.people[pk] for pk in self.cleaned_data["readers"]]


class NoteForm(NoteReadersForm):
    """A note."""

    kind = forms.ChoiceField(label="What is it about?", choices=NoteKind.choices, widget=forms.RadioSelect)
    words = TextField(
        label="The note", max_length=5000, rows=10,
        help_text="What you saw and heard, when, and from whom. Say what is fact and what is somebody's opinion.",
    )  # fmt: skip
    field_order = ("kind", "words", "readers")

    def __init__(self, *args: Any, kinds: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [choice for choice in NoteKind.choices if choice[0] in kinds] if kinds else NoteKind.choices
        field.choice_hints = {NoteKind.SUPERVISION: "Read by the lead professional whose it is as well."}
        self.fields["readers"].required = False
        self.fields["readers"].help_text = "You and the centre's manager always read it. Everybody else only if chosen."


def also_to_name(note: RestrictedNote, on: date, data: Any) -> NoteReadersForm:
    """The form for naming more readers of a note: without those who are named."""
    form = NoteReadersForm(data, case=note.case, on=on, kind=note.kind, writer_id=note.by_id)
    field: Any = form.fields["readers"]
    named = set(note.readers.current().values_list("user_id", flat=True))
    field.choices = [choice for choice in field.choices if choice[0] not in named]
    return form
