"""Who is at the meeting."""

from dataclasses import dataclass, field
from typing import Any

from meetings.guests import expected_at
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.quorum import Quorum, quorum_of
from meetings.snapshot import missing_agencies
from meetings.status import MeetingStatus, Present


@dataclass
class Room:
    """Who is at the meeting, seen from one item: members, and the item's guests. Only members are counted."""

    attendance: list[Attendance]
    here: int
    missing: list[str]
    must_leave: list[Attendance]
    guests: list[Attendance] = field(default_factory=list)
    quorum: Quorum | None = None  # nothing before the meeting is opened

    @property
    def expected(self) -> int:
        """How many come to the whole meeting."""
        return len(self.attendance) - sum(1 for one in self.attendance if one.guest)


def room_of(meeting: Meeting, user: Any, seen: list[int], item: AgendaItem | None = None) -> Room:
    """Who is here, as `user` may know it who sees these items, and which agencies nobody came for.

    At an `item` its guests are there beside the members; the meeting as a whole has its guests apart.
    """
    everybody = expected_at(meeting, user, seen)
    guests = [one for one in everybody if one.guest and (item is None or item.pk in one.items_seen)]
    members = [one for one in everybody if not one.guest]
    here = sum(1 for one in members if one.present == Present.PRESENT or one.deputy)
    began = meeting.status != MeetingStatus.PLANNED
    shown = members + guests if item else members
    if not began:
        return Room(shown, here, [], [], guests)
    return Room(shown, here, missing_agencies(meeting, members, guests), [], guests, quorum_of(meeting, members))
