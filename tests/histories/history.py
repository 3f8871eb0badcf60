"""Telling a history: which verbs are done, by whom, on which days. The number and the seed decide all of it.

Each step has dice of its own, made from the seed, the history's number, the step's and the verb: so a history is the
same on every machine, whatever was told before it, and leaving a step out leaves the dice of the others alone.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import time_machine
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from centres.models import Membership
from centres.status import Role
from inputs.errors import NotAllowed, RuleBroken
from tests.histories import rows
from tests.histories.facts import NO_CASEWORK, Facts
from tests.histories.invariants import wrong
from tests.histories.moment import Moment
from tests.histories.showing import SWEEPS, TELLS, show
from tests.histories.world import NOW, World

STEPS = (8, 30)
TRIES = 12  # verbs that are looked at until one finds something that it could be done to


class Nothing(Exception):
    """There is nothing to which the verb could be done now."""


@dataclass(frozen=True)
class Step:
    """A verb at its place in a history: all that is needed to do it again."""

    number: int
    verb: str


@dataclass
class History:
    """One history while it is told; the verbs ask it for people, days and rows."""

    world: World
    seed: int
    number: int
    clock: time_machine.Traveller
    dice: Random = field(init=False)
    steps: list[Step] = field(default_factory=list)
    story: list[str] = field(default_factory=list)  # a line for each step, without a number of any row
    done: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)  # how often a sentence had something to say
    refused: int = 0
    moment: Moment = field(init=False)
    faults: list[str] = field(default_factory=list)

    # --- for the verbs ---------------------------------------------------------------------------------------

    @property
    def on(self) -> date:
        """Today."""
        return timezone.localdate()

    def days(self, first: int, last: int) -> date:
        """A day between so many days from today and so many."""
        return self.on + timedelta(days=self.dice.randint(first, last))

    def often(self, share: float) -> bool:
        """Yes in this share of the times that it is asked."""
        return self.dice.random() < share

    def pick(self, rows: Any) -> Any:
        """One of some rows, in the order in which they were made."""
        found = list(rows.order_by("pk"))
        if not found:
            raise Nothing
        return self.dice.choice(found)

    def some(self, rows: Any) -> list[Any]:
        """Some of some rows."""
        return [one for one in rows.order_by("pk") if self.often(0.7)]

    def case(self, *, is_open: bool = True) -> Case:
        """A case."""
        of = Case.objects.filter(centre=self.world.centre, status="open" if is_open else "closed")
        return self.pick(of.select_related("family", "centre"))

    def anybody(self) -> User:
        """Somebody."""
        return self.world.people[self.dice.choice(list(self.world.people))]

    def usually(self, who: User) -> User:
        """They themselves; now and then somebody else tries."""
        return self.anybody() if self.often(0.08) else who

    def boss(self) -> User:
        """A manager of the centre, if it has one."""
        jobs = Membership.objects.filter(centre=self.world.centre, role=Role.CENTRE_MANAGER).in_force(self.on)
        managers = [one.user for one in jobs.select_related("user").order_by("pk")]
        return self.usually(self.dice.choice(managers) if managers else self.anybody())

    def job(self) -> Membership:
        """The job of somebody who works with families at the centre today."""
        jobs = Membership.objects.filter(centre=self.world.centre).in_force(self.on).exclude(role__in=NO_CASEWORK)
        return self.pick(jobs.select_related("user", "agency"))

    def coordinator(self, case: Case) -> User:
        """Who leads, or the manager."""
        leads = [one.user for one in case.leads.current().select_related("user")]
        return self.usually(leads[0]) if leads and self.often(0.6) else self.boss()

    # --- telling ---------------------------------------------------------------------------------------------

    def look(self, verb: str) -> None:
        """Everything that should be true is asked; what somebody should have heard, after the sweep that tells it."""
        former = getattr(self, "moment", None)
        at = self._moment(verb, former)
        said = wrong(at)
        unheard = {one.partition(":")[0] for one in said} & TELLS.keys()
        if unheard:
            for sentence in sorted(unheard):
                TELLS[sentence](self.on)
            at = self._moment(verb, former)
            said = wrong(at)
        self.moment = at
        self.faults += said
        self.met.update(at.met)

    def _moment(self, verb: str, former: Moment | None) -> Moment:
        now = Facts(rows.read(self.on), self.world.centre.pk)
        return Moment(now, former.now if former else now, show(self.world.centre, self.on), verb, Counter())

    def roll(self, *what: object) -> Random:
        """Dice for a purpose. From text, so that they are the same in every process."""
        return Random("/".join(str(one) for one in (self.seed, self.number, *what)))  # noqa: S311 - to be repeated

    def do(self, step: Step, verb: Callable[["History"], None]) -> bool:
        """Do a step and look; whether there was something to do. What is refused leaves everything as it was."""
        before, day = timezone.now(), self.on
        self.clock.shift(timedelta(minutes=self.roll(step.number).randint(3, 200)))
        self.dice = self.roll(step.number, step.verb)
        try:
            with transaction.atomic():
                verb(self)
            came = "done"
            self.done[step.verb] += 1
        except Nothing:
            self.clock.move_to(before)
            return False
        except RuleBroken as error:
            came = error.code
        except NotAllowed:
            came = "not allowed"
        except Exception as error:
            error.add_note("\n".join([*self.story, f"{step.number:>2} {step.verb} broke"]))
            raise
        self.refused += came != "done"
        self.steps.append(step)
        if came == "done" or day != self.on:
            self.look(step.verb if came == "done" else "")
        when = f"{timezone.localtime():%d %b %Y %H:%M}"
        self.story.append(f"{step.number:>2} {when} {step.verb}: {came}; {self._as_it_is()}")
        return True

    def _as_it_is(self) -> str:
        """The cases in a line: who leads, when the review is due, whose the actions are; by names, for two runs to
        be compared."""
        now, name = self.moment.now, self.world.name_of
        said = []
        for case in now.cases.values():
            lead = now.lead(case)
            due = [str(one.due_on) for one in now.reviews_to_come(case.id)]
            owners = sorted(name(one.owner_id) for one in now.to_do() if one.case_id == case.id)
            said.append(f"{case.status}, {name(lead and lead.user_id)}, {' '.join(due)}, {' '.join(owners) or '-'}")
        return " | ".join(said) or "no case"


def tell(
    world: World, seed: int, number: int, clock: time_machine.Traveller, verbs: dict[Callable[[History], None], int],
    *, begin: Callable[[History], None], steps: Sequence[Step] | None = None,
) -> History:  # fmt: skip
    """Tell history `number`, up to its end or the first fault; all of it is undone. `steps`: these and no others."""
    clock.move_to(NOW)
    told = History(world, seed, number, clock)
    named = {verb.__name__: verb for verb in verbs}
    with transaction.atomic():
        told.dice = told.roll("begin")
        clock.shift(timedelta(days=told.dice.randint(0, 364)))
        begin(told)
        told.look("begin")
        for step in steps if steps is not None else range(told.dice.randint(*STEPS)):
            if told.faults:
                break
            if isinstance(step, Step):
                told.do(step, named[step.verb])
                continue
            drawn = told.roll(step, "verbs").choices(list(verbs), list(verbs.values()), k=TRIES)
            any(told.do(Step(step, verb.__name__), verb) for verb in drawn)
        if not told.faults:
            for sweep in SWEEPS:
                sweep(told.on)
            told.look("every sweep")
        transaction.set_rollback(True)
    return told


def shortened(told: History, again: Callable[[Sequence[Step]], History]) -> History:
    """The same fault with as few steps as leaving out one after the other gives."""
    sentence = told.faults[0].partition(":")[0]
    for step in reversed(told.steps):
        shorter = again([one for one in told.steps if one != step])
        if shorter.faults and shorter.faults[0].startswith(sentence):
            told = shorter
    return told
