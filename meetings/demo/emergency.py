"""Two cases opened in an emergency yesterday: one was looked at, the other waits for the information lead."""

from datetime import date, time
from typing import Any

from cases.models import Case
from cases.services import break_glass, review_break_glass
from consent.querysets import agreed
from meetings.demo.world import World

WHO = "fsw2"
LATE_VISIT = "A neighbour rang at six: the children were alone in the house and nobody answered the door."
SCHOOL_RUN = "The nursery rang: nobody has collected the little one, and the numbers we have do not answer."
FOUND = "I spoke to her and to the manager. The duty team had asked for the family's safe contact. It was right."


def live(world: World, day: date) -> None:
    """Live through both, one after the other."""
    first, second = _out_of_reach(world, day)[:2]
    world.clock.go(day, time(10, 5))
    use = _open(world, first, LATE_VISIT, day)
    world.clock.go(day, time(15, 20))
    review_break_glass(use=use, right=True, words=FOUND, by=world.users["info"], on=day)
    world.clock.go(day, time(15, 40))
    _open(world, second, SCHOOL_RUN, day)


def _out_of_reach(world: World, day: date) -> list[Case]:
    """Open cases of which the person sees nothing, of families who agree and exclude nobody."""
    seen = Case.objects.visible_to(world.users[WHO]).order_by().values("pk")
    found = Case.objects.open().filter(agreed(day), centre=world.centre).exclude(pk__in=seen)
    return list(found.exclude(family__wishes__included=False).order_by("pk"))


def _open(world: World, case: Case, reason: str, day: date) -> Any:
    return break_glass(reference=case.reference, reason=reason, hours=1, by=world.users[WHO], on=day)
