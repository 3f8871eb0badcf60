"""Who completes a closing, asks the family three months later, and does something about what it says."""

from typing import Any

from cases.models import Closure
from centres.policies import manages
from inputs.answers import Answer, no, yes


def may_complete_closing(user: Any, closure: Closure) -> Answer:
    """Whoever led has stopped: what was not said when the case was closed, the manager says."""
    if manages(user, closure.case.centre_id):
        return yes()
    return no("Only the centre's manager can complete a closing.")


def may_check_later(user: Any, closure: Closure) -> Answer:
    """Whoever is to ask, as long as they may know of the family; and the manager."""
    if manages(user, closure.case.centre_id):
        return yes()
    if Closure.objects.asked_by(user).filter(pk=closure.pk).exists():
        return yes()
    return no("Only whoever is to ask the family and the centre's manager can record what it says.")


def may_settle_check(user: Any, closure: Closure) -> Answer:
    """The manager: they can open the case again."""
    if manages(user, closure.case.centre_id):
        return yes()
    return no("Only the centre's manager can say what was done for the family.")
