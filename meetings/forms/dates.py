"""The shape of what is typed to move or cancel one meeting. What must be true of it is in `rules.dates`."""

from typing import Any

from django import forms

from inputs.dates import as_typed
from inputs.fields import DateField, LineField, TimeField
from inputs.words import time as clock
from meetings.models import Meeting

NO_FAMILY = "Everybody who is expected reads it: name no family here."


class MoveForm(forms.Form):
    """Another date, time or place, and why."""

    to = DateField(label="Date", future=True)
    at = TimeField(label="Starts at")
    place = LineField(label="Place", max_length=200)
    reason = LineField(label="Why it is moved", max_length=300, help_text=NO_FAMILY)

    @staticmethod
    def as_planned(meeting: Meeting) -> dict[str, Any]:
        """What is planned now."""
        return {"to": as_typed(meeting.on), "at": clock(meeting.at), "place": meeting.place}


class LinkForm(forms.Form):
    """Where the meeting is joined from afar."""

    join_link = LineField(
        label="Link to join from afar", max_length=500, required=False,
        help_text="It begins with https:// and is shown to everybody who is expected. Leave it empty if there is none.",
    )  # fmt: skip


class CancelForm(forms.Form):
    """Why the meeting is not held."""

    reason = LineField(label="Why it is cancelled", max_length=300, help_text=NO_FAMILY)
