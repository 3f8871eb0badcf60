"""The shape of what is typed to offer a family to a lead professional, and to answer."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from cases.models import Case
from cases.rosters import eligible_leads
from inputs.fields import LineField


class LeadAnswerForm(forms.Form):
    """Yes, or no with the reason."""

    answer = forms.ChoiceField(
        label="Will you be this family's lead professional?",
        choices=[("accept", "Yes, I accept"), ("decline", "No, I decline")],
        widget=forms.RadioSelect,
    )
    reason = LineField(
        label="If you decline: why?", max_length=300, required=False,
        help_text="It helps the team to find the right person. The family does not read this.",
    )  # fmt: skip


class LeadOfferForm(forms.Form):
    """Who is asked to lead."""

    lead = forms.TypedChoiceField(label="Who do you ask?", coerce=int, widget=forms.RadioSelect)
    family_view = LineField(label="What does the family say about who leads?", max_length=300, required=False)

    def __init__(self, *args: Any, case: Case, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = eligible_leads(case.centre, on, case.family)
        field = self.fields["lead"]
        field.choices = [(one.user_id, f"{one.user.name}, {one.job}") for one, _ in found]
        field.choice_hints = {str(one.user_id): f"{one.agency.name}. {load}." for one, load in found}
        self.people = {one.user_id: one.user for one, _ in found}

    def clean_lead(self) -> User:
        """The person."""
        return self.people[self.cleaned_data["lead"]]
