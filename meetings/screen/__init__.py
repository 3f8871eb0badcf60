"""What the chair's screen shows of one item: the family at a glance, what was said, what fits. Reads only.

A fixed number of queries, however much has happened. No address and no note of a contact is read: whoever is invited
to an item sees a summary (access.md).
"""

from meetings.screen.board import Board
from meetings.screen.deciding import next_undecided, people_who_may_act
from meetings.screen.reading import board_of
from meetings.screen.room import Room, room_of

__all__ = [
    "Board",
    "Room",
    "board_of",
    "next_undecided",
    "people_who_may_act",
    "room_of",
]
