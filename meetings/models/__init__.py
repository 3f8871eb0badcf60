"""The fortnightly multi-agency meeting: its series, who comes, what is on the agenda, what was settled, the minutes."""

from meetings.models.absence import Absence
from meetings.models.agenda import AgencyView, AgendaItem, Decision
from meetings.models.calendar import CalendarFeed, Invitation
from meetings.models.guest import GuestItem
from meetings.models.leaving import Leaving, SeenTo
from meetings.models.meeting import Attendance, Meeting, Series, SeriesMember
from meetings.models.minutes import Minutes
from meetings.models.reflection import Reflection

__all__ = [
    "Absence",
    "AgencyView",
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "Decision",
    "GuestItem",
    "Invitation",
    "Leaving",
    "Meeting",
    "Minutes",
    "Reflection",
    "SeenTo",
    "Series",
    "SeriesMember",
]
