"""Who may leave the team, say that somebody has left it, or what they contribute."""

from typing import Any

from cases.models import TeamMember
from cases.policies.case import may_coordinate
from cases.policies.standing import casework
from inputs.answers import Answer, yes


def may_change_contribution(user: Any, member: TeamMember) -> Answer:
    """The member themselves, the lead professional or the manager."""
    return may_leave_team(user, member)


def may_leave_team(user: Any, member: TeamMember) -> Answer:
    """The member themselves, the lead professional or the manager."""
    if member.user_id == user.pk and casework(user, member.case.centre_id):
        return yes()
    return may_coordinate(user, member.case)
