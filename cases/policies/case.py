"""Who may open, see and work on a case, and who settles what becomes of it."""

from typing import Any

from cases.models import Case
from cases.policies.standing import casework, standing_of, why_seen
from centres.policies import manages
from inputs.answers import Answer, no, yes


def may_see(user: Any, case: Case) -> Answer:
    """Whether `user` may open the case; the answer's reason says why they can."""
    standing = standing_of(user, case)
    if standing.opens:
        return Answer(True, " ".join(why_seen(standing)))
    return no("You do not take part in the work with this family.")


def may_open(user: Any, centre_id: int) -> Answer:
    """A case is opened by the meeting's decision, recorded by somebody who works with families at the centre."""
    return casework(user, centre_id)


def may_bring_cases(user: Any, centre_id: int) -> Answer:
    """Cases that were open before the centre used this product are brought along by the manager, who has them all."""
    return yes() if manages(user, centre_id) else no("Only the centre's manager can bring cases along from a list.")


def may_work(user: Any, case: Case) -> Answer:
    """Record contacts and offers, set goals, agree actions: the lead professional or deputy, the team, the manager."""
    standing = standing_of(user, case)
    if standing.works:
        return yes()
    return no("Only the lead professional, the team around the family and the centre's manager can record work here.")


def may_coordinate(user: Any, case: Case, *, in_meeting: bool = False) -> Answer:
    """Reviews, progress, tier, team, shares: the lead professional or who stands in, the manager, or the meeting."""
    if in_meeting:
        return casework(user, case.centre_id)
    if standing_of(user, case).coordinates:
        return yes()
    return no("Only the lead professional or the centre's manager can do this.")


def may_close(user: Any, case: Case, *, in_meeting: bool = False) -> Answer:
    """Whether the work ends is not for who stands in: the lead professional, the manager, or the meeting."""
    if in_meeting:
        return casework(user, case.centre_id)
    if standing_of(user, case).leads_or_manages:
        return yes()
    return no("Only the lead professional or the centre's manager can close a case.")


def may_ask_for_address(user: Any, case: Case) -> Answer:
    """The lead professional, who stands in, and the manager, each time with a line in the log (access.md)."""
    if standing_of(user, case).coordinates:
        return yes()
    return no("Only the lead professional or the centre's manager can ask for the address.")


def may_reopen(user: Any, case: Case) -> Answer:
    """Opening a closed case again is the manager's."""
    return yes() if manages(user, case.centre_id) else no("Only the centre's manager can open a closed case again.")
