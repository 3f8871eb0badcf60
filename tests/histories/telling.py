"""Telling many histories, and what is said of one that is wrong."""

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import time_machine

from tests.histories.history import History, Step, shortened, tell
from tests.histories.verbs import VERBS, begin
from tests.histories.world import World

# The suite tells these; `make histories N=10000 SEED=7` others, FROM=5000 the second half of them.
HOW_MANY = int(os.environ.get("FORTNIGHT_HISTORIES") or 80)
SEED = int(os.environ.get("FORTNIGHT_HISTORIES_SEED") or 2026)
FROM = int(os.environ.get("FORTNIGHT_HISTORIES_FROM") or 0)
BLOCK = 50
MANY = 1000
BLOCKS = [range(first, min(first + BLOCK, HOW_MANY)) for first in range(FROM, HOW_MANY, BLOCK)]


@dataclass
class Teller:
    """Tells histories of the seed, and counts what happened in them."""

    world: World
    clock: time_machine.Traveller
    done: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)

    def tell(self, number: int, steps: Sequence[Step] | None = None) -> History:
        """One history; `steps`: these and no others."""
        return tell(self.world, SEED, number, self.clock, VERBS, begin=begin, steps=steps)

    def block(self, numbers: Sequence[int]) -> tuple[dict[str, Any], list[str]]:
        """Several: what is counted of them, and what is to be said of those that are wrong."""
        counts, done, met, faults, story = Counter[str](), Counter[str](), Counter[str](), [], hashlib.sha256()
        for number in numbers:
            told = self.tell(number)
            done.update(told.done)
            met.update(told.met)
            counts.update(histories=1, steps=len(told.steps), refused=told.refused, faults=bool(told.faults))
            story.update("\n".join(told.story).encode())
            if told.faults:
                faults.append(self.said(told))
        self.done.update(done)
        self.met.update(met)
        counted = {"first": numbers[0], "counts": dict(counts), "done": dict(done), "met": dict(met)}
        return {**counted, "story": story.hexdigest()}, faults

    def never(self, wanted: Collection[str], happened: Counter[str]) -> set[str]:
        """What of `wanted` never happened. In the suite's few histories a tenth may not; in many, everything has to."""
        missed = set(wanted) - set(happened)
        return missed if HOW_MANY >= MANY or len(missed) > len(wanted) // 10 else set()

    def said(self, told: History) -> str:
        """The shortest story that has the same fault, to be read."""
        short = shortened(told, lambda steps: self.tell(told.number, steps))
        return "\n".join([f"History {told.number} of seed {SEED}:", *short.story, *short.faults])
