"""What is said of a case that was open before the centre used this product."""

from dataclasses import dataclass
from datetime import date

from centres.models import Membership
from referrals.models import Referral


@dataclass(frozen=True)
class CaseBrought:
    """An open case; `next_review_on` None: as late as the centre allows. `lead`: who is asked to lead, if anybody."""

    referral: Referral
    opened_on: date
    next_review_on: date | None = None
    lead: Membership | None = None
