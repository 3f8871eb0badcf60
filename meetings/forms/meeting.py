"""The shape of what is typed while a meeting runs: who came, who takes the chair, what came of actions."""

from typing import Any

from django import forms

from cases.status import ActionStatus
from centres.models import Membership
from inputs.fields import LineField
from meetings.models import Attendance
from meetings.status import Present


class AttendanceForm(forms.Form):
    """Who came: one choice and one line for every person expected."""

    def __init__(self, *args: Any, attendance: list[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attendance = attendance
        for one in attendance:
            self.fields[f"present_{one.pk}"] = forms.ChoiceField(
                label=f"{one.user}, {one.job}", choices=Present.choices, widget=forms.RadioSelect, initial=one.present
            )
            self.fields[f"deputy_{one.pk}"] = LineField(
                label=f"Deputy who came instead of {one.user}", max_length=120, required=False, initial=one.deputy
            )

    def rows(self) -> list[tuple[Attendance, Any, Any]]:
        """Each person with their two fields."""
        return [(one, self[f"present_{one.pk}"], self[f"deputy_{one.pk}"]) for one in self.attendance]

    def recorded(self) -> dict[int, tuple[str, str]]:
        """What `record_attendance` takes."""
        typed = self.cleaned_data
        return {one.pk: (typed[f"present_{one.pk}"], typed[f"deputy_{one.pk}"]) for one in self.attendance}


class ChairForm(forms.Form):
    """Who takes the chair of this one meeting."""

    chair = forms.ChoiceField(label="Who takes the chair")

    def __init__(self, *args: Any, possible: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.user_id): one.user for one in possible}
        self.fields["chair"].choices = [(pk, str(user)) for pk, user in self.people.items()]

    def chosen(self) -> Any:
        """The user who was chosen."""
        return self.people[self.cleaned_data["chair"]]


class OutcomeForm(forms.Form):
    """What came of one action."""

    status = forms.ChoiceField(
        label="Outcome",
        choices=[("", "Choose one"), (ActionStatus.DONE, "Done"), (ActionStatus.NOT_DONE, "Not done")],
        error_messages={"required": "Choose whether it was done", "invalid_choice": "Choose whether it was done"},
    )
    result = LineField(label="What came of it, or why not", max_length=300, required=False)
