"""One meeting of the past: opened, held, closed; the minutes of the one before approved."""

from datetime import date, timedelta

from accounts.models import User
from cases.models import Action
from cases.services import finish_action, take_back_action
from cases.status import ActionStatus, LeadStatus
from documents.models import Document
from inputs.errors import NotAllowed, RuleBroken
from meetings.demo import words
from meetings.demo.settling import settle
from meetings.demo.world import World
from meetings.followup import asked_about
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.rules import agencies_that_may_know
from meetings.services import (
    NewAction,
    add_item,
    approve_minutes,
    close_meeting,
    correct_minutes,
    decide,
    open_meeting,
    put_off,
    record_attendance,
    record_outcome,
    record_view,
    release_minutes,
    split_item,
    start_item,
    take_together,
)
from meetings.status import DecisionKind, ItemKind, MinutesStatus, Present

MINUTES_AN_ITEM = 9  # or fewer, so that the meeting ends in time
PRINTED = -2  # from this meeting on the minutes are to be had as PDFs; nobody reads those of last winter
LATE = 3  # so many actions are late today
TIMED = -4  # from this meeting on each item has its clock
SPLIT = -1  # at this one a family brought more than one matter
CORRECTED = -6  # the minutes of this one had a mistake


def hold(world: World, number: int) -> None:
    """Hold the meeting so many before today's, from the first word to the minutes."""
    meeting = world.meeting(number)
    world.clock.go(meeting.on, meeting.at)
    chair = meeting.chair
    open_meeting(meeting=meeting, by=chair, on=meeting.on)
    if number in words.MATTERS:
        add_item(meeting=meeting, title=words.MATTERS[number], by=chair)
    _attend(world, meeting)
    _approve_last(world, meeting)
    _ask_about_actions(world, meeting, number)
    if number == SPLIT:
        _split_one(world, meeting)
    for item in meeting.items.filter(part_of=None).in_order():
        world.clock.forward(min(MINUTES_AN_ITEM, meeting.series.minutes // (meeting.items.count() + 2)))
        _discuss(world, item, number)
    world.clock.forward(4)
    minutes = close_meeting(meeting=meeting, by=chair, on=meeting.on)
    minutes = release_minutes(minutes=minutes, by=chair, on=meeting.on)
    if number == CORRECTED:
        world.clock.forward(60 * 20)
        said = "The apologies of one colleague were missing."
        correct_minutes(minutes=minutes, words=said, by=chair, on=meeting.on + timedelta(days=1))
    if number < PRINTED:
        _leave_unprinted(meeting)


def _attend(world: World, meeting: Meeting) -> None:
    """Who came: the chair and the manager always, most others mostly."""
    said: dict[int, tuple[str, str]] = {}
    for one in meeting.attendance.select_related("user").order_by("pk"):
        always = one.user_id in (meeting.chair_id, world.users["manager"].pk)
        luck = world.dice.random()
        if always or luck < 0.82:
            said[one.pk] = (Present.PRESENT, "")
        elif luck < 0.93:
            said[one.pk] = (Present.APOLOGIES, world.dice.choice(["", *words.DEPUTIES]))
        else:
            said[one.pk] = (Present.ABSENT, "")
    record_attendance(meeting=meeting, attendance=said, by=meeting.chair)


def _approve_last(world: World, meeting: Meeting) -> None:
    drafts = Minutes.objects.latest().filter(meeting__series_id=meeting.series_id, status=MinutesStatus.DRAFT)
    for minutes in drafts.filter(meeting__on__lt=meeting.on):
        approve_minutes(minutes=minutes, at=meeting, by=meeting.chair, on=meeting.on)


def _ask_about_actions(world: World, meeting: Meeting, number: int) -> None:
    """What came of each action. At the last meeting a few stay to be done: they are late by today."""
    manager = world.users["manager"]
    still_open = [one for one in asked_about(meeting, manager) if one.status == ActionStatus.OPEN]
    due = [one for one in still_open if one.due_on <= meeting.on]
    for place, action in enumerate(due):
        if (number == -1 and place < LATE) or world.dice.random() < 0.15:
            continue
        world.finished += 1
        if world.finished % 3:
            status, result = ActionStatus.DONE, world.dice.choice(words.RESULTS)
        else:
            status, result = ActionStatus.NOT_DONE, world.dice.choice(words.NOT_DONE)
        record_outcome(meeting=meeting, action=action, status=status, result=result, by=manager, on=meeting.on)


def finish_actions(world: World, number: int) -> None:
    """What owners do by themselves before that meeting: most of what is due, each in their time.

    Of what was due at the last meeting a few are left, so that they are late today; today some are to be asked about.
    """
    on = world.meeting(number).on
    due = Action.objects.open().filter(centre=world.centre, due_on__lte=on).select_related("owner", "case")
    if number == 0:
        due = due.filter(due_on__gt=world.meeting(-1).on)
    share = 0.7 if number < 0 else 0.35
    for action in due.order_by("due_on", "pk")[LATE if number == -1 else 0 :]:
        day = world.working_day(action.due_on - timedelta(days=world.dice.randrange(1, 8)), first=action.agreed_on)
        if day < on and world.dice.random() < share:
            _finish(world, action, day)


def _finish(world: World, action: Action, day: date) -> None:
    world.clock.go(day)
    world.finished += 1
    if world.finished % 16 == 5:  # now and then one is no longer needed
        take_back_action(action=action, by=world.users["manager"], on=day)
    else:
        result = world.dice.choice(words.RESULTS)
        finish_action(action=action, status=ActionStatus.DONE, result=result, by=action.owner, on=day)


def _discuss(world: World, item: AgendaItem, number: int) -> None:
    by = _whoever_holds_the_pen(world, item)
    if number >= TIMED:
        start_item(item=item, by=by)
    if item.kind == ItemKind.REFERRAL:
        give_views(world, item, by)
    try:
        settle(world, item, number, by)
    except (RuleBroken, NotAllowed) as refused:
        world.failed.append(f"{item.meeting.on} {item.kind} {item.family}: {refused}")
        put_off(item=item, because="The team ran out of time.", by=by)


def _split_one(world: World, meeting: Meeting) -> None:
    """A family has two more matters: one is settled on its own, the other goes back into the whole."""
    by = world.users["manager"]
    for item in meeting.items.filter(case__isnull=False).in_order():
        lead = item.case.leads.filter(status=LeadStatus.ACCEPTED).select_related("user", "agency").first()
        if lead is None or lead.agency_id not in agencies_that_may_know(item):
            continue
        housing, nursery = (split_item(item=item, title=title, by=by) for title in words.PARTS)
        ring = NewAction(words.PART_ACTION, lead.user, lead.agency, meeting.on + timedelta(weeks=4))
        decide(
            item=housing, version=housing.version, kind=DecisionKind.AGREED, reason=words.PART_REASON, actions=[ring],
            by=by, on=meeting.on,
        )  # fmt: skip
        take_together(item=nursery, host=item, by=by)
        return


def _whoever_holds_the_pen(world: World, item: AgendaItem) -> User:
    """The chair; the manager where the family does not wish the chair's agency to know."""
    chair = item.meeting.chair
    if item.family is None:
        return chair
    known = item.meeting.attendance.filter(user=chair, agency_id__in=agencies_that_may_know(item))
    return chair if known.exists() else world.users["manager"]


def give_views(world: World, item: AgendaItem, by: User) -> None:
    """What each agency that may know thinks, before the decision."""
    wished = agencies_that_may_know(item)
    for key, agency in world.agencies.items():
        if agency.pk in wished and world.dice.random() < 0.7:
            record_view(item=item, agency=agency, words=world.dice.choice(words.VIEWS[key]), by=by)


def _leave_unprinted(meeting: Meeting) -> None:
    """Forget that PDFs were asked for: a year of minutes nobody opens need not be made on somebody's first evening.

    Whoever wants one asks for it on the page of the minutes, and it is made then.
    """
    ids = list(meeting.minutes.values_list("pk", flat=True))
    Document.objects.filter(subject_type=Minutes._meta.label_lower, subject_id__in=ids).delete()
