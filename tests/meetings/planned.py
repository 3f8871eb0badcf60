"""A team whose series is planned ahead."""

from datetime import timedelta

from meetings.services import plan_meetings
from meetings.status import HolidayRule, MeetingStatus
from tests.days import today
from tests.factories import meetings


def planned_team(*, first_on=None, weeks=8):
    """A team whose series begins today, or on another day, and is planned for so many weeks."""
    made = meetings.team()
    made.series.first_on, made.series.holiday_rule = first_on or today(), HolidayRule.BEFORE
    made.series.save()
    plan_meetings(series=made.series, until=today() + timedelta(weeks=weeks), by=None)
    return made


def coming(team):
    """Its meetings that are planned, the next one first."""
    return list(team.series.meetings.filter(status=MeetingStatus.PLANNED).order_by("on"))
