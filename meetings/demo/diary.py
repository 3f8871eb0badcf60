"""What happens to families between meetings: contacts, offers and answers, goals, progress, and turns of events."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import singledispatch
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from accounts.models import User
from cases.models import Lead
from cases.services import (
    accept_lead,
    answer_offer,
    decline_lead,
    hand_over,
    join_team,
    offer_lead,
    reach_goal,
    record_contact,
    record_offer,
    reopen_case,
    report_progress,
    set_goal,
    set_next_review,
    share_case,
    take_back_offer,
    write_note,
)
from cases.status import CaseStatus, LeadStatus, NoteKind, OfferStatus
from consent.services import withdraw_agreement
from families.models import Child
from families.people import NewAddress
from families.services import change_address, record_birth
from inputs.errors import NotAllowed, RuleBroken
from meetings.demo import refusing, sharing
from meetings.demo.arriving import born_on
from meetings.demo.shapes import Entry, Hoped, Joined, LeadSketch, Met, Offered, Told, Turn
from meetings.demo.world import Event, Thread, World


def plan(world: World, thread: Thread) -> None:
    """Put what the story says on the calendar, now that the case is open."""
    opened = thread.case.opened_on
    for entry in thread.story.diary:
        day = world.today if entry.day < 0 else opened
        add(world, thread, day + timedelta(days=entry.day), entry)
    for sketch, child in zip(thread.story.children, _in_order(thread), strict=True):
        if child.date_of_birth is None and sketch.weeks >= 0:
            add(world, thread, born_on(sketch, world.today) + timedelta(days=5), Turn(0, "birth"), (child, sketch))


def _in_order(thread: Thread) -> list[Child]:
    return list(thread.family.children.order_by("pk"))


def add(world: World, thread: Thread, day: Any, what: object, row: object = None) -> None:
    """Put one thing on the calendar, if its day comes before today."""
    first = thread.case.opened_on + timedelta(days=1) if thread.case else None
    if day < world.today:
        world.to_come.append(Event(world.working_day(day, first=first), len(world.to_come), thread, what, row))


def live_until(world: World, day: Any) -> None:
    """Let everything happen that is on the calendar before `day`, in its order; new things may be put on it."""
    while due := [event for event in world.to_come if event.day < day]:
        event = min(due)
        world.to_come.remove(event)
        world.clock.go(event.day)
        try:
            happen(event.what, world, event)
        except (RuleBroken, NotAllowed, ObjectDoesNotExist) as refused:
            # Written for another calendar: a holiday moved a meeting past it. The story goes on without it.
            world.failed.append(f"{event.thread.story.key} {event.day} {event.what}: {refused}")


def lead_of(thread: Thread) -> User | None:
    """The family's lead professional, if there is one."""
    current = Lead.objects.current().filter(case=thread.case).select_related("user").first()
    return current.user if current else None


def whoever(world: World, thread: Thread, who: str = "") -> User:
    """Who does it: the person named, else the lead professional, else the manager."""
    if who and world.works_on(who, world.clock.day):
        return world.users[who]
    return lead_of(thread) or world.users["manager"]


def _open(thread: Thread) -> bool:
    thread.case.refresh_from_db()
    return thread.case.status == CaseStatus.OPEN


@singledispatch
def happen(what: object, world: World, event: Event) -> None:
    """Let one thing happen, with the verb that people use for it."""
    raise TypeError(f"Nothing is known of {what!r}.")


@happen.register
def _(what: Met, world: World, event: Event) -> None:
    if _open(event.thread):
        case = event.thread.case
        day = event.day - timedelta(days=what.late)
        children = case.family.children.filter(date_of_birth__lte=day) if what.child_seen else ()
        together = [world.users[what.with_]] if what.with_ and world.works_on(what.with_, day) else []
        adults = [one for one in case.family.adults.all() if one.name.split()[0] in what.adults] if what.adults else ()
        record_contact(
            case=case, kind=what.kind, reached=what.reached, child_seen=what.child_seen, saw_children=children,
            saw_adults=adults, with_users=together, happened_on=day, at=what.at,
            note=event.thread.words(what.note), by=whoever(world, event.thread, what.who), on=event.day,
        )  # fmt: skip


@happen.register
def _(what: Offered, world: World, event: Event) -> None:
    thread = event.thread
    if event.row is not None:
        if _open(thread):
            by, words = whoever(world, thread), thread.words(what.words)
            offer = answer_offer(offer=event.row, status=what.answer, words=words, by=by, on=event.day)
            if offer.status == OfferStatus.REFUSED:
                refusing.say_next(world, offer, by, event.day, what.then)
        return
    if not _open(thread):
        return
    offer = record_offer(
        case=thread.case, what=what.what, service=world.services.get(what.service), offered_on=event.day,
        by=whoever(world, thread), on=event.day,
    )  # fmt: skip
    if what.answer != OfferStatus.WAITING:
        add(world, thread, event.day + timedelta(days=what.after), what, offer)


@happen.register
def _(what: Hoped, world: World, event: Event) -> None:
    thread = event.thread
    if not _open(thread):
        return
    by = whoever(world, thread)
    if event.row is not None:
        reach_goal(goal=event.row, by=by, on=event.day)
        return
    goal = set_goal(
        case=thread.case, words=thread.words(what.words), outcome=what.outcome, start_rating=what.start,
        target_rating=what.aim, by=by, on=event.day,
    )  # fmt: skip
    if what.reached is not None:
        add(world, thread, event.day + timedelta(days=what.reached - what.day), what, goal)


@happen.register
def _(what: Told, world: World, event: Event) -> None:
    if _open(event.thread):
        by = whoever(world, event.thread)
        report_progress(case=event.thread.case, words=event.thread.words(what.words), by=by, on=event.day)


@happen.register
def _(what: Joined, world: World, event: Event) -> None:
    thread = event.thread
    if _open(thread) and world.works_on(what.who, event.day):
        join_team(
            case=thread.case, user=world.users[what.who], contribution=what.contribution, by=whoever(world, thread),
            on=event.day,
        )  # fmt: skip


@happen.register
def _(what: LeadSketch, world: World, event: Event) -> None:
    """The answer to an offer to lead."""
    lead = event.row
    if lead.case.leads.filter(pk=lead.pk, status=LeadStatus.OFFERED).exists():
        if what.answer == LeadStatus.DECLINED:
            decline_lead(lead=lead, reason=what.words, by=lead.user, on=event.day)
        elif what.answer == LeadStatus.TAKEN_BACK:
            take_back_offer(lead=lead, by=world.users["manager"], on=event.day)
        else:
            accept_lead(lead=lead, by=lead.user, on=event.day)


@happen.register
def _(what: Turn, world: World, event: Event) -> None:
    TURNS[what.what](world, event, what)


# --- turns of events ----------------------------------------------------------------------------------------


def _birth(world: World, event: Event, turn: Turn) -> None:
    child, sketch = event.row
    record_birth(
        child=child, name=sketch.name, date_of_birth=born_on(sketch, world.today), by=world.users["manager"],
        on=event.day, nhs_number=world.numbers.nhs_number(),
    )  # fmt: skip


def _withdraw(world: World, event: Event, turn: Turn) -> None:
    agreement = event.thread.family.agreements.in_force(event.day).get()
    withdraw_agreement(agreement=agreement, withdrawn_by=turn.words, by=world.users["manager"], on=event.day)


def _move(world: World, event: Event, turn: Turn) -> None:
    address = NewAddress(lines=turn.words, postcode=world.numbers.postcode())
    change_address(family=event.thread.family, address=address, by=world.users["manager"], on=event.day)


def _ask(world: World, event: Event, turn: Turn) -> None:
    offer_lead(case=event.thread.case, user=world.users[turn.who], by=world.users["manager"], on=event.day)


def _accept(world: World, event: Event, turn: Turn) -> None:
    lead = event.thread.case.leads.get(status=LeadStatus.OFFERED)
    accept_lead(lead=lead, by=lead.user, on=event.day)


def _hand_over(world: World, event: Event, turn: Turn) -> None:
    """Whoever leads writes a briefing, and what they still had to do goes along."""
    case, leads = event.thread.case, lead_of(event.thread)
    hand_over(
        case=case, user=world.users[turn.who], matters=turn.words, family_view="They have met, and it is fine.",
        actions=case.actions.open().filter(owner=leads).values_list("pk", flat=True), by=leads, on=event.day,
    )  # fmt: skip
    add(world, event.thread, event.day + timedelta(days=1), Turn(0, "accept"))


def _review_due(world: World, event: Event, turn: Turn) -> None:
    if _open(event.thread):
        due_on = world.today + timedelta(days=turn.days)
        set_next_review(case=event.thread.case, due_on=due_on, by=whoever(world, event.thread), on=event.day)


def _reopen(world: World, event: Event, turn: Turn) -> None:
    reopen_case(case=event.thread.case, by=world.users["manager"], on=event.day, reason=turn.words)


def _answer_later(world: World, event: Event, turn: Turn) -> None:
    offer = event.thread.case.offers.filter(status=OfferStatus.LATER).first()
    if offer:
        words, by = turn.words, whoever(world, event.thread)
        answer_offer(offer=offer, status=OfferStatus.ACCEPTED, words=words, by=by, on=event.day)


def _share(world: World, event: Event, turn: Turn) -> None:
    until = world.today + timedelta(days=turn.days)
    share_case(
        case=event.thread.case, to=world.users[turn.who], until=until, reason=turn.words,
        by=whoever(world, event.thread), on=event.day,
    )  # fmt: skip


def _note(world: World, event: Event, turn: Turn) -> None:
    """A restricted note of the lead professional, for one named reader."""
    kind = {"health_note": NoteKind.HEALTH, "abuse_note": NoteKind.DOMESTIC_ABUSE}[turn.what]
    write_note(
        case=event.thread.case, kind=kind, words=turn.words, readers=[world.users[turn.who]],
        by=whoever(world, event.thread), on=event.day,
    )  # fmt: skip


TURNS: dict[str, Callable[[World, Event, Turn], None]] = {
    "birth": _birth,
    "withdraw": _withdraw,
    "move": _move,
    "ask": _ask,
    "accept": _accept,
    "hand_over": _hand_over,
    "review_due": _review_due,
    "reopen": _reopen,
    "share": _share,
    "answer_later": _answer_later,
    "police_asked": sharing.police_asked,
    "keep": sharing.keep,
    "health_note": _note,
    "abuse_note": _note,
}


def entries(stories: Any) -> Iterator[Entry]:
    """Everything in the diaries of the stories."""
    for story in stories:
        yield from story.diary
