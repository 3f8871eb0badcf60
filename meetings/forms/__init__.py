"""The shape of what is typed at a meeting. What must be true of it is in `rules`."""

from meetings.forms.absence import AwayForm, SomebodyAwayForm
from meetings.forms.dates import CancelForm, LinkForm, MoveForm
from meetings.forms.decision import ActionFormSet, DecideForm
from meetings.forms.guests import GuestForm
from meetings.forms.item import ItemForm, PartForm, PutOffForm
from meetings.forms.leaving import AtOnceForm, LastDayForm, LeaversForm, SeeToForm
from meetings.forms.letter import LetterForm
from meetings.forms.meeting import AttendanceForm, ChairForm, OutcomeForm
from meetings.forms.minutes import CorrectionForm
from meetings.forms.series import LastMeetingsForm, SeriesMembersForm, SeriesStartForm

__all__ = [
    "ActionFormSet",
    "AtOnceForm",
    "AttendanceForm",
    "AwayForm",
    "CancelForm",
    "ChairForm",
    "CorrectionForm",
    "DecideForm",
    "GuestForm",
    "ItemForm",
    "LastDayForm",
    "LastMeetingsForm",
    "LeaversForm",
    "LetterForm",
    "LinkForm",
    "MoveForm",
    "OutcomeForm",
    "PartForm",
    "PutOffForm",
    "SeeToForm",
    "SeriesMembersForm",
    "SeriesStartForm",
    "SomebodyAwayForm",
]
