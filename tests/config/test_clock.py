"""The clock's timetable."""

from datetime import UTC, datetime

from config.celery import app


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
