"""The eight questions before information is shared, as a short form (000, "Principles of information sharing")."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from centres.models import Agency
from consent.details import SharingFacts
from consent.status import Asked, Basis
from inputs.fields import DateField, LineField, TextField

YES_NO = [("yes", "Yes"), ("no", "No")]
OUTSIDE = "outside"


def yes_no(label: str, **options: Any) -> forms.TypedChoiceField:
    """A question that is answered with yes or no; nothing is taken for granted."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        **options,
    )


class SharingDecisionForm(forms.Form):
    """What is to be decided, the questions, and who decided."""

    shared = yes_no("Is the information shared?")
    recipient = forms.ChoiceField(label="With whom, or who asked for it?", widget=forms.RadioSelect)
    outside = LineField(
        label="If it is somebody else: who?", max_length=120, required=False, help_text="For example, the police"
    )
    why = TextField(
        label="1. What is the purpose?",
        max_length=1000,
        rows=3,
        help_text="What is it for, and is that part of your work or theirs?",
    )
    identifies = yes_no("2. Can a person be identified from it?")
    confidential = yes_no("3. Is it confidential?")
    asked = forms.ChoiceField(
        label="4. Does the family agree that it is shared?", choices=Asked.choices, widget=forms.RadioSelect
    )
    not_asked_because = LineField(
        label="If the family was not asked: why not?",
        max_length=300,
        required=False,
        help_text="For example, asking would put a child at risk",
    )
    basis = forms.ChoiceField(
        label="5. Is there a duty in law or a court order to share it, or another lawful basis?",
        choices=[*Basis.choices, ("", "None: it is not shared")],
        required=False,
        widget=forms.RadioSelect,
    )
    public_interest = TextField(
        label="6. Without agreement, duty or order: why is it in the public interest?",
        max_length=1000,
        rows=3,
        required=False,
        help_text="What harm does it prevent, and why does that weigh more than keeping it private?",
    )
    what = TextField(
        label="7. Which information, and no more than is needed?",
        max_length=1000,
        rows=3,
        help_text="If it is not shared: which information was asked for",
    )
    how = LineField(
        label="How is it shared, so that only the right person gets it?",
        required=False,
        help_text="For example, by telephone to the duty social worker. Leave this empty if it is not shared",
    )
    decided_by = LineField(label="8. Who decided?", max_length=120, help_text="Name and job")
    decided_on = DateField(label="On what date?", past=True, initial=timezone.localdate)
    family_told = yes_no("Was the family told?")
    not_told_because = LineField(
        label="If the family was not told: why not?",
        max_length=300,
        required=False,
        help_text="For example, it would put somebody in danger. It is not on the family’s copy then",
    )

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["recipient"].choices = [
            *((number, agency.name) for number, agency in self.agencies.items()),
            (OUTSIDE, "Somebody else"),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the outside body's name beside its own field."""
        given = super().clean() or {}
        if given.get("recipient") == OUTSIDE and not given.get("outside") and "outside" not in self.errors:
            self.add_error("outside", "Enter who it is")
        return given

    def facts(self) -> SharingFacts:
        """The answers as the verb takes them."""
        given = dict(self.cleaned_data)
        recipient = given.pop("recipient")
        if recipient != OUTSIDE:
            given["outside"] = ""
        return SharingFacts(agency=self.agencies.get(recipient), **given)


def answered(decision: Any) -> dict[str, Any]:
    """The answers of a decision that is to be corrected, to begin with."""
    kept = ("outside", "why", "asked", "not_asked_because", "basis", "public_interest", "what", "how", "decided_by")
    begun = {name: getattr(decision, name) for name in (*kept, "decided_on", "not_told_because")}
    told = {name: "yes" if getattr(decision, name) else "no" for name in YES_NO_FIELDS}
    return begun | told | {"recipient": str(decision.agency_id) if decision.agency_id else OUTSIDE}


YES_NO_FIELDS = ("shared", "identifies", "confidential", "family_told")
