"""What must be true of cases that a centre brings along: the same as of others, asked of many at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cases.brought import CaseBrought
from cases.rules.case import AGREEMENT_NEEDED
from cases.rules.review_dates import require_review_in_time
from cases.rules.typed import require_between
from centres.models import Centre
from centres.status import LEADING_ROLES
from consent.models import SharingWish
from inputs.errors import RuleBroken


def require_case_in_time(told: CaseBrought | Any, centre: Centre, on: date) -> None:
    """A case was opened by now, and its next review is no further away than the centre's weeks. It may be late."""
    require_between(told.opened_on, None, on, "case_opened_on", "The date of opening")
    if told.next_review_on:
        require_review_in_time(told.next_review_on, centre=centre, begun=on, earliest=told.opened_on)


def require_may_all_lead(told: Sequence[CaseBrought], on: date) -> None:
    """Who is offered a family works with families at the centre, for an agency that the family wants to know.

    And the family's agreement is in force: nothing new begins without it. One query.
    """
    asked = [one for one in told if one.lead]
    wishes = SharingWish.objects.current().filter(included=True, family__in=[one.referral.family_id for one in asked])
    wished = set(wishes.values_list("family_id", "agency_id"))
    for one in asked:
        job, agreement = one.lead, one.referral.agreement
        if agreement is None or not agreement.in_force(on):
            raise RuleBroken("no_agreement", AGREEMENT_NEEDED)
        if job and (
            (one.referral.family_id, job.agency_id) not in wished
            or job.centre_id != one.referral.centre_id
            or job.role not in LEADING_ROLES
            or not job.in_force(on)
        ):
            raise RuleBroken(
                "may_not_lead",
                f"{job.user.name} cannot lead: they must work with families at this centre today, for an agency that "
                "the family wants to know.",
                "lead_email",
            )
