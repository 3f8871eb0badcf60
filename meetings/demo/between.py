"""Between meetings, yesterday: actions passed on, families handed over, who stands in during leave, a refusal."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from cases.models import Action, Case
from cases.services import (
    accept_deputy,
    accept_pass_on,
    ask_deputy,
    decline_lead,
    decline_pass_on,
    hand_over,
    pass_on,
)
from cases.status import LeadStatus
from consent.querysets import agreed
from inputs.errors import NotAllowed, RuleBroken
from meetings.demo import refusing
from meetings.demo.world import World
from reminders.models import Reminder

WHO = ("fsw1", "fsw2", "hv1", "hv2")
WHY = "You see them next week anyway, and I am on leave from Thursday."
NO = "I do not know this family, and they asked for one face only."
MATTERS = "Ring before nine, she works lates. The little one hides when two of us come: go alone the first time."
ON_LEAVE = "The boiler man comes on Tuesday: somebody has to be there with her. She likes a text the evening before."
LEADS_ENOUGH = "I lead as many as I can do well. Ask me again after the summer."


def live(world: World, day: date) -> None:
    """Live through it."""
    world.clock.go(day, time(11, 5))
    refusing.leave_one_open(world, day)
    asked = list(_passed_on(world, day, 3))
    for one, answer in zip(asked[1:], (accept_pass_on, decline_pass_on), strict=False):
        reason = {"reason": NO} if answer is decline_pass_on else {}
        answer(pass_on=one, by=one.to, on=day, **reason)
    offers = list(_handed_over(world, day, 2))
    if len(offers) > 1:
        decline_lead(lead=offers[1], reason=LEADS_ENOUGH, by=offers[1].user, on=day)
    asked_to_stand_in = list(_asked_to_stand_in(world, day, (0, 0, 6)))
    for deputy in asked_to_stand_in[:2]:
        accept_deputy(deputy=deputy, by=deputy.user, on=day)


def _passed_on(world: World, day: date, number: int) -> Iterator[Any]:
    """So many actions of different people, each passed on to somebody who may know of the family."""
    rows = Action.objects.open().filter(agreed(day, "case__family_id"), centre=world.centre, case__status="open")
    owners: set[int] = set()
    for action in rows.select_related("owner", "case__family").order_by("-pk"):
        if action.owner_id not in owners and len(owners) < number and (made := _ask(world, action, day)):
            owners.add(action.owner_id)
            yield made


def _ask(world: World, action: Action, day: date) -> Any:
    for key in WHO:
        try:
            return pass_on(
                action=action, to=world.users[key], agency=world.agency_of(key), because=WHY, by=action.owner, on=day
            )
        except (RuleBroken, NotAllowed, KeyError):
            continue
    return None


def _handed_over(world: World, day: date, number: int) -> Iterator[Any]:
    """So many families of those that no story is about, each offered to somebody else."""
    fillers = {one.case.pk for one in world.threads if one.story.filler and one.case}
    rows = Case.objects.open().filter(agreed(day), centre=world.centre, pk__in=fillers)
    made = 0
    for case in rows.filter(leads__status=LeadStatus.ACCEPTED).order_by("pk"):
        if made < number and (lead := _offer(world, case, day)):
            made += 1
            yield lead


def _offer(world: World, case: Case, day: date) -> Any:
    current = case.leads.current().select_related("user").get()
    going = list(case.actions.open().filter(owner=current.user, pass_ons=None).values_list("pk", flat=True))
    for key in WHO:
        try:
            return hand_over(
                case=case, user=world.users[key], matters=MATTERS, family_view="As long as it is somebody they know.",
                actions=going, by=current.user, on=day,
            )  # fmt: skip
        except (RuleBroken, NotAllowed, KeyError):
            continue
    return None


def _asked_to_stand_in(world: World, day: date, begins: tuple[int, ...]) -> Iterator[Any]:
    """For families of which nobody is asked to lead: somebody is asked to stand in, so many days from now."""
    fillers = {one.case.pk for one in world.threads if one.story.filler and one.case}
    rows = Case.objects.open().filter(agreed(day), centre=world.centre, pk__in=fillers)
    quiet = rows.filter(leads__status=LeadStatus.ACCEPTED).exclude(leads__status=LeadStatus.OFFERED).order_by("-pk")
    waiting = list(begins)
    for case in quiet:
        if waiting and (deputy := _ask_deputy(world, case, day + timedelta(days=waiting[0]), day)):
            waiting.pop(0)
            yield deputy


def _ask_deputy(world: World, case: Case, first: date, day: date) -> Any:
    current = case.leads.current().select_related("user").get()
    for key in WHO:
        try:
            return ask_deputy(
                case=case, user=world.users[key], starts_on=first, ends_on=first + timedelta(days=12),
                matters=ON_LEAVE, by=current.user, on=day,
            )  # fmt: skip
        except (RuleBroken, NotAllowed, KeyError):
            continue
    return None


def told_long_ago(world: World, day: date) -> None:
    """What people were told before yesterday they have read and put away, and no worker mails it today."""
    rows = Reminder.objects.filter(to__in=[one.pk for one in world.users.values()])
    rows.filter(on__lt=day, seen_at=None).update(seen_at=timezone.now())
    rows.filter(on__lte=day, at_once=True, mailed_at=None).update(mailed_at=timezone.now())
