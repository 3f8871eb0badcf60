"""Looking for a family as a request does: as PostgreSQL's role of the web, for one person."""

from typing import Any

from accounts.models import User
from cases.finding import Finding, find
from row_security.acting import act_for
from row_security.policies import WEB
from tests.days import today
from tests.roles import working_as


def finding(user: User, typed: str) -> Finding:
    """What a search gives."""
    with working_as(WEB):
        act_for(user)
        return find(user=user, typed=typed, on=today())


def found(user: User, typed: str) -> list[Any]:
    """The families that it shows, in their order."""
    return [row.family for row in finding(user, typed).rows]
