"""What the rules of the state machine share: trying a verb, then looking whether product and oracle still agree."""

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from accounts.models import User
from cases.models import Case
from consent.models import Agreement
from consent.services import withdraw_agreement
from families.models import Family
from inputs.errors import NotAllowed, RuleBroken
from tests.oracle import facts, outputs
from tests.oracle.looking import PAIRS, TRIED, Look
from tests.oracle.oracle import Oracle
from tests.oracle.world import AGENCIES, NAMES, NOW, PEOPLE, World

SOMEBODY = st.sampled_from(PEOPLE)
FAMILY = st.sampled_from(NAMES)
AGENCY = st.sampled_from(AGENCIES)
WHICH = st.integers(0, 11)
# The manager does most, as else most would be refused; now and then anybody tries.
BY = st.sampled_from(("boss",) * 12 + PEOPLE)
# After each step somebody looks at their cases and at something else: rows, as a page costs a hundred times as much;
# in every other example, on the average, a page; and one at the end of each.
LOOKS = st.tuples(SOMEBODY, st.sampled_from([*outputs.ROWS * 396, *outputs.PAGES]), WHICH)


class Nothing(Exception):
    """There is nothing to which the verb could be done now."""


def verb(**given: Any) -> Callable[[Callable[..., None]], Any]:
    """A rule: the verb is tried, and whether it went through or was refused, product and oracle agree afterwards."""

    def made(do: Callable[..., None]) -> Any:
        def step(machine: "Steps", look: Any, **drawn: Any) -> None:
            before, written = timezone.now(), Written()
            try:
                with connection.execute_wrapper(written):
                    do(machine, **drawn)
                TRIED[do.__name__] += 1
            except (Nothing, NotAllowed, RuleBroken):
                pass
            if written.anything or timezone.now() != before:
                machine.found = {}
            machine.story.append((do.__name__, drawn, look[0], look[1].__name__, look[2]))
            machine.look(*look)

        step.__name__ = do.__name__
        return rule(look=LOOKS, **given)(step)

    return made


class Written:
    """Notices whether anything is written: a verb that only read, and was refused, changes what nobody sees."""

    def __init__(self) -> None:
        self.anything = False

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Carry the statement out; what begins with another word may write, or has a statement that does after it."""
        self.anything = self.anything or not str(sql).startswith(ONLY_READ) or bool(WRITES.search(str(sql)))
        return execute(sql, params, many, context)


WRITES = re.compile(r"\bINSERT INTO\b|\bUPDATE \"|\bDELETE FROM\b")
ONLY_READ = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "PREPARE", "EXECUTE fortnight_")


class Steps(RuleBasedStateMachine):
    """One example: the world as it was built, and what becomes of it; all of it is undone at the end."""

    world: World
    start: Callable[[], Oracle]
    clock: time_machine.Traveller
    examples = 0
    chosen: ClassVar[dict[str, Any]] = {}  # the same story, told again, has the same end

    def __init__(self) -> None:
        super().__init__()
        type(self).examples += 1
        self.oracle, self.story = self.start(), []
        self.found: dict[Any, list[Any]] = {}  # what the product showed people since anything was written last
        self.clock.move_to(NOW)
        self.kept = transaction.atomic()
        self.kept.__enter__()

    def teardown(self) -> None:
        """Everybody looks once more, if nothing was wrong before; then everything is undone."""
        try:
            if sys.exc_info()[0] is None:
                self.everybody_looks()
        finally:
            transaction.set_rollback(True)
            self.kept.__exit__(None, None, None)

    # --- looking ---------------------------------------------------------------------------------------------

    def look(self, name: str, output: outputs.Output, which: int, *, fresh: bool = False) -> None:
        """Somebody looks at their cases and at one output more."""
        self.oracle.now = timezone.localtime()
        look = Look(self.world, self.oracle, name, found=None if fresh else self.found)
        look.at = "case_rows"
        outputs.case_rows(look, which)
        if output in outputs.PAGES and self.oracle.has_left(look.pk):
            outputs.signed_out(look, which)
            return
        look.at = output.__name__
        output(look, which)
        PAIRS.update(self.pairs(name, output, which))

    def pairs(self, name: str, output: outputs.Output, which: int, known: Any = None) -> set[tuple[str, str]]:
        """The relations to cases that are compared when somebody looks at an output; `known`: of whom already."""
        known = {} if known is None else known
        person = self.world.people[name].pk
        cases = outputs.cases_at(output, self.oracle.cases, which)
        return {(relation, output.__name__) for case in cases for relation in self.relations(person, case, known)}

    def relations(self, person: int, case: int, known: dict[tuple[int, int], set[str]]) -> set[str]:
        """How somebody stands to a case now; `known` spares the oracle to be asked twice."""
        if (person, case) not in known:
            kept = {"kept"} if self.oracle.keeps_something(person, case) else set()
            known[person, case] = (self.oracle.routes(person, case) or {"none"}) | kept
        return known[person, case]

    def everybody_looks(self) -> None:
        """Everybody looks at their cases; every other time at who sees one, every hundredth at all rows, built anew."""
        number, last = self.chosen.setdefault(repr(self.story), (self.examples, self.least_seen()))
        for name in PEOPLE:
            for output in outputs.ROWS if number % 100 == 1 else ():
                self.look(name, output, number, fresh=True)
            self.look(name, outputs.case_rows, number)
        if number % 2:
            self.look("mara", outputs.who_sees, number)
        self.look(*last)

    def least_seen(self) -> tuple[str, outputs.Output, int]:
        """Who has to look at which page so that the most relations are compared that never were yet."""
        tries = [
            (name, output, which)
            for name in PEOPLE if not self.oracle.has_left(self.world.people[name].pk)
            for output in outputs.PAGES for which in range(len(self.oracle.cases))
        ]  # fmt: skip
        turned = tries[self.examples * 7 % len(tries) :] + tries[: self.examples * 7 % len(tries)]
        known: dict[tuple[int, int], set[str]] = {}
        return max(turned, key=lambda one: len(self.pairs(*one, known) - PAIRS.keys()))

    # --- who and what ----------------------------------------------------------------------------------------

    @property
    def on(self) -> Any:
        """Today."""
        return timezone.localdate()

    def days(self, days: int) -> Any:
        """So many days from today."""
        return self.on + timedelta(days=days)

    def person(self, name: str, family: str = "Zqash") -> User:
        """Somebody; "boss" is the manager of the family's centre."""
        if name == "boss":
            name = "bo" if family == "Zqcedar" else "mara"
        return self.world.people[name]

    def family(self, name: str) -> Family:
        """A family."""
        return self.world.families[name]

    def told(self, name: str) -> facts.Family:
        """What the oracle knows of a family."""
        return self.oracle.families[self.family(name).pk]

    def case(self, name: str, fits: Callable[[facts.Case], Any]) -> tuple[str, Case, facts.Case]:
        """The newest case that fits, of this family if it has one: whose it is, and what the oracle knows of it."""
        fitting = [pk for pk in sorted(self.oracle.cases, reverse=True) if fits(self.oracle.cases[pk])]
        if not fitting:
            raise Nothing
        wanted = self.family(name).pk
        pk = next((one for one in fitting if self.oracle.cases[one].family == wanted), fitting[0])
        told = self.oracle.cases[pk]
        return self.oracle.families[told.family].name, Case.objects.get(pk=pk), told

    def no_longer_agrees(self, name: str, by: str) -> None:
        """The family withdraws its agreement: that ends whatever is in force."""
        held = self.pick(Agreement.objects.in_force(self.on).filter(family=self.family(name)), 0)
        withdraw_agreement(agreement=held, withdrawn_by="Grace", by=self.person(by, name), on=self.on)
        for one in self.told(name).agreements:
            one.withdrawn = one.withdrawn or one.until >= self.on

    def pick(self, rows: Any, which: int) -> Any:
        """One of some rows."""
        found = list(rows.order_by("pk"))
        if not found:
            raise Nothing
        return found[which % len(found)]
