"""The shape of what is typed to pass an action on, to answer, and to hand a family over."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import User
from cases.forms.choices import MembershipChoice
from cases.models import Action, Case
from cases.rosters import caseworkers, eligible_leads
from centres.models import Membership
from centres.status import Role
from inputs.fields import LineField, TextField


class PassOnForm(forms.Form):
    """Who is asked to take an action on, and why: with the agency for which they would act."""

    owner = MembershipChoice(label="Who do you ask?", queryset=Membership.objects.none())
    because = LineField(
        label="Why do you ask them?", max_length=300,
        help_text="They read this, the action and its date, and the family's name and its children's. Nothing else.",
    )  # fmt: skip

    def __init__(self, *args: Any, action: Action, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = caseworkers(action.centre_id, on).exclude(user=action.owner_id)
        if action.case:
            excluded = action.case.family.wishes.excluded().values("agency_id")
            found = found.exclude(agency__in=excluded)
        else:
            found = found.filter(Q(agency=action.agency_id) | Q(role=Role.CENTRE_MANAGER))
        self.fields["owner"].queryset = found


class PassOnAnswerForm(forms.Form):
    """Yes, or no with the reason."""

    answer = forms.ChoiceField(
        label="Do you take it on?",
        choices=[("accept", "Yes, it is mine from now on"), ("decline", "No, I decline")],
        widget=forms.RadioSelect,
    )
    reason = LineField(label="If you decline: why?", max_length=300, required=False)


class HandOverForm(forms.Form):
    """Who leads next, what they have to know first, what the family says, and what goes along."""

    lead = forms.TypedChoiceField(label="Who do you ask to take over?", coerce=int, widget=forms.RadioSelect)
    family_view = LineField(
        label="What does the family say about who leads next?", max_length=300, required=False,
        help_text="In their own words, if you can.",
    )  # fmt: skip
    family_not_asked = LineField(label="If the family was not asked: why?", max_length=300, required=False)
    matters = TextField(
        label="What matters most", max_length=5000,
        help_text="What is not in the record, and what must not be forgotten in the first weeks.",
    )  # fmt: skip
    actions = forms.TypedMultipleChoiceField(
        label="Which actions go along?", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="What is not ticked stays with whoever has it now.",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, along: list[Action], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leading = set(case.leads.current().values_list("user_id", flat=True))
        found = [(one, load) for one, load in eligible_leads(case.centre, on, case.family)]
        found = [(one, load) for one, load in found if one.user_id not in leading]
        field = self.fields["lead"]
        field.choices = [(one.user_id, f"{one.user.name}, {one.job}") for one, _ in found]
        field.choice_hints = {str(one.user_id): f"{one.agency.name}. {load}." for one, load in found}
        self.people = {one.user_id: one.user for one, _ in found}
        self.fields["actions"].choices = [(one.pk, one.what) for one in along]
        if not along:
            del self.fields["actions"]

    def clean_lead(self) -> User:
        """The person."""
        return self.people[self.cleaned_data["lead"]]
