"""Whether enough agencies are at a meeting. Nothing waits for it: a family's support is not put off for a form's sake.

It is said, to the people in the room and in the minutes, beside each decision that was taken without (001: membership
"was really just health and the children's centre"; 002 §4.1: absent partners).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from inputs.words import counted
from meetings.models import Attendance, Decision, Meeting
from meetings.status import Present


@dataclass(frozen=True)
class Quorum:
    """How many agencies are there, of how many that are needed."""

    here: int
    needed: int

    @property
    def met(self) -> bool:
        """Whether they are enough."""
        return self.here >= self.needed

    @property
    def sentence(self) -> str:
        """The same in words, for pages and minutes."""
        are = "is" if self.here == 1 else "are"
        if self.met:
            return f"{counted(self.here, 'agency', 'agencies')} {are} here, {self.needed} needed: quorate."
        agencies = "agency that is" if self.needed == 1 else "agencies that are"
        return f"{self.here} of {self.needed} {agencies} needed {are} here: not quorate."


def agencies_here(attendance: Iterable[Attendance]) -> set[int]:
    """The agencies that somebody came for; a deputy counts for the agency."""
    return {one.agency_id for one in attendance if one.present == Present.PRESENT or one.deputy}


def quorum_of(meeting: Meeting, attendance: Iterable[Attendance]) -> Quorum:
    """Whether the meeting is quorate with this attendance, by the number that held when it was opened.

    Who comes for some items only does not make the meeting one of their agency.
    """
    members = (one for one in attendance if not one.guest)
    return Quorum(len(agencies_here(members)), meeting.quorum or meeting.series.quorum)


def quorum_when_decided(decision: Decision) -> Quorum | None:
    """Who was there when the decision was recorded; None if nobody counted then."""
    if decision.agencies_here is None or decision.agencies_needed is None:
        return None
    return Quorum(decision.agencies_here, decision.agencies_needed)
