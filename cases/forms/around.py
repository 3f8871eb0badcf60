"""The shape of what is typed about who is around the family, and of what they write to each other."""

from django import forms

from cases.forms.choices import CHOOSE
from cases.status import OtherKind
from inputs.fields import LineField, TextField


class OtherForm(forms.Form):
    """Who helps the family outside the team, and how to reach them."""

    kind = forms.ChoiceField(label="What are they for the family?", choices=[*CHOOSE, *OtherKind.choices])
    called = LineField(
        label="Who?", max_length=120, help_text="A name, or the practice or nursery. For example: Dr Patel, Elm Surgery"
    )
    reach = LineField(
        label="How can they be reached?", max_length=200, required=False,
        help_text="Telephone or e-mail, and when. Theirs, never the family’s.",
    )  # fmt: skip
    family_agrees = forms.TypedChoiceField(
        label="Does the family agree that the team contacts them?",
        choices=[("yes", "Yes"), ("no", "No, or it was not asked yet")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class ContributionForm(forms.Form):
    """What somebody in the team contributes."""

    contribution = LineField(label="What do they contribute?", help_text="For example: weekly play session at home")


class MessageForm(forms.Form):
    """What the others who work with the family should know."""

    words = TextField(
        label="To the others who work with this family", max_length=500, rows=3,
        help_text="It cannot be changed, and it is part of the record: the family can ask to read it.",
    )  # fmt: skip
