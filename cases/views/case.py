"""One case: what happened, the plan, the reviews, the people, the agreement. Each part loads only what it shows."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.alerts import alerts_of
from cases.going_on import going_on_of
from cases.models import Case
from cases.policies import Standing, standing_of
from cases.serializers import DeputyRecord, SeerRecord
from cases.status import CaseStatus
from cases.views.frame import case_page, found_case
from cases.views.parts import LOADERS, PARTS
from cases.who import who_can_see
from consent.status import Information


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case, at the part asked for."""
    found = found_case(request, pk)
    standing = standing_of(request.user, found)
    today = timezone.localdate()
    part = request.GET.get("part", "")
    part = part if part in PARTS else "story"
    context = {
        "kept": [Information(kind).label for kind in standing.kept],
        "part": part,
        "parts": PARTS,
        "standing": standing,
        "alerts": alerts_of(found, standing, today),
        "may_ask_address": _may_ask_address(found, standing),
        "emergency_until": _emergency_until(request, found, standing),
        "works": standing.works and found.status == CaseStatus.OPEN,
        "going_on": None if standing.agreement else going_on_of(found, today),
        "closes": standing.leads_or_manages and found.status == CaseStatus.OPEN,
        "standing_in": _standing_in(request, found, standing, today),
        "coordinates": standing.coordinates and found.status == CaseStatus.OPEN,
    }
    return case_page(request, "case", found, **context, **LOADERS[part](request, found, standing, today))


@require_safe
def case_who(request: HttpRequest, pk: int) -> HttpResponse:
    """Who can see this case, and why: from the same table that decides it."""
    found = found_case(request, pk)
    people = SeerRecord(who_can_see(found), many=True).data
    return case_page(request, "case_who", found, people=people, me=request.user.pk)


def _may_ask_address(found: Case, standing: Standing) -> bool:
    """Whether there is an address that the reader is not shown on this page but may ask for."""
    if not standing.coordinates:
        return False
    home = found.family.addresses.filter(until=None).first()
    return home is not None and (home.confidential or not standing.sees_home)


def _standing_in(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any] | None:
    """For whom the reader stands in, until when, and what they were told to know."""
    if not standing.deputy:
        return None
    mine = found.deputies.current(today).filter(user=request.user).shown().first()
    return dict(DeputyRecord(mine).data) if mine else None


def _emergency_until(request: HttpRequest, found: Case, standing: Standing) -> datetime | None:
    """Until when the reader has the case open in an emergency, if that is so."""
    if not standing.emergency:
        return None
    mine = found.emergencies.running(timezone.now()).filter(user=request.user)
    return mine.values_list("until", flat=True).first()
