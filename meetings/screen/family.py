"""The family at a glance: children, adults, agreement and wishes, what fits, what else there is of it."""

from datetime import date

from centres.status import Need
from consent.models import Agreement, SharingWish
from families.fitting import MOST_FITTING, services_for
from meetings.rules import fits_with
from meetings.screen.board import Board
from meetings.status import Present


def add_family(board: Board, on: date) -> None:
    """Who they are, and whom they let know."""
    family = board.item.family
    if family is None:
        return
    board.adults = list(family.adults.prefetch_related("cares"))
    board.agreement = Agreement.objects.in_force(on).filter(family=family).order_by("-until").first()
    children = board.agreement.children_covered() if board.agreement else family.children.all()
    board.children = [(child, child.age(on)) for child in children]
    wishes = list(SharingWish.objects.filter(family=family, until=None).select_related("agency"))
    board.included = {wish.agency_id for wish in wishes if wish.included}
    board.left_out = [wish.agency.name for wish in wishes if not wish.included]
    board.room.must_leave = [
        one
        for one in board.room.attendance
        if one.agency_id not in board.included and one.present in (Present.PRESENT, Present.EXPECTED)
    ]


def add_others_of_family(board: Board) -> None:
    """What is taken with this item, and what of the same family could be."""
    item = board.item
    along = item.along.in_order().select_related("referral__referred_by", "referral__agency")
    board.along = list(along.prefetch_related("views__agency"))
    board.can_take = [one for one in board.agenda if fits_with(one, item)]
    board.can_join = [] if board.along else [one for one in board.agenda if fits_with(item, one)]


def add_services(board: Board, on: date) -> None:
    """Services of the directory that fit what the family was referred for (001: alternatives were rarely explored)."""
    whole = board.item.part_of or board.item
    referral = whole.referral or (board.item.case.referral if board.item.case else None)
    if referral is None:
        return
    board.needs = [Need(need).label for need in referral.needs]
    fitting = services_for(board.item.family, board.item.meeting.centre_id, referral.needs, on)
    board.fitting = list(fitting[:MOST_FITTING])
