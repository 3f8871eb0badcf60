"""The shape of what is typed to invite a guest."""

from typing import Any

from django import forms

from centres.models import Membership

NOT_A_GUEST = "Choose somebody who works with families here, for an agency that may know, and is not expected yet"


class GuestForm(forms.Form):
    """Who is invited to one item."""

    person = forms.ChoiceField(
        label="Who comes for this item",
        error_messages={"required": "Choose who comes for this item", "invalid_choice": NOT_A_GUEST},
    )

    def __init__(self, *args: Any, possible: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in possible}
        named = [(pk, f"{one.user}, {one.job}, {one.agency}") for pk, one in self.people.items()]
        self.fields["person"].choices = [("", "Choose somebody"), *named]

    def chosen(self) -> Membership:
        """The role that was chosen: a person on behalf of an agency."""
        return self.people[self.cleaned_data["person"]]
