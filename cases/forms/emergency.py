"""The shape of what is typed when a record is opened in an emergency, and when that is looked at."""

from django import forms

from cases.status import HOURS, SHORTEST_REASON
from inputs.fields import LineField, TextField


class EmergencyForm(forms.Form):
    """What has to be said to open a record in an emergency."""

    reference = LineField(
        label="Reference of the case or of the family",
        max_length=40,
        help_text="Letter by letter, for example C-7K3M9PX or F-7K3M9PX. The centre’s manager can read it out to you.",
    )
    reason = TextField(
        label="Why must you open it, for the safety of which child?",
        max_length=2000,
        help_text=f"{SHORTEST_REASON} characters or more. The information lead reads it.",
    )
    despite = TextField(
        label="Why is it necessary although the family did not want it?", max_length=2000, rows=3, required=False
    )
    hours = forms.TypedChoiceField(label="For how long?", choices=HOURS, coerce=int, widget=forms.RadioSelect)


class EmergencyReviewForm(forms.Form):
    """What the information lead finds about a use."""

    right = forms.TypedChoiceField(
        label="Was it right to open the record?",
        choices=[("yes", "Yes, it was right"), ("no", "No, it was not right")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = TextField(label="What did you look at, and what did you find?", max_length=2000)
