"""The shape of what is typed about a visit that is planned."""

from datetime import date
from typing import Any

from django import forms

from cases.models import Case
from cases.rosters import visitors
from inputs.fields import DateField, LineField, TimeField

MOVE, CANCEL = "move", "cancel"


class VisitForm(forms.Form):
    """Who visits, when, and what for."""

    visit_on = DateField(label="Date", future=True)
    at = TimeField(label="Time of day", required=False)
    workers = forms.TypedMultipleChoiceField(
        label="Who visits?", widget=forms.CheckboxSelectMultiple,
        help_text="Tick everybody who comes along. Somebody who is not named here joins the team first, under People.",
        error_messages={"required": "Choose who visits"},
    )  # fmt: skip
    purpose = LineField(
        label="What for?", required=False, help_text="Colleagues who look at the calendar read this too."
    )

    def __init__(self, *args: Any, case: Case, by: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = visitors(case, on, by)
        people = {user.pk: user for user, _ in found}
        field = self.fields["workers"]
        field.choices = [(user.pk, f"{user.name}, {agency.name}") for user, agency in found]
        field.coerce = lambda value: people[int(value)]


class VisitChangeForm(forms.Form):
    """Another day, or not at all."""

    what = forms.ChoiceField(
        label="What happens to it?", choices=[(MOVE, "Move it"), (CANCEL, "Cancel it")], widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is moved or cancelled"},
    )  # fmt: skip
    visit_on = DateField(label="If it is moved: to which day?", future=True, required=False)
    at = TimeField(label="Time of day", required=False)
    because = LineField(label="If it is cancelled: why?", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A visit is moved to a day; of one that is cancelled the day that stands in the field does not matter."""
        typed = super().clean() or {}
        if typed.get("what") == CANCEL:
            for name in ("visit_on", "at"):
                self.errors.pop(name, None)
        if typed.get("what") == MOVE and not typed.get("visit_on") and "visit_on" not in self.errors:
            self.add_error("visit_on", "Enter the new date")
        return typed
