"""Visits planned for the days around today: by one, by two together, two on one day, and one that nobody recorded."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from cases.models import Case
from cases.services import cancel_visit, join_team, plan_visit, record_contact
from consent.querysets import agreed
from inputs.errors import NotAllowed, RuleBroken
from meetings.demo.world import World

# After so many days, at, what for; who visits: the lead professional, the health visitor, or both.
PLANS = (
    (1, time(10), "Bedtimes: how did the chart go?", "lead"),
    (1, time(10, 30), "Weighing, and the six-month questions", "colleague"),
    (3, time(14), "First visit together", "both"),
    (6, None, "", "lead"),
    (8, time(9, 30), "To the children's centre and back, to try the way", "lead"),
)
ILL = "Her little one has a temperature; we ring on Monday."


def live(world: World, day: date) -> None:
    """Live through it: `day` is yesterday."""
    families = list(_led(world, day, 4))
    if len(families) < 2:
        return
    for number, (after, at, purpose, who) in enumerate(PLANS):
        case = families[0] if number < 2 else families[number % len(families)]
        _plan(world, case, day, day + timedelta(days=1 + after), at, purpose, who)
    _gone_by(world, families[-1], day)


def _led(world: World, day: date, number: int) -> Iterator[Case]:
    """So many families of those that no story is about, each with a lead professional and a colleague in its team."""
    fillers = {one.case.pk for one in world.threads if one.story.filler and one.case}
    rows = Case.objects.open().with_next().filter(agreed(day), centre=world.centre, pk__in=fillers, has_lead=True)
    made = 0
    for case in rows.order_by("-pk"):
        if made < number and _colleague(world, case, day):
            made += 1
            yield case


def _leading(case: Case) -> Any:
    return case.leads.current().select_related("user").get().user


def _colleague(world: World, case: Case, day: date) -> Any:
    """A health visitor of the team; if there is none yet, one joins."""
    leading = _leading(case)
    found = case.team.in_force(day).exclude(user=leading).select_related("user").first()
    if found:
        return found.user
    for key in ("hv1", "hv2"):
        try:
            facts = {"contribution": "Health and development", "by": leading, "on": day}
            return join_team(case=case, user=world.users[key], **facts).user
        except (RuleBroken, NotAllowed, KeyError):
            continue
    return None


def _plan(world: World, case: Case, day: date, visit_on: date, at: time | None, purpose: str, who: str) -> Any:
    workers = [] if who == "colleague" else [_leading(case)]
    workers += [] if who == "lead" else [_colleague(world, case, day)]
    facts = {"visit_on": visit_on, "at": at, "purpose": purpose, "workers": workers}
    return plan_visit(case=case, **facts, by=workers[0], on=day)


def _gone_by(world: World, case: Case, day: date) -> None:
    """Of four days ago: one that took place, one that was cancelled, one of which nobody has said what came of it."""
    before = day - timedelta(days=4)
    if case.opened_on > before:
        return
    world.clock.go(before, time(9))
    _plan(world, case, before, before, time(16), "", "lead")
    cancelled = _plan(world, case, before, before + timedelta(days=1), None, "Benefits letter", "lead")
    kept = _plan(world, case, before, before, time(11), "Play on the floor", "lead")
    world.clock.go(before, time(12))
    leading = kept.arranged_by
    record_contact(
        case=case, kind="visit", reached=True, happened_on=before, at=time(11), visit=kept,
        note="Both of us on the floor with the blocks.", by=leading, on=before,
    )  # fmt: skip
    cancel_visit(visit=cancelled, because=ILL, by=leading, on=before)
    world.clock.go(day, time(11, 30))
