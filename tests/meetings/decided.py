"""Deciding an item in one line."""

import pytest

from inputs.errors import RuleBroken
from meetings.services import ReviewRatings, decide
from meetings.status import DecisionKind
from tests.days import today
from tests.factories import meetings


def at_the_meeting(make=meetings.referral_item, **fields):
    """A team and an item of its running meeting."""
    team = meetings.team()
    return team, make(meetings.running_meeting(team), team, **fields)


def decided(item, team, **facts):
    """Decide the item."""
    given = {"version": item.version, "kind": DecisionKind.SIGNPOST, "reason": "It fits best.", "by": team.manager}
    return decide(item=item, on=today(), **{**given, **facts})


def supported(item, team, **facts):
    """Agree support, led by the family support worker."""
    return decided(item, team, **{"kind": DecisionKind.SUPPORT, "lead": team.support_worker, **facts})


def ratings(**fields):
    """The ratings of a review."""
    return ReviewRatings(**{"worker_rating": 6, "family_rating": 7, **fields})


def broken(code, item, team, **facts):
    """The decision is refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        decided(item, team, **facts)
    assert error.value.code == code, error.value.sentence
    return error.value
