"""What is known after a step: the rows and what the product shows, beside the rows as they were before it."""

from collections import Counter
from dataclasses import dataclass

from tests.histories.facts import Facts
from tests.histories.showing import Shown


@dataclass
class Moment:
    """A history after one of its steps."""

    now: Facts
    before: Facts
    shown: Shown
    verb: str  # what was done last
    met: Counter[str]  # how often a sentence had something to say

    def meets(self, what: str) -> None:
        """Count that a history came to the point at which a sentence is about something."""
        self.met[what] += 1
