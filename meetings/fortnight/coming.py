"""The next meetings and the reminders."""

from datetime import date
from typing import Any

from meetings.fortnight.lists import Listing, first
from meetings.models import Meeting
from reminders.models import Reminder


def meetings_of(user: Any, on: date) -> list[Meeting]:
    """The next two meetings."""
    return list(Meeting.objects.visible_to(user).upcoming(on).select_related("series", "chair", "centre")[:2])


def reminders_of(user: Any, on: date) -> Listing:
    """The reminders that were not put away."""
    return first(Reminder.objects.visible_to(user).unseen(on))
