"""A meeting as a slot in a calendar, from what is planned."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from meetings.calendar import Slot
from meetings.models import Meeting
from meetings.status import MeetingStatus


def host() -> str:
    """Where we are: part of what tells our meetings from everybody else's."""
    return urlsplit(settings.SITE_URL).hostname or "fortnight"


def organiser() -> str:
    """In whose name meetings are sent out: the centre's software, not a person's address."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def slot_of(meeting: Meeting) -> Slot:
    """The meeting under the name of its series; its link leads to the page, which asks to sign in."""
    return Slot(
        uid=f"meeting-{meeting.pk}@{host()}", sequence=meeting.sequence,
        summary=meeting.series.name, place=meeting.place,
        url=settings.SITE_URL + reverse("meeting", args=[meeting.pk]), on=meeting.on, at=meeting.at,
        minutes=meeting.series.minutes, cancelled=meeting.status == MeetingStatus.CANCELLED,
    )  # fmt: skip
