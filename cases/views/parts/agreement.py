"""The family's agreement and wishes, and what was decided about sharing."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.models import Case
from cases.policies import Standing, may_decide_sharing, may_read_decisions
from cases.status import CaseStatus
from cases.views.agreement import in_force
from centres.status import Need
from consent.policies import may_withdraw_agreement
from consent.serializers import AgreementRecord, SharingDecisionRecord, agreements_of, wishes_of
from referrals.models import Referral


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """The agreements so far, whom the family lets know, and what the reader can do about it."""
    given = agreements_of(found.family)[:20]
    held = in_force(found)
    writes = standing.coordinates
    referred = Referral.objects.visible_to(request.user).filter(pk=found.referral_id)
    return {
        "agreements": AgreementRecord(given, many=True, context={"on": today}).data,
        "wishes": wishes_of(found.family),
        "needs": needs_of(found) if standing.sees_health else [],
        "writes": writes,
        "copy_of": found.family_id,
        "decisions": _decisions(found, standing),
        "decides": bool(may_decide_sharing(request.user, found)) and found.status == CaseStatus.OPEN,
        "step_ups": _step_ups(request, found),
        "settles": writes and not held and found.status == CaseStatus.OPEN,
        "can_end": bool(writes and held and may_withdraw_agreement(request.user, held)),
        "referral_id": found.referral_id if referred.exists() else None,
        "family_id": found.family_id if standing.manages else None,
    }


def _decisions(found: Case, standing: Standing) -> list[Any]:
    """The family's sharing decisions, for those who take part in the work or supervise it."""
    if not (standing.involved and standing.sees_safeguarding):
        return []
    return SharingDecisionRecord(found.family.sharing_decisions.shown()[:20], many=True).data


def _step_ups(request: HttpRequest, found: Case) -> list[Any]:
    """Which services were asked to lead, for those who decide about sharing."""
    if not may_read_decisions(request.user, found):
        return []
    return list(found.step_ups.shown()[:20])


def needs_of(found: Case) -> list[str]:
    """What the family was referred for, in words."""
    return [Need(code).label for code in found.referral.needs]
