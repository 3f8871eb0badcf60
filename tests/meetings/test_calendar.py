"""What calendars are told, read back by two parsers that know nothing of each other."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import vobject

from meetings.calendar import Guest, Slot, cancellation, invitation, published
from tests.days import days_ago

NOW = datetime(2026, 11, 21, 12, 30, 15, 999, tzinfo=UTC)
ORGANISER = "fortnight@example.org"
GUEST = Guest(email="hanna@example.org", name="Hanna Visser")


def slot(**fields):
    """A meeting of two hours at two in the afternoon."""
    given = {
        "uid": "meeting-7@example.org", "sequence": 0, "summary": "Meeting; early help, Rowan Tree",
        "place": "Rowan room, first floor", "url": "https://fortnight.example.org/meetings/7/",
        "on": date(2026, 3, 27), "at": time(14), "minutes": 120,
    }  # fmt: skip
    return Slot(**{**given, **fields})


def feed(*slots):
    return published(slots, name="Fortnight", organiser=ORGANISER, now=NOW)


def by_icalendar(text):
    """Each event's start and end, as the library that wrote it reads them."""
    return [(one.start, one.end) for one in icalendar.Calendar.from_ical(text).events]


def by_vobject(text):
    """The same as another library reads them, which works out the time from the rules that were sent."""
    return [(one.dtstart.value, one.dtend.value) for one in vobject.readOne(text.decode()).vevent_list]


@pytest.mark.parametrize("parsed", [by_icalendar, by_vobject])
def test_two_o_clock_stays_two_o_clock_across_ten_years_of_summer_time(parsed):
    fortnights = [date(2026, 1, 2) + timedelta(weeks=2 * number) for number in range(261)]
    found = parsed(feed(*[slot(uid=f"{number}@x", on=day) for number, day in enumerate(fortnights)]))
    assert [start.replace(tzinfo=None) for start, _ in found] == [datetime.combine(day, time(14)) for day in fortnights]
    assert {end - start for start, end in found} == {timedelta(hours=2)}


@pytest.mark.parametrize("parsed", [by_icalendar, by_vobject])
@pytest.mark.parametrize(("day", "hours"), [
    (date(2026, 3, 28), 0), (date(2026, 3, 29), 1), (date(2026, 10, 24), 1), (date(2026, 10, 25), 0),
    (date(2040, 3, 24), 0), (date(2040, 3, 25), 1), (date(2040, 10, 27), 1), (date(2040, 10, 28), 0),
])  # fmt: skip
def test_the_clocks_change_on_the_right_sunday_also_after_2038(parsed, day, hours):
    [(start, _)] = parsed(feed(slot(on=day)))
    assert start.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("parsed", [by_icalendar, by_vobject])
def test_a_meeting_through_the_night_of_the_change_is_as_long_as_it_is(parsed):
    [(start, end)] = parsed(feed(slot(on=date(2026, 3, 29), at=time(0, 30))))
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=2)
    assert end.hour == 3


@pytest.mark.parametrize("read", [
    lambda text: icalendar.Calendar.from_ical(text).events[0],
    lambda text: {name.upper(): one[0].value for name, one in vobject.readOne(text.decode()).vevent.contents.items()},
])  # fmt: skip
def test_words_with_signs_of_their_own_arrive_as_they_are(read):
    found = read(feed(slot(place="Room 1, \\ “Rowan”; left")))
    assert str(found["SUMMARY"]) == "Meeting; early help, Rowan Tree"
    assert str(found["LOCATION"]) == "Room 1, \\ “Rowan”; left"


def test_what_is_typed_does_not_become_another_line():
    text = feed(slot(place="Room\r\nATTENDEE:mailto:x@example.org"))
    assert not icalendar.Calendar.from_ical(text).events[0].attendees
    assert not hasattr(vobject.readOne(text.decode()).vevent, "attendee")


def test_an_invitation_is_a_request_for_one_meeting_and_one_person():
    made = vobject.readOne(invitation(slot(sequence=3), to=GUEST, organiser=ORGANISER, now=NOW).decode())
    event = made.vevent
    assert (made.method.value, len(made.vevent_list), event.status.value) == ("REQUEST", 1, "CONFIRMED")
    assert (event.uid.value, event.sequence.value) == ("meeting-7@example.org", "3")
    assert (event.organizer.value, [one.value for one in event.attendee_list]) == (
        f"mailto:{ORGANISER}", ["mailto:hanna@example.org"],
    )  # fmt: skip
    assert event.attendee.params == {
        "CN": ["Hanna Visser"], "PARTSTAT": ["NEEDS-ACTION"], "ROLE": ["REQ-PARTICIPANT"], "RSVP": ["FALSE"],
    }  # fmt: skip
    assert event.dtstamp.value == NOW.replace(microsecond=0)
    assert event.url.value == "https://fortnight.example.org/meetings/7/"


def test_who_has_sent_apologies_has_declined():
    away = Guest(email="kim@example.org", name="Kim", comes=False)
    made = vobject.readOne(invitation(slot(), to=away, organiser=ORGANISER, now=NOW).decode())
    assert made.vevent.attendee.params["PARTSTAT"] == ["DECLINED"]


def test_a_cancellation_names_the_same_meeting():
    made = vobject.readOne(cancellation(slot(sequence=4), to=GUEST, organiser=ORGANISER, now=NOW).decode())
    event = made.vevent
    assert (made.method.value, event.status.value) == ("CANCEL", "CANCELLED")
    assert (event.uid.value, event.sequence.value) == ("meeting-7@example.org", "4")


def test_a_feed_is_published_and_names_nobody_who_comes():
    made = vobject.readOne(feed(slot(), slot(uid="8@x", cancelled=True)).decode())
    assert (made.method.value, made.version.value) == ("PUBLISH", "2.0")
    assert [one.status.value for one in made.vevent_list] == ["CONFIRMED", "CANCELLED"]
    assert not any(hasattr(one, "attendee") for one in made.vevent_list)


def test_a_feed_without_meetings_is_a_calendar_all_the_same():
    assert icalendar.Calendar.from_ical(feed()).events == []


def test_lines_end_and_fold_as_the_standard_says():
    lines = feed(slot(place="Rowan room " * 18)).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)


def test_nothing_in_it_depends_on_today():
    assert feed(slot(on=days_ago(-3))) == feed(slot(on=days_ago(-3)))
