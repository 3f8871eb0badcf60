"""A meeting as calendars on other devices know it (RFC 5545, RFC 5546). Pure: facts in, text out.

Nothing of an agenda and no family: a calendar is shared with a partner, shown on a screen and read by the company that
keeps it. Times are wall-clock times of Europe/London with the rules of its summer time, so that two o'clock stays two
o'clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

ZONE = "Europe/London"
PRODUCT = "-//Fortnight//Meetings//EN"
OFTEN = timedelta(hours=4)  # how often a calendar that subscribes should ask again
SUMMER, WINTER = timedelta(hours=1), timedelta(0)


@dataclass(frozen=True)
class Slot:
    """One meeting in a calendar."""

    uid: str
    sequence: int
    summary: str
    place: str
    url: str
    on: date
    at: time
    minutes: int
    cancelled: bool = False

    @property
    def starts(self) -> datetime:
        """When it begins, by the clock on the wall."""
        return datetime.combine(self.on, self.at, ZoneInfo(ZONE))

    @property
    def ends(self) -> datetime:
        """So many minutes later, also if the clocks change meanwhile."""
        return (self.starts.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(ZoneInfo(ZONE))


@dataclass(frozen=True)
class Guest:
    """Whom an invitation is for. Nobody learns from it who else comes."""

    email: str
    name: str
    comes: bool = True


def published(slots: Iterable[Slot], *, name: str, organiser: str, now: datetime) -> bytes:
    """A calendar to subscribe to (METHOD:PUBLISH)."""
    made = _calendar("PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", OFTEN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT4H")
    for slot in slots:
        made.add_component(_event(slot, organiser, now))
    return made.to_ical()


def invitation(slot: Slot, *, to: Guest, organiser: str, now: datetime) -> bytes:
    """An invitation, or its update (METHOD:REQUEST): one meeting, for one person."""
    return _sent("REQUEST", slot, to, organiser, now)


def cancellation(slot: Slot, *, to: Guest, organiser: str, now: datetime) -> bytes:
    """That a meeting is not held, or that the person is no longer expected (METHOD:CANCEL)."""
    return _sent("CANCEL", slot, to, organiser, now)


def _sent(method: str, slot: Slot, to: Guest, organiser: str, now: datetime) -> bytes:
    made, event = _calendar(method), _event(slot, organiser, now, cancelled=method == "CANCEL")
    guest = vCalAddress(f"mailto:{to.email}")
    guest.params["CN"] = vText(to.name)
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION" if to.comes else "DECLINED")
    guest.params["RSVP"] = vText("FALSE")  # apologies are recorded in Fortnight: nobody reads what is answered here
    event.add("attendee", guest)
    made.add_component(event)
    return made.to_ical()


def _calendar(method: str) -> Calendar:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    made.add_component(_time_zone())
    return made


def _event(slot: Slot, organiser: str, now: datetime, *, cancelled: bool = False) -> Event:
    made = Event()
    made.add("uid", slot.uid)
    made.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", slot.sequence)
    made.add("dtstart", slot.starts)
    made.add("dtend", slot.ends)
    made.add("summary", slot.summary)
    made.add("location", slot.place)
    made.add("url", slot.url)
    made.add("organizer", vCalAddress(f"mailto:{organiser}"))
    made.add("status", "CANCELLED" if cancelled or slot.cancelled else "CONFIRMED")
    return made


def _time_zone() -> Timezone:
    """The rules since 1996 (Directive 2000/84/EC, kept in UK law): the last Sundays of March and October, 1am UTC.

    By rule and without an end. The library's own table ends in 2038 and begins summer time at the wrong hour.
    """
    zone, summer, winter = Timezone(), TimezoneDaylight(), TimezoneStandard()
    zone.add("tzid", ZONE)
    for part, name, month, starts, was, becomes in (
        (summer, "BST", 3, datetime(1996, 3, 31, 1), WINTER, SUMMER),  # noqa: DTZ001 the clock on the wall
        (winter, "GMT", 10, datetime(1996, 10, 27, 2), SUMMER, WINTER),  # noqa: DTZ001 the same
    ):
        part.add("dtstart", starts)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", was)
        part.add("tzoffsetto", becomes)
        zone.add_component(part)
    return zone
