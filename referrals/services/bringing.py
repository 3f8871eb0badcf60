"""What stands for the referral of a family that was supported before; and taking it back.

Every case has a referral. Nobody sent these: they say so (`brought_on`), name who brought the list along, are answered
from the beginning and tell nobody anything. Figures of referrals leave them out.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from audit.services import record_each
from centres.models import Centre, Membership
from centres.status import Role
from consent.models import Agreement
from families.models import Child, Family
from inputs.dates import in_words
from inputs.errors import RuleBroken
from referrals.models import Referral
from referrals.policies import may_bring_referrals
from referrals.rules import require_meeting_tier
from referrals.status import ReferralStatus

BUILT_ON = "One of these referrals has been used, so that it cannot be taken back any more."


@dataclass(frozen=True)
class ReferralBrought:
    """How a family came; `agreement`: the one in force, if there is one; `decided_on`: since when it is supported."""

    family: Family
    children: tuple[Child, ...]
    agreement: Agreement | None
    tier: int
    decided_on: date
    worries: str = ""


@transaction.atomic
def bring_referrals(*, centre: Centre, told: Sequence[ReferralBrought], by: User, on: date) -> list[Referral]:
    """Record them in a few statements, in their order. Raises NotAllowed, RuleBroken."""
    may_bring_referrals(by, centre.pk).require()
    for one in told:
        require_meeting_tier(one.tier)
        if one.family.centre_id != centre.pk:
            raise RuleBroken("other_centre", "This family is on record at another centre.")
    job = Membership.objects.of(by, Role.CENTRE_MANAGER).filter(centre=centre).select_related("agency")[0]
    made = Referral.objects.bulk_create([_referral(one, job, on) for one in told])
    link = Referral.children.through
    link._default_manager.bulk_create(
        link(referral_id=referral.pk, child_id=child.pk)
        for referral, one in zip(made, told, strict=True)
        for child in one.children
    )
    record_each(by=by, verb="bring_referral", subjects=made)
    return made


def _referral(told: ReferralBrought, job: Membership, on: date) -> Referral:
    return Referral(
        centre_id=job.centre_id,
        status=ReferralStatus.ACCEPTED,
        referred_by_id=job.user_id,
        agency=job.agency,
        source=job.role,
        family=told.family,
        agreement=told.agreement,
        tier=told.tier,
        worries=told.worries or f"Brought along from the centre’s former records on {in_words(on)}.",
        submitted_at=timezone.now(),
        decided_on=told.decided_on,
        brought_on=on,
    )


@transaction.atomic
def take_back_referrals(*, centre: Centre, ids: Collection[int], by: User) -> int:
    """Take back what was brought along; return how many. Raises NotAllowed, RuleBroken."""
    may_bring_referrals(by, centre.pk).require()
    brought = Referral.objects.select_for_update().filter(centre=centre, pk__in=ids, brought_on__isnull=False)
    record_each(by=by, verb="take_back_referral", subjects=brought)
    try:
        with transaction.atomic():
            return brought.delete()[1].get(Referral._meta.label, 0)
    except ProtectedError as error:
        raise RuleBroken("built_on", BUILT_ON) from error
