"""The person's own referrals and drafts; for a manager, families that may be known already."""

from typing import Any

from django.db.models import Case, IntegerField, Q, When

from centres.querysets import centre_ids
from centres.status import Role
from meetings.fortnight.lists import EVERY, Listing, first
from meetings.fortnight.page import ANSWERED_LATELY, Fortnight
from referrals.models import Referral
from referrals.serializers import ReferralRow
from referrals.status import DECIDED, WAITING, ReferralStatus

# Who is asked for more comes first, then who waits, then what was answered.
ORDER = Case(
    When(status=ReferralStatus.MORE_NEEDED, then=0),
    When(status=ReferralStatus.SUBMITTED, then=1),
    default=2,
    output_field=IntegerField(),
)


def add_own(found: Fortnight, user: Any) -> None:
    """Drafts, and what was sent and waits or was answered lately."""
    own = Referral.objects.visible_to(user).filter(referred_by=user).select_related("family", "referred_by", "agency")
    found.drafts = first(own.filter(status=ReferralStatus.DRAFT).order_by("-created_at", "-pk"))
    lately = Q(status__in=DECIDED, decided_on__gte=found.on - ANSWERED_LATELY, brought_on=None)
    sent = first(own.filter(Q(status__in=WAITING) | lately).order_by(ORDER, "-submitted_at", "-pk"))
    found.referrals = _rows(sent)
    found.seen += [*found.drafts.rows, *sent.rows]


def add_maybe_known(found: Fortnight, user: Any) -> None:
    """Referrals that wait, of families that may be known already."""
    managed = centre_ids(user, Role.CENTRE_MANAGER)
    waiting = Referral.objects.visible_to(user).waiting().filter(maybe_known=True, centre_id__in=managed)
    rows = first(waiting.select_related("family", "referred_by", "agency").order_by("submitted_at", "pk"), EVERY)
    found.maybe_known = _rows(rows)
    found.seen += rows.rows


def _rows(found: Listing) -> Listing:
    return Listing(list(ReferralRow(found.rows, many=True).data), found.number)
