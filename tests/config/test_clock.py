"""The clock's timetable."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from config.celery import app

LONDON = ZoneInfo("Europe/London")


def test_every_task_of_the_timetable_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_digests_leave_from_seven_in_the_morning_where_the_centre_is():
    schedule = app.conf.beat_schedule["digests"]["schedule"]
    assert min(schedule.hour) == 7
    assert app.conf.timezone == "Europe/London"
    assert datetime(2026, 7, 1, 6, 0, tzinfo=UTC).astimezone(app.timezone).hour == 7


def test_what_is_due_is_looked_for_every_few_minutes():
    seconds = [
        entry["schedule"] for name, entry in app.conf.beat_schedule.items() if name not in ("digests", "meetings ahead")
    ]
    assert max(seconds) <= 600


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 7, 1), date(2026, 10, 25)], ids=str)
def test_digests_leave_every_ten_minutes_from_seven_to_seven_also_on_the_days_the_clocks_change(day):
    schedule = app.conf.beat_schedule["digests"]["schedule"]
    midnight = datetime.combine(day, time(), tzinfo=LONDON)
    last, left = midnight - timedelta(hours=5, minutes=10), []
    with time_machine.travel(midnight, tick=False) as clock:
        while (now := datetime.now(LONDON)).date() == day:
            due, wait = schedule.is_due(last)
            if due:
                left.append(now.time())
                last = app.now()
            clock.shift(timedelta(seconds=min(wait, 300)))  # beat looks every five minutes at least
    assert left == [time(hour, minute) for hour in range(7, 19) for minute in range(0, 60, 10)]


def test_what_no_worker_has_begun_is_given_up_when_the_next_is_due():
    left = {name: entry["options"]["expires"] for name, entry in app.conf.beat_schedule.items()}
    apart = {name: entry["schedule"] for name, entry in app.conf.beat_schedule.items() if name != "digests"}
    assert left == {**apart, "digests": 600}
