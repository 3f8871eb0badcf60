"""Who writes the early help assessment."""

from typing import Any

from cases.models import Case
from cases.policies.case import may_work
from cases.policies.standing import standing_of
from inputs.answers import Answer, no


def may_assess(user: Any, case: Case) -> Answer:
    """Whoever works with the family and may know its plan and its health: they write down both."""
    working = may_work(user, case)
    if working and not standing_of(user, case).sees_assessment:
        return no(
            "The family keeps its plan or its health information from the agency you work for, and the assessment "
            "speaks of both. The manager of the centre knows why."
        )
    return working
