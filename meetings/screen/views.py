"""What each agency thinks."""

from typing import Any

from meetings.screen.board import Board, ViewRow


def add_views(board: Board, user: Any) -> None:
    """A row for every agency that is expected and may know, and for every view that was given."""
    given = {view.agency_id: view for view in board.item.views.select_related("agency", "by")}
    own = {one.agency_id for one in board.room.attendance if one.user_id == user.pk}
    agencies = {one.agency_id: one.agency for one in board.room.attendance}
    agencies |= {pk: view.agency for pk, view in given.items()}
    rows = [
        ViewRow(agency, given.get(pk), pk in own)
        for pk, agency in agencies.items()
        if not board.item.family_id or pk in board.included
    ]
    board.views = sorted(rows, key=lambda row: row.agency.name)
