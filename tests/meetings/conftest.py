"""What most tests of meetings begin with. A file that needs another team or meeting says so itself."""

import pytest

from tests.factories import centres, meetings
from tests.meetings.demo_made import demo, made  # noqa: F401


@pytest.fixture
def team():
    """A centre's team."""
    return meetings.team()


@pytest.fixture
def at(team):
    """A meeting that is planned for today."""
    return meetings.meeting(team)


@pytest.fixture
def meeting(team):
    """A meeting that runs."""
    return meetings.running_meeting(team)


@pytest.fixture
def item(team, meeting):
    """A referral at a meeting that runs."""
    return meetings.referral_item(meeting, team)


@pytest.fixture
def therapist(team):
    """Somebody of the trust who is no member of the series: comes as a guest."""
    return centres.member(team.centre, "specialist", of=team.trust, name="Thea Lark")
