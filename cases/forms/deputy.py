"""The shape of what is typed to ask somebody to stand in, and to answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from cases.models import Case, Deputy
from cases.rosters import eligible_leads
from inputs.fields import DateField, LineField, TextField
from inputs.words import joined


class DeputyForm(forms.Form):
    """Who is asked to stand in, from when until when, and what they should know."""

    deputy = forms.TypedChoiceField(label="Who do you ask?", coerce=int, widget=forms.RadioSelect)
    starts_on = DateField(label="From which day?", future=True)
    ends_on = DateField(label="Until which day?", future=True, help_text="It ends by itself after this day.")
    matters = TextField(
        label="What should they know?", max_length=2000, rows=4, required=False,
        help_text="What is not in the record, and what will come up. They read it when they have accepted.",
    )  # fmt: skip

    also = forms.TypedMultipleChoiceField(
        label="Ask the same person for these families too?", coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For the same days. What you wrote above is for this family only.",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, others: Sequence[Case] = (), on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {one.pk: one for one in others}
        self.fields["also"].choices = [(one.pk, one.family.name) for one in others]  # type: ignore[attr-defined]
        if not others:
            del self.fields["also"]
        leading = set(case.leads.current().values_list("user_id", flat=True))
        found = [(one, load) for one, load in eligible_leads(case.centre, on, case.family)]
        found = [(one, load) for one, load in found if one.user_id not in leading]
        field: Any = self.fields["deputy"]
        field.choices = [(one.user_id, f"{one.user.name}, {one.job}") for one, _ in found]
        field.choice_hints = {str(one.user_id): f"{one.agency.name}. {load}." for one, load in found}
        self.people = {one.user_id: one.user for one, _ in found}

    def clean_deputy(self) -> User:
        """The person."""
        return self.people[self.cleaned_data["deputy"]]

    def clean_also(self) -> list[Case]:
        """The cases."""
        return [self.others[pk] for pk in self.cleaned_data["also"]]


class DeputyAnswerForm(forms.Form):
    """Yes, or no with the reason."""

    answer = forms.ChoiceField(
        label="Will you stand in?",
        choices=[("accept", "Yes, I stand in"), ("decline", "No, I decline")],
        widget=forms.RadioSelect,
    )
    reason = LineField(
        label="If you decline: why?", max_length=300, required=False,
        help_text="It helps to find somebody else. The family does not read this.",
    )  # fmt: skip
    also = forms.BooleanField(required=False)

    def __init__(self, *args: Any, others: Sequence[Deputy] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["also"]
            return
        names = joined([one.case.family.name for one in others])
        self.fields["also"].label = f"If yes: the same for {names}"
