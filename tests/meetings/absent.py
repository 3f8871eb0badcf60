"""Saying that somebody is away in one line."""

from meetings.services import say_away
from tests.days import today


def away(team, who, first, last=None, **fields):
    given = {"starts_on": first, "ends_on": last or first, "by": who, "on": today()}
    return say_away(person=who, centre=team.centre, **{**given, **fields})


def present(meeting, who):
    return meeting.attendance.get(user=who).present
