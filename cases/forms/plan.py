"""The shape of what is typed about goals and actions."""

from datetime import date
from typing import Any

from django import forms

from cases.forms.choices import MembershipChoice
from cases.rosters import caseworkers
from cases.status import ActionStatus, Outcome
from centres.models import Membership
from inputs.fields import DateField, LineField, RatingField


class GoalForm(forms.Form):
    """A goal."""

    words = LineField(label="What does the family want to be different, in their words?", max_length=300)
    outcome = forms.ChoiceField(
        label="Which outcome does it belong to?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    start_rating = RatingField(
        label="Where does the family see itself with this now?", low="as bad as can be", high="as good as can be",
        error_messages={"required": "Choose where the family sees itself now"},
    )  # fmt: skip
    target_rating = RatingField(
        label="Where does it want to be?", help_text="Not everything has to be a 10.",
        error_messages={"required": "Choose where the family wants to be"},
    )  # fmt: skip


class GoalGiveUpForm(forms.Form):
    """Why a goal is given up."""

    because = LineField(
        label="Why does the family give this goal up?", max_length=300, help_text="In the family’s words if you can."
    )


class ActionForm(forms.Form):
    """An action: the owner is chosen together with the agency they act for."""

    what = LineField(label="What will be done?", max_length=300)
    owner = MembershipChoice(label="Who will do it?", queryset=Membership.objects.none())
    due_on = DateField(label="By when?", future=True)

    def __init__(self, *args: Any, centre_id: int, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = caseworkers(centre_id, on)


class ActionFinishForm(forms.Form):
    """What came of an action."""

    status = forms.ChoiceField(
        label="Was it done?",
        choices=[(ActionStatus.DONE, "Yes, it was done"), (ActionStatus.NOT_DONE, "No, it was not done")],
        widget=forms.RadioSelect,
    )
    result = LineField(
        label="What came of it, or why it was not done", max_length=300, required=False,
        help_text="If it was not done, the reason is needed.",
    )  # fmt: skip
