"""The shape of what is typed about one item."""

from django import forms

from inputs.fields import LineField


class ItemForm(forms.Form):
    """A matter of the team."""

    title = LineField(label="What it is about")


class PutOffForm(forms.Form):
    """Why an item waits for the next meeting."""

    because = LineField(label="Why it is put off", max_length=300)


class PartForm(forms.Form):
    """What a part of an item is about."""

    part_title = LineField(
        label="What the part is about", max_length=100, error_messages={"required": "Enter what the part is about"}
    )
