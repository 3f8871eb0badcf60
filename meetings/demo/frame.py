"""What stands before any family comes: the centre, its partners, its people, its services, its meetings.

Memberships and the words that families hear begin with their verbs. Agencies, services and series stand as they would
after years, so those rows are made here.
"""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import User
from audit.services import record
from centres.models import Agency, Centre, Membership, Service, SharingProtocol
from centres.services import NewCentre, invite_practitioner, start_centre
from centres.status import CASEWORK_ROLES, Day, Role
from consent.services import put_wording_in_use
from consent.status import ENGLISH
from meetings.demo.people import PASSWORD, PEOPLE, Person
from meetings.demo.places import Place
from meetings.models import Meeting, Series, SeriesMember
from meetings.rhythm import bank_holidays
from meetings.services import plan_meetings
from meetings.status import HolidayRule, MeetingStatus

HELD = 26  # a year of fortnights
CALLED_OFF = 13  # so many meetings before today's, one was called off: the heating had failed
AHEAD = timedelta(weeks=9)
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
WORDING = (
    "We would like to talk about your family at our meeting, where health visitors, the children's centre and its "
    "partners think together about who can best support you. We share only what is needed for that. You say which "
    "agencies may know and which may not. You can change your mind at any time, and nothing you are entitled to "
    "depends on your answer. If we were worried that a child is being harmed, we would have to act, and would tell you."
)


def people_of(place: Place) -> list[Person]:
    """The people of a centre, in the order of the table."""
    return [person for person in PEOPLE if person.centre == place.key]


def make_people(place: Place) -> dict[str, User]:
    """Everybody's sign-in. One hash for all: the password is the same, and made to be slow."""
    hashed = make_password(PASSWORD)
    made = {}
    for number, person in enumerate(people_of(place), start=1):
        phone = f"{place.phone[:-2]}{40 + number}"
        made[person.key] = User.objects.create(email=person.email, name=person.name, phone=phone, password=hashed)
    return made


def make_centre(place: Place, on: date) -> tuple[Centre, dict[str, Agency]]:
    """The centre, which the council runs, its administrator, its words, and its agencies, each with a protocol."""
    council = next(one for one in place.agencies if one.key == "council")
    administrator = next(one for one in people_of(place) if one.role == Role.ADMINISTRATOR)
    new = NewCentre(
        name=place.name, address=place.address, postcode=place.postcode, phone=place.phone,
        duty_phone=place.duty_phone, duty_phone_out_of_hours=place.duty_phone_out_of_hours,
        agency=council.name, agency_kind=council.kind,
    )  # fmt: skip
    membership = start_centre(
        new=new, email=administrator.email, name=administrator.name, signed_by=council.signed_by, on=on
    )
    centre = membership.centre
    put_wording_in_use(
        centre=centre, version="2.1", language=ENGLISH, text=WORDING, in_use_from=on, by=membership.user, on=on
    )
    agencies = {}
    for sketch in place.agencies:
        agency, is_new = Agency.objects.get_or_create(name=sketch.name, defaults={"kind": sketch.kind})
        agency.phone = sketch.phone
        agency.save(update_fields=["phone"])
        agencies[sketch.key] = agency
        if is_new:
            SharingProtocol.objects.create(
                centre=centre, agency=agency, version="1.0", signed_by=sketch.signed_by, signed_on=on
            )
    membership.title = administrator.title
    membership.save(update_fields=["title"])
    return centre, agencies


def make_memberships(
    place: Place, centre: Centre, agencies: dict[str, Agency], users: dict[str, User], on: date
) -> dict[str, Membership]:
    """Everybody's job; those who supervise and manage come first, because the others name them."""
    sketches = [one for one in people_of(place) if one.role != Role.ADMINISTRATOR]
    sketches.sort(key=lambda one: bool(one.supervisor or one.line_manager))
    administrator = next(users[one.key] for one in people_of(place) if one.role == Role.ADMINISTRATOR)
    made = {}
    for one in sketches:
        made[one.key] = invite_practitioner(
            email=one.email, name=one.name, centre=centre, agency=agencies[one.agency], role=one.role, title=one.title,
            may_commit=one.may_commit, supervisor=users.get(one.supervisor), line_manager=users.get(one.line_manager),
            employer=agencies.get(one.employer), starts_on=on, by=administrator, on=on,
        )  # fmt: skip
    return made


def make_services(place: Place, centre: Centre, on: date) -> dict[str, Service]:
    """The directory of local services, looked through a month ago."""
    made = {}
    for sketch in place.services:
        made[sketch.name] = Service.objects.create(
            centre=centre, name=sketch.name, provider=sketch.provider, about=sketch.about, needs=list(sketch.needs),
            from_age_months=sketch.ages[0], to_age_months=sketch.ages[1], when=sketch.when, where=sketch.where,
            phone=place.phone, verified_on=on - timedelta(days=30),
            districts=list(place.outcodes[:1]) if sketch.where else [],
            days=[day.value for day in Day if day.label in sketch.when],
        )  # fmt: skip
    return made


def rhythm_day(place: Place, today: date) -> date:
    """The day of the rhythm that is nearest to today's meeting: today, or the working day beside a weekend."""
    nearest = today + {SATURDAY: timedelta(days=-1), SUNDAY: timedelta(days=1)}.get(today.weekday(), timedelta())
    return nearest + timedelta(weeks=place.offset_weeks)


def make_series(place: Place, centre: Centre, memberships: dict[str, Membership], today: date) -> Series:
    """The fortnightly series, long enough ago for a year of meetings and one that was called off."""
    guests = {one.key for one in people_of(place) if one.guest}
    series = Series.objects.create(
        centre=centre, name=place.series, first_on=rhythm_day(place, today) - timedelta(weeks=2 * (HELD + 1)),
        at=place.at, place=place.room, holiday_rule=HolidayRule.AFTER,
    )  # fmt: skip
    for key, membership in memberships.items():
        if membership.role in CASEWORK_ROLES and key not in guests:
            turn = place.chairs.index(key) + 1 if key in place.chairs else None
            SeriesMember.objects.create(series=series, membership=membership, chair_turn=turn)
    return series


def make_meetings(place: Place, series: Series, today: date, *, by: Any) -> list[Meeting]:
    """Every meeting from a year ago to nine weeks ahead; the ones that count, in order: 26 behind, then the next ones.

    Called off before the later ones are planned, so that whoever lost their turn in the chair gets the next.
    """
    next_turn = rhythm_day(place, today)
    lost_turn = next_turn - timedelta(weeks=2 * CALLED_OFF)
    plan_meetings(series=series, until=lost_turn, by=by)
    call_off(series.meetings.get(rhythm_on=lost_turn), by=by)
    plan_meetings(series=series, until=next_turn + AHEAD, by=by)
    if place.offset_weeks == 0:
        move(series.meetings.get(rhythm_on=next_turn), today, by=by)
    return list(series.meetings.filter(status=MeetingStatus.PLANNED).order_by("on"))


def call_off(meeting: Meeting, *, by: Any) -> None:
    """Cancel a meeting of long ago, as `cancel_meeting` would have: today nobody is told of it any more."""
    meeting.status, meeting.changed_because = MeetingStatus.CANCELLED, "Snow: the centre was closed"
    meeting.sequence += 1
    meeting.save(update_fields=["status", "changed_because", "sequence"])
    record(by=by, verb="cancel_meeting", subject=meeting)


def move(meeting: Meeting, to: date, *, by: Any) -> None:
    """Put a meeting on another day, also a Sunday: whoever tries the demo finds a meeting today. The verb asks for
    a reason and tells people."""
    if meeting.on != to:
        meeting.on = to
        meeting.save(update_fields=["on"])
        record(by=by, verb="move_meeting", subject=meeting, on=to.isoformat())


def working_day(day: date, division: str) -> date:
    """The day, or the next one on which people work."""
    while not bank_holidays().is_work_day(day, division=division):
        day += timedelta(days=1)
    return day
