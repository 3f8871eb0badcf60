"""The shape of what is typed to ask for advice, and to answer."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import User
from cases.advisers import Adviser
from inputs.fields import TextField

KNOWS = "Is shown your question, the family's header, its needs, goals and actions."
NOT_SHOWN = "Is shown your question and not whose family it is: name nobody."


class AdviceForm(forms.Form):
    """Who is asked, and what."""

    of = forms.TypedChoiceField(label="Who do you ask?", coerce=int, widget=forms.RadioSelect)
    question = TextField(
        label="Your question", max_length=2000, rows=6,
        help_text="What you saw and heard, what worries you, what you want to know.",
    )  # fmt: skip

    def __init__(self, *args: Any, advisers: Sequence[Adviser], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["of"]
        field.choices = [(one.job.user_id, f"{one.job.user.name}, {one.job.agency.name}") for one in advisers]
        field.choice_hints = {str(one.job.user_id): KNOWS if one.knows else NOT_SHOWN for one in advisers}
        if len(advisers) == 1:
            field.initial = advisers[0].job.user_id
        self.people = {one.job.user_id: one.job.user for one in advisers}

    def clean_of(self) -> User:
        """The person."""
        return self.people[self.cleaned_data["of"]]


class AdviceAnswerForm(forms.Form):
    """The answer."""

    answer = TextField(
        label="Your answer", max_length=5000, rows=8,
        help_text="Whoever asked is told at once. Who works with the family reads it. It cannot be changed afterwards.",
    )  # fmt: skip
