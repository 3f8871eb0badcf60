"""Who may leave the team, or say that somebody has left it."""

from typing import Any

from cases.models import TeamMember
from cases.policies.case import may_coordinate
from cases.policies.standing import casework
from inputs.answers import Answer, yes


def may_leave_team(user: Any, member: TeamMember) -> Answer:
    """The member themselves, the lead professional or the manager."""
    if member.user_id == user.pk and casework(user, member.case.centre_id):
        return yes()
    return may_coordinate(user, member.case)
