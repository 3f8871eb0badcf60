"""The shape of what is typed about an absence. What must be true of it is in `rules.absence`."""

from typing import Any

from django import forms

from accounts.models import User
from inputs.fields import DateField


class AwayForm(forms.Form):
    """From when until when."""

    starts_on = DateField(label="First day away")
    ends_on = DateField(label="Last day away", future=True)


class SomebodyAwayForm(AwayForm):
    """Who, from when until when."""

    person = forms.ChoiceField(label="Who is away", error_messages={"required": "Choose who is away"})
    field_order = ("person", "starts_on", "ends_on")

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        choices = [("", "Choose one"), *((pk, str(one)) for pk, one in self.people.items())]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean_person(self) -> User:
        """The person themselves."""
        return self.people[self.cleaned_data["person"]]
