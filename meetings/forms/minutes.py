"""The shape of what is typed to correct minutes."""

from typing import Any

from django import forms

from inputs.fields import TextField
from meetings.models import Meeting


class CorrectionForm(forms.Form):
    """What is corrected in minutes that are not approved yet."""

    item = forms.ChoiceField(label="What it is about", required=False)
    words = TextField(label="The correction", max_length=500, rows=3)

    def __init__(self, *args: Any, meeting: Meeting, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = meeting.items.visible_to(user).filter(taken_with=None).in_order().select_related("family")
        self.items = {str(one.pk): one for one in items}
        self.families = [one.family for one in items if one.family]
        named = [(pk, f"{one.family or one.title} ({one.get_kind_display()})") for pk, one in self.items.items()]
        self.fields["item"].choices = [("", "The meeting as a whole"), *named]
