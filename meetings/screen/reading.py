"""The board of an item, read for one person, without what the family keeps from their agency."""

from datetime import date
from typing import Any

from centres.status import AgencyKind
from consent.status import Information
from meetings.models import AgendaItem
from meetings.screen.board import Board
from meetings.screen.case import add_case
from meetings.screen.family import add_family, add_others_of_family, add_services
from meetings.screen.room import room_of
from meetings.screen.views import add_views
from meetings.shown import show_to


def board_of(item: AgendaItem, user: Any, on: date) -> Board:
    """The board of an item that `user` may see."""
    meeting = item.meeting
    listed = list(meeting.items.visible_to(user).in_order().select_related("family"))
    agenda = [one for one in listed if one.taken_with_id is None or one.pk == item.pk]
    room = room_of(meeting, user, [one.pk for one in listed], item)
    board = Board(item=item, room=room, agenda=agenda, total=len(agenda))
    seen = {one.pk: one for one in listed}
    board.host, board.whole = seen.get(item.taken_with_id or 0), seen.get(item.part_of_id or 0)
    place = next((n for n, one in enumerate(agenda) if one.pk == item.pk), 0)
    board.number = place + 1
    board.previous = agenda[place - 1] if place else None
    board.next = agenda[place + 1] if place + 1 < len(agenda) else None
    if item.family_id:
        add_others_of_family(board)
        add_family(board, on)
        add_services(board, on)
    if item.case_id:
        add_case(board)
    add_views(board, user)
    show_to(user, [*listed, *board.along, item])
    board.sees = frozenset(Information.values) - item.shown.kept
    _leave_out_what_is_kept(board)
    return board


def _leave_out_what_is_kept(board: Board) -> None:
    """The family keeps kinds of information from agencies that may know of it: they are not on their screen."""
    if Information.CONTACTS not in board.sees:
        board.contacts, board.offers, board.refused = {}, [], []
    if Information.PLAN not in board.sees:
        board.progress, board.reviews, board.last_decision, board.actions = [], [], None, []
        board.drawn, board.goals = [], []
    if not {Information.PLAN, Information.HEALTH} <= board.sees:
        board.assessment = None
    if Information.HEALTH not in board.sees:
        board.needs, board.fitting = [], []
        board.views = [row for row in board.views if row.mine or row.agency.kind != AgencyKind.NHS]
