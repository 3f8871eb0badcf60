"""Where the family lives, on request."""

from datetime import date
from typing import Any

from django.db import transaction

from cases.models import Case
from cases.policies import may_ask_for_address
from cases.services.locks import locked_case
from families.models import Address
from families.services import give_address


@transaction.atomic
def show_home(*, case: Case, reason: str = "", by: Any, on: date) -> Address:
    """The family's address for its lead professional or the manager; a confidential one only with a reason.

    Written down with who, when and why. Raises NotAllowed, RuleBroken.
    """
    case = locked_case(case)
    may_ask_for_address(by, case).require()
    return give_address(family=case.family, reason=reason, by=by, on=on)
