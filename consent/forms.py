"""The shape of what is typed about an agreement and about wishes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from centres.models import Agency
from consent.models import Wording
from consent.status import ENGLISH, INFORMATION_MEANS, Capacity, How, Information
from families.models import Adult, Child
from inputs.fields import DateField, LineField, TextField

MAY, MUST_NOT = "may", "must_not"


class WordingField(forms.ChoiceField):
    """Which words the family heard. Where only one wording is in use it is the one that the page shows."""

    widget = forms.HiddenInput
    default_error_messages = {
        "invalid_choice": "The words that families hear have changed since you opened this page. "
        "Ask the family with the new ones"
    }
    shown = ""

    def offer(self, wordings: dict[str, Wording]) -> None:
        """Offer the wordings in use, by language."""
        self.choices = [(number, wording.language) for number, wording in wordings.items()]
        self.initial = next(iter(wordings), "")
        if len(wordings) > 1:
            self.widget = forms.RadioSelect(choices=self.choices)
            self.label = "In which language did they hear the wording?"
        else:
            self.shown = self.initial

    def prepare_value(self, value: Any) -> Any:
        """What the page shows now, whatever was sent or saved while other words were in use."""
        return self.shown or value


class AgreementForm(forms.Form):
    """Who agreed, how and when."""

    given_by = forms.ChoiceField(widget=forms.RadioSelect, label="Who agreed?")
    capacity = forms.ChoiceField(choices=Capacity.choices, widget=forms.RadioSelect, label="In what capacity?")
    how = forms.ChoiceField(choices=How.choices, widget=forms.RadioSelect, label="How did they agree?")
    witness = LineField(
        max_length=120, required=False, label="Who heard it?", help_text="Needed only if it was spoken: name a witness"
    )
    given_on = DateField(past=True, label="On what date?")
    covers = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Is it about some of the family only?",
        help_text="Leave this empty if it is about the whole family",
    )
    wording = WordingField(required=False)

    def __init__(
        self,
        *args: Any,
        adults: Iterable[Adult],
        wordings: Iterable[Wording],
        children: Iterable[Child] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.adults = {str(adult.pk): adult for adult in adults}
        self.children = {str(child.pk): child for child in children}
        self.fields["covers"].choices = [
            *((f"child-{number}", str(child)) for number, child in self.children.items()),
            *((f"adult-{number}", adult.name) for number, adult in self.adults.items()),
        ]
        self.wordings = {str(wording.pk): wording for wording in wordings}
        offer_adults(self.fields["given_by"], self.adults)
        self.fields["wording"].offer(self.wordings)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a witness of what was spoken."""
        given = super().clean() or {}
        require_witness_typed(self, given)
        return given

    def told(self) -> dict[str, Any]:
        """The arguments of the verb."""
        given = self.cleaned_data
        return {
            "given_by": self.adults[given["given_by"]],
            "capacity": given["capacity"],
            "how": given["how"],
            "witness": given["witness"],
            "given_on": given["given_on"],
            "wording": self.wordings.get(given["wording"]),
            **self.covered(given.get("covers", [])),
        }

    def covered(self, chosen: list[str]) -> dict[str, Any]:
        """Whom it is limited to; nobody named is the whole family."""
        numbers = [one.split("-") for one in chosen]
        return {
            "children": [self.children[number] for kind, number in numbers if kind == "child"],
            "adults": [self.adults[number] for kind, number in numbers if kind == "adult"],
        }


def offer_adults(field: Any, adults: dict[str, Adult]) -> None:
    """Offer the family's adults by name."""
    field.choices = [(number, adult.name) for number, adult in adults.items()]


def require_witness_typed(form: forms.Form, given: dict[str, Any]) -> None:
    """A spoken agreement asks for its witness at once, not only when it is recorded."""
    if given.get("how") == How.VERBAL and not given.get("witness") and "witness" not in form.errors:
        form.add_error("witness", "Enter who heard it: a spoken agreement needs a witness")


class RefusalForm(AgreementForm):
    """Who did not agree, how and when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].label = "Who did not agree?"
        self.fields["how"].label = "How did they say so?"
        del self.fields["covers"]

    def covered(self, chosen: list[str]) -> dict[str, Any]:
        """A no is a no for the whole family."""
        return {}


class WordingForm(forms.Form):
    """The words that families hear, and from when."""

    version = LineField(
        label="Version", max_length=20, help_text="A name that no earlier version has. For example, 1.0"
    )
    language = LineField(label="Language", max_length=60, initial=ENGLISH)
    text = TextField(
        label="What families hear",
        max_length=5000,
        rows=20,
        help_text="It is read out to them, or they read it themselves, before they answer.",
    )
    in_use_from = DateField(label="In use from", initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].widget.attrs["class"] = "govuk-input--width-10"
        self.fields["language"].widget.attrs["class"] = "govuk-input--width-20"


class WithdrawForm(forms.Form):
    """Who no longer agrees."""

    withdrawn_by = LineField(max_length=120, label="Who no longer agrees?", help_text="For example, the mother, Grace")


class WishesForm(forms.Form):
    """Which agencies may know, and which must not."""

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[Agency],
        wishes: Iterable[Any] = (),
        kept: Iterable[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = list(agencies)
        kinds: dict[int, list[str]] = {}
        for one in kept:
            kinds.setdefault(one.agency_id, []).append(one.kind)
        held = {wish.agency_id: wish for wish in wishes}
        add_wishes(self.fields, self.agencies, held)
        for agency in self.agencies:
            self.fields[f"kept_{agency.pk}"] = kept_field(agency, kinds.get(agency.pk, []))
            self.fields[f"words_{agency.pk}"] = LineField(
                max_length=300,
                required=False,
                label=f"What they said about {agency.name}",
                initial=held[agency.pk].words if agency.pk in held else "",
            )

    def told(self) -> dict[str, Any]:
        """The arguments of the verb."""
        words = {agency.pk: self.cleaned_data[f"words_{agency.pk}"] for agency in self.agencies}
        told = told_wishes(self.cleaned_data, self.agencies)
        kept = {pk: self.cleaned_data[f"kept_{pk}"] for pk in told["included"]}
        return {**told, "words": words, "kept": kept}


def kept_field(agency: Agency, kept: list[str]) -> forms.MultipleChoiceField:
    """Which kinds of information an agency that may know must not know."""
    field: Any = forms.MultipleChoiceField(
        choices=Information.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=f"If {agency.name} may know: what must it not know?",
        initial=kept,
    )
    field.choice_hints = {kind: f"That is {means}" for kind, means in INFORMATION_MEANS.items()}
    return field


def add_wishes(fields: dict[str, Any], agencies: Iterable[Agency], held: dict[int, Any]) -> None:
    """One question for each agency; what the family said before is ticked, silence is not."""
    for agency in agencies:
        wish = held.get(agency.pk)
        fields[f"agency_{agency.pk}"] = forms.ChoiceField(
            choices=[(MAY, "May know"), (MUST_NOT, "Must not know")],
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline govuk-radios--small"}),
            label=agency.name,
            initial=(MAY if wish.included else MUST_NOT) if wish else None,
            error_messages={"required": f"Say whether {agency.name} may know"},
        )


def told_wishes(given: dict[str, Any], agencies: Iterable[Agency]) -> dict[str, list[int]]:
    """The ids of the agencies that may know, and of those that must not."""
    answers = {agency.pk: given.get(f"agency_{agency.pk}") for agency in agencies}
    return {
        "included": [pk for pk, answer in answers.items() if answer == MAY],
        "excluded": [pk for pk, answer in answers.items() if answer == MUST_NOT],
    }


def required(form: forms.Form, name: str) -> None:
    """Mark a field that must be filled in because of another answer."""
    field = form.fields[name]
    form.add_error(name, ValidationError(field.error_messages["required"], code="required"))
