"""Moving and cancelling a meeting in one line."""

from datetime import timedelta

from meetings.services import cancel_meeting, fill_agenda, move_meeting
from tests.days import today
from tests.meetings.planned import coming

DAY = timedelta(days=1)


def moved(team, meeting=None, **fields):
    meeting = meeting or coming(team)[0]
    given = {"to": meeting.on + DAY, "at": meeting.at, "place": meeting.place, "reason": "The room is taken"}
    return move_meeting(meeting=meeting, **{**given, "by": team.manager, "on": today(), **fields})


def cancelled(team, meeting=None, **fields):
    given = {"reason": "Training day", "by": team.manager, "on": today()}
    return cancel_meeting(meeting=meeting or coming(team)[0], **{**given, **fields})


def filled(meeting, **fields):
    return fill_agenda(meeting=meeting, by=None, on=today(), **fields)
