"""A family that is on the agenda twice, and its items taken together."""

from meetings.services import take_together
from tests.factories import meetings


def both_of_a_family(meeting, team, **fields):
    """A new referral of a family, and the item of the case that it has."""
    family = meetings.known_family(team, **fields)
    case = meetings.progress_item(meeting, team, case=meetings.led_case(team, family=family))
    return meetings.referral_item(meeting, team, family=family), case


def together(referral, case, by):
    """Take the referral with the case."""
    return take_together(item=referral, host=case, by=by)
