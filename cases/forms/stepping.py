"""The shape of what is typed to ask another service to lead, and of its answer."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.models import Contact
from cases.status import StepUpStatus
from consent.decision_forms import OUTSIDE, SharingDecisionForm
from consent.details import SharingFacts
from inputs.fields import LineField, TextField
from inputs.words import date as in_words

SOCIAL_CARE = "Children’s social care"
SHOWN = 20


class StepUpForm(SharingDecisionForm):
    """The eight questions, what happened, and which contacts the other service reads."""

    worries = TextField(
        label="What happened, and what are you worried about?", max_length=2000, rows=6,
        help_text="What you saw and heard, and when. Say what is fact and what is somebody’s opinion.",
    )  # fmt: skip
    contacts = forms.TypedMultipleChoiceField(
        label="Which contacts go into the summary?", coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        help_text="Tick only what the other service needs to know.",
    )  # fmt: skip

    def __init__(self, *args: Any, contacts: Iterable[Contact], by: Any, **kwargs: Any) -> None:
        begun = {"decided_by": by.name, "recipient": OUTSIDE, "outside": SOCIAL_CARE}
        begun |= {"identifies": "yes", "confidential": "yes"}
        super().__init__(*args, initial=begun, **kwargs)
        del self.fields["shared"]
        rows = list(contacts)[:SHOWN]
        self.fields["contacts"].choices = [(one.pk, f"{in_words(one.on)}: {one.note}") for one in rows]
        if not rows:
            del self.fields["contacts"]
        self.order_fields(["worries", "contacts"])

    def facts(self) -> SharingFacts:
        """The answers as the verb takes them: it is shared."""
        typed = {**self.cleaned_data, "shared": True}
        for name in ("worries", "contacts"):
            typed.pop(name, None)
        recipient = typed.pop("recipient")
        if recipient != OUTSIDE:
            typed["outside"] = ""
        return SharingFacts(agency=self.agencies.get(recipient), **typed)


class StepUpAnswerForm(forms.Form):
    """What the other service said, or that it is no longer asked."""

    status = forms.ChoiceField(
        label="What did they say?",
        choices=[
            (StepUpStatus.ACCEPTED, "Yes: they lead from now on"),
            (StepUpStatus.REFUSED, "No: it goes on here"),
            (StepUpStatus.TAKEN_BACK, "Nothing: they are no longer asked"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they said"},
    )
    answered_by = LineField(label="Who answered?", max_length=120, required=False, help_text="Name and job")
    words = LineField(
        label="What else did they say?", max_length=300, required=False,
        help_text="If they said no, or are no longer asked: why?",
    )  # fmt: skip
