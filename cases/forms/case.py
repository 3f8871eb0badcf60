"""The shape of what is typed about a case as a whole."""

from typing import Any

from django import forms

from cases.forms.choices import NotTriedField
from cases.models import Case
from cases.status import ActionStatus, Closing
from inputs.fields import LineField, TextField
from referrals.models import MEETING_TIERS, TIERS


class CloseForm(forms.Form):
    """The outcome, and each open action settled."""

    closing = forms.ChoiceField(label="Outcome", choices=Closing.choices, widget=forms.RadioSelect)
    closing_words = TextField(label="How did it end?", max_length=2000, help_text="The referrer will read this.")
    not_tried_because = NotTriedField()

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = list(case.actions.open().select_related("owner", "agency"))
        for action in self.actions:
            self.fields[f"action-{action.pk}"] = forms.ChoiceField(
                label=action.what,
                help_text=f"{action.owner.name}, {action.agency.name}",
                choices=[
                    (ActionStatus.DONE, "It was done"),
                    (ActionStatus.TAKEN_BACK, "It is no longer needed"),
                    ("open", "It stays with its owner"),
                ],
                widget=forms.RadioSelect,
            )

    def settled(self) -> dict[int, str]:
        """The actions that do not stay open."""
        answers = {action.pk: self.cleaned_data[f"action-{action.pk}"] for action in self.actions}
        return {pk: answer for pk, answer in answers.items() if answer != "open"}


class ReasonForm(forms.Form):
    """A reason, for the verbs that want nothing else."""

    reason = LineField(label="Why?", max_length=300)


class TierForm(forms.Form):
    """Another tier of need."""

    tier = forms.TypedChoiceField(
        label="Tier of need",
        coerce=int,
        choices=[one for one in TIERS if one[0] in MEETING_TIERS],
        widget=forms.RadioSelect,
    )


class CaseFilterForm(forms.Form):
    """Which cases the list shows. Anything it does not know is ignored."""

    name = LineField(label="Family name", max_length=60, required=False)
    state = forms.ChoiceField(
        label="Cases", required=False, choices=[("", "Open"), ("closed", "Closed"), ("all", "Open and closed")]
    )
    lead = forms.ChoiceField(
        label="Lead professional", required=False, choices=[("", "Anybody"), ("none", "Nobody"), ("me", "Me")]
    )
    review = forms.ChoiceField(
        label="Review", required=False, choices=[("", "Any"), ("late", "Late"), ("soon", "Within two weeks")]
    )

    def asked(self) -> dict[str, str]:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
