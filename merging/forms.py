"""What a manager says: which record stays, who is whom, and why."""

from collections.abc import Mapping
from typing import Any

from django import forms

from families.models import Family
from inputs.fields import LineField
from inputs.requests import number_in
from merging.holdings import ADULT, CHILD, PEOPLE, Holdings
from merging.planning import Same
from merging.preview import who
from merging.rules import field_of
from merging.suggesting import suggested

ADDED = "Somebody else: both are people of the family"


class PeopleForm(forms.Form):
    """Which record stays, and of each person of the second record who of the first they are, if anybody."""

    keep = forms.ChoiceField(
        label="Which record stays?",
        widget=forms.RadioSelect,
        help_text="The other one’s reference still leads to it.",
        error_messages={"required": "Choose which record stays", "invalid_choice": "Choose which record stays"},
    )

    def __init__(self, data: Any, *, one: Family, other: Family, of: Holdings) -> None:
        super().__init__(data)
        self.one, self.other = one, other
        fields: dict[str, Any] = self.fields
        fields["keep"].choices = [(str(family.pk), f"{family.name}, {family.reference}") for family in (one, other)]
        fields["keep"].initial = str(min(one.pk, other.pk))
        self.asked: list[tuple[str, str, int]] = []
        for label in PEOPLE:
            mine = of.people(label, one.pk)
            choices = [("", ADDED), *((str(pk), who(label, row)) for pk, row in mine.items())]
            for pk, row in of.people(label, other.pk).items():
                name, found = field_of(label, pk), suggested(row, mine)
                fields[name] = forms.ChoiceField(
                    label=f"Who is {who(label, row)}?", choices=choices, required=False,
                    initial=str(found.pk) if found else "",
                    help_text=f"Suggested: {found.because}." if found else "",
                    error_messages={"invalid_choice": "Choose somebody of the list"},
                )  # fmt: skip
                self.asked.append((label, name, pk))

    @property
    def people(self) -> list[forms.BoundField]:
        """The question about each person of the second record."""
        return [self[name] for _, name, _ in self.asked]

    @property
    def kept(self) -> Family:
        """The record that stays."""
        return self.one if self.cleaned_data["keep"] == str(self.one.pk) else self.other

    @property
    def gone(self) -> Family:
        """The record that becomes part of it."""
        return self.other if self.kept is self.one else self.one

    def same(self) -> Same:
        """Who of the record that goes is whom of the one that stays."""
        pairs: dict[str, dict[int, int]] = {CHILD: {}, ADULT: {}}
        for label, name, pk in self.asked:
            chosen = number_in(self.cleaned_data.get(name))
            if chosen:
                theirs, mine = (pk, chosen) if self.kept is self.one else (chosen, pk)
                pairs[label][theirs] = mine
        return Same(pairs[CHILD], pairs[ADULT])


def same_in(asked: Mapping[str, Any]) -> Same:
    """Who is whom, as an address says it: "child_7=3"; what is nothing of the kind is left out."""
    pairs: dict[str, dict[int, int]] = {CHILD: {}, ADULT: {}}
    names = {field_of(label, 0).partition("_")[0]: label for label in PEOPLE}
    for name, value in asked.items():
        word, _, number = name.partition("_")
        if word in names and number_in(number) and number_in(value):
            pairs[names[word]][number_in(number)] = number_in(value)
    return Same(pairs[CHILD], pairs[ADULT])


def said_in_address(same: Same) -> dict[str, int]:
    """The same, to be put into an address."""
    return {field_of(label, theirs): mine for label in PEOPLE for theirs, mine in same.of(label).items()}


class WhyForm(forms.Form):
    """Why it is done, and what was shown when it was decided."""

    reason = LineField(max_length=500, label="Why", error_messages={"required": "Say why, for whoever wonders later"})
    shown = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class LookAlikeForm(forms.Form):
    """How somebody knows that two are two."""

    reason = LineField(
        max_length=300, label="How do you know?", help_text="For example: I spoke with both mothers",
        error_messages={"required": "Say how you know that they are two families"},
    )  # fmt: skip


class ReferenceForm(forms.Form):
    """Another record, by its reference."""

    reference = LineField(max_length=12, label="Reference of the other record", required=False)
