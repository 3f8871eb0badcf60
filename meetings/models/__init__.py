"""The fortnightly multi-agency meeting: its series, who comes, what is on the agenda, what was settled, the minutes."""

from meetings.models.agenda import AgencyView, AgendaItem, Decision
from meetings.models.meeting import Attendance, Meeting, Series, SeriesMember
from meetings.models.minutes import Minutes
from meetings.models.reflection import Reflection

__all__ = [
    "AgencyView",
    "AgendaItem",
    "Attendance",
    "Decision",
    "Meeting",
    "Minutes",
    "Reflection",
    "Series",
    "SeriesMember",
]
