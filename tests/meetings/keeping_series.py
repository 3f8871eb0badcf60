"""Starting a series, and changing who is in it, as tests of it do."""

from datetime import time

from meetings.services import change_series_members, start_series
from meetings.status import HolidayRule
from tests.days import days_ago, today
from tests.factories import centres
from tests.meetings.inviting import job


def started(at, by, **fields):
    given = {
        "name": "Early help meeting", "first_on": days_ago(-7), "every_weeks": 2, "at": time(14), "minutes": 120,
        "place": "Rowan room", "holiday_rule": HolidayRule.BEFORE, "papers_close_days": 2, "reflection_every": 6,
    }  # fmt: skip
    if "members" not in fields:
        fields["members"] = [job(centres.manager(at)), job(centres.health_visitor(at))]
    fields.setdefault("chairs", fields["members"])
    return start_series(centre=at, by=by, on=today(), **{**given, **fields})


def changed(team, by=None, **fields):
    return change_series_members(series=team.series, by=by or team.manager, on=today(), **fields)


def expected(meeting):
    return {one.user for one in meeting.attendance.all()}
