"""The person's own actions; for a manager, those that nobody does."""

from typing import Any

from cases.models import Action, PassOn
from cases.serializers import asked_to_take, named_case_ids
from centres.querysets import centre_ids
from centres.status import Role
from meetings.fortnight.lists import EVERY, Listing, first, shown_actions
from meetings.fortnight.page import Fortnight


def add_asked(found: Fortnight, user: Any) -> None:
    """What the person is asked to take on and has not answered."""
    asked = first(PassOn.objects.asked_of(user).shown().order_by("asked_on", "pk"), EVERY)
    actions = [one.action for one in asked.rows]
    named = named_case_ids(user, actions)
    found.asked = Listing(asked_to_take(asked.rows, named), asked.number)
    found.seen += [one.case for one in actions if one.case_id in named]


def add_own(found: Fortnight, user: Any) -> None:
    """What the person has to do."""
    mine = Action.objects.visible_to(user).open().filter(owner=user)
    found.actions, cases = shown_actions(mine, user, found.on)
    found.seen += cases


def add_ownerless(found: Fortnight, user: Any) -> None:
    """Actions that nobody does, of the centres that `user` manages."""
    managed = centre_ids(user, Role.CENTRE_MANAGER)
    left = Action.objects.visible_to(user).without_doer(found.on).filter(centre_id__in=managed)
    found.ownerless, cases = shown_actions(left, user, found.on, EVERY)
    found.seen += cases
