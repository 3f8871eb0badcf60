"""A family support worker leaves in two months: what they have waits for a handover."""

from datetime import timedelta

from centres.models import Membership
from centres.status import Role
from meetings.demo.world import World
from meetings.services import ask_to_leave


def somebody_leaves(world: World) -> None:
    """The administrator has asked for it today."""
    keeper = Membership.objects.filter(centre=world.centre, role=Role.ADMINISTRATOR).select_related("user").first()
    leaver = world.memberships.get("fsw2")
    if keeper is not None and leaver is not None:
        last = world.today + timedelta(days=60)
        ask_to_leave(memberships=[leaver], ends_on=last, by=keeper.user, on=world.today)
