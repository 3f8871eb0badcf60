"""What is typed about an account."""

from django import forms

from accounts.rules import LONGEST_DAYS
from inputs.fields import LineField


class TokenForm(forms.Form):
    """A new token for a program."""

    name = LineField(label="What is it for?", max_length=80, help_text="For example, the council's data warehouse")
    days = forms.TypedChoiceField(
        label="How long should it work?",
        choices=[("7", "7 days"), ("30", "30 days"), ("90", "90 days"), (str(LONGEST_DAYS), "A year")],
        coerce=int,
        initial="30",
        widget=forms.RadioSelect,
    )
