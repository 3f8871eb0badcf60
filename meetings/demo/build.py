"""Making the demo: each centre's year is lived through from its first referral to this morning."""

import random
from datetime import date, time, timedelta
from typing import Any

from django.db import connection, transaction

from audit.models import Entry
from audit.services import record
from centres.models import Centre
from centres.services import end_membership
from meetings.demo import (
    advising,
    around,
    arriving,
    between,
    diary,
    emergency,
    ended,
    frame,
    leaving,
    reviewing,
    signposting,
    sitting,
    stepping,
    twice,
    visiting,
)
from meetings.demo.clock import Clock, repeatable_references, set_clock
from meetings.demo.filling import stories_for
from meetings.demo.numbers import Numbers
from meetings.demo.places import PLACES, Place
from meetings.demo.situations import SITUATIONS
from meetings.demo.world import Thread, World
from meetings.models import Meeting
from meetings.services import fill_agenda, invite_guest, record_attendance, record_view
from meetings.status import ItemKind, MeetingStatus, Present

BEFORE_EVERYTHING = timedelta(days=600)
FORMER_LEFT = timedelta(days=60)
AFTERNOON = time(16, 10)


def build(today: date, places: tuple[Place, ...] = PLACES) -> list[World]:
    """Make the centres for `today`, each in one transaction; what came of each, for whoever looks."""
    made = []
    for place in places:
        seed = f"{place.key} {today.isoformat()}"
        with repeatable_references(random.Random(seed + " references")):  # noqa: S311  not a secret: repeatable
            made.append(_build_centre(place, today, random.Random(seed)))  # noqa: S311
    return made


@transaction.atomic
def _build_centre(place: Place, today: date, dice: random.Random) -> World:
    with set_clock(Clock(today)) as clock:
        world = _begin(place, today, dice, clock)
        for number in range(-world.behind, 0):
            _fortnight(world, number)
            sitting.hold(world, number)
        _fortnight(world, 0)
        reviewing.close_at_the_turn_of_the_year(world)
        _prepare(world)
        signposting.ask_whether_it_helped(world)
        if place.key == "alderbrook":
            signposting.read_the_council(world)
            leaving.somebody_leaves(world)
            twice.somebody_is_registered_again(world)
        record(by=None, verb="make_demo", subject=world.centre, centre_id=world.centre.pk, day=today.isoformat())
    # Nobody is to be told by a worker of a year that did not happen; what is due is found by the next sweep.
    connection.run_on_commit.clear()
    return world


def _begin(place: Place, today: date, dice: random.Random, clock: Clock) -> World:
    long_ago = today - BEFORE_EVERYTHING
    clock.go(long_ago)
    users = frame.make_people(place)
    centre, agencies = frame.make_centre(place, long_ago)
    memberships = frame.make_memberships(place, centre, agencies, users, long_ago)
    series = frame.make_series(place, centre, memberships, today)
    clock.go(series.first_on - timedelta(days=21))
    meetings = frame.make_meetings(place, series, today, by=users["manager"])
    world = World(
        place, today, clock, dice, Numbers(dice, place.outcodes), centre, agencies, users, memberships,
        frame.make_services(place, centre, today), meetings, frame.HELD,
    )  # fmt: skip
    written = SITUATIONS if place.key == "alderbrook" else ()
    world.threads = [Thread(story) for story in (*written, *stories_for(place, dice))]
    return world


def _fortnight(world: World, number: int) -> None:
    """What happens before the meeting so many before today's: referrals come in, people work with families."""
    meeting = world.meeting(number)
    for thread in world.threads:
        if thread.story.meeting == number and thread.family is None:
            diary.live_until(world, _day_of_referral(world, thread, meeting))
            _arrive(world, thread, _day_of_referral(world, thread, meeting))
    diary.live_until(world, meeting.on)
    ended.follow_up(world, min(meeting.on, world.today) - timedelta(days=1))
    sitting.finish_actions(world, number)
    _leave(world, meeting)


def _day_of_referral(world: World, thread: Thread, meeting: Meeting) -> date:
    """From three to nine days before the meeting, so that papers have not closed; before today at any rate."""
    days = 3 + len(thread.story.name) % 7
    return min(meeting.on, world.today + timedelta(days=2)) - timedelta(days=days)


def _arrive(world: World, thread: Thread, day: date) -> None:
    day = min(frame.working_day(day, world.centre.division), day + timedelta(days=1))
    world.clock.go(day)
    if thread.story.never_sent:
        arriving.never_refer(world, thread, day)
    else:
        arriving.send(world, thread, day)


def _leave(world: World, meeting: Meeting) -> None:
    """Somebody who worked here once leaves, after handing over."""
    last_day = world.today - FORMER_LEFT
    former = world.memberships.get("former")
    if former and former.ends_on is None and last_day < meeting.on:
        world.clock.go(last_day)
        world.memberships["former"] = end_membership(
            membership=former, ends_on=last_day, by=world.users["manager"], on=last_day
        )


def _prepare(world: World) -> None:
    """Yesterday afternoon: the agenda is full, some have written what they think, one has sent apologies."""
    meeting, before = world.meeting(0), world.today - timedelta(days=1)
    if world.place.key == "alderbrook":
        emergency.live(world, before)
        between.live(world, before)
        around.live(world, before)
        advising.live(world, before)
        visiting.live(world, before)
        stepping.live(world, before)
    between.told_long_ago(world, before)
    world.clock.go(before, AFTERNOON)
    if world.place.offset_weeks == 0:
        arriving.begin_draft_of_a_new_family(world, before)
    fill_agenda(meeting=meeting, by=None, on=before)
    _invite_guests(world, meeting)
    for item in meeting.items.filter(kind=ItemKind.REFERRAL).order_by("position")[:3]:
        _write_before(world, item)
    _apologies(world, meeting)


def _invite_guests(world: World, meeting: Meeting) -> None:
    """Who is needed for one family only is asked to come for that one."""
    for thread in world.threads:
        if thread.story.guest:
            item = meeting.items.get(family=thread.family)
            invite_guest(item=item, membership=world.memberships[thread.story.guest], by=world.users["manager"])


def _write_before(world: World, item: Any) -> None:
    for who in ("hv2", "fsw1"):
        agency = world.agency_of(who)
        if item.family.wishes.filter(agency=agency, included=True, until=None).exists():
            kind = next(key for key, one in world.agencies.items() if one.pk == agency.pk)
            words = world.dice.choice(sitting.words.VIEWS[kind])
            record_view(item=item, agency=agency, words=words, by=world.users[who])


def _apologies(world: World, meeting: Meeting) -> None:
    who = world.users.get("psychologist", world.users["lsw"])
    sent: dict[int, tuple[str, str]] = {one.pk: (Present.APOLOGIES, "") for one in meeting.attendance.filter(user=who)}
    record_attendance(meeting=meeting, attendance=sent, by=world.users["manager"])


def demo_centres() -> Any:
    """The demo's centres that exist."""
    return Centre.objects.filter(name__in=[place.name for place in PLACES])


def other_centres() -> Any:
    """Centres that are not the demo's: where there is one, real people work."""
    return Centre.objects.exclude(name__in=[place.name for place in PLACES])


def made_on() -> date | None:
    """The day for which the demo was made, from the log."""
    day = Entry.objects.filter(verb="make_demo").order_by("-id").values_list("detail__day", flat=True).first()
    return date.fromisoformat(day) if day else None


@transaction.atomic
def meet_today(today: date) -> Meeting | None:
    """See to it that the first centre has a meeting today, and say which was moved; None if there is one already."""
    meetings = Meeting.objects.filter(centre__name=PLACES[0].name)
    if meetings.filter(on=today).exclude(status=MeetingStatus.CANCELLED).exists():
        return None
    if meetings.filter(status=MeetingStatus.RUNNING).exists():
        return None
    meeting = meetings.filter(status=MeetingStatus.PLANNED).order_by("on").first()
    if meeting is None:
        return None
    frame.move(meeting, today, by=None)
    fill_agenda(meeting=meeting, by=None, on=today)
    return meeting
