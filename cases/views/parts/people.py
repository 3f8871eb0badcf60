"""The family, who works with it, and who else may open its case."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.access import shares_of
from cases.models import Briefing, Case
from cases.policies import Standing
from cases.serializers import (
    BreakGlassRecord,
    DeputyRecord,
    DeputySerializer,
    LeadSerializer,
    ShareSerializer,
    TeamMemberSerializer,
    uses_shown,
)
from cases.status import CaseStatus, DeputyStatus
from families.serializers import AdultHeader


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """Leads and deputies past and present, the team, shares, emergencies and the family's adults."""
    leads = list(found.leads.select_related("user", "agency", "offered_by")[:50])
    briefings = Briefing.objects.visible_to(request.user).filter(lead__case=found).values_list("lead_id", "pk")
    adults = found.family.adults.prefetch_related("cares__child")
    uses = uses_shown(found.emergencies.all())[:20] if standing.manages else ()
    ringing = {"near": standing.near, "rings": standing.sees_safeguarding}
    team = found.team.select_related("user", "agency").in_force(today)
    return {
        "leads": LeadSerializer(leads, many=True).data,
        "deputies": _deputies(found, standing, today),
        "asks_deputy": standing.leads_or_manages and found.status == CaseStatus.OPEN and found.has_lead,
        "briefings": dict(briefings),
        "not_taken_over": found.leads.not_taken_over().values_list("pk", flat=True).first(),
        "team": TeamMemberSerializer(team, many=True).data,
        "shares": ShareSerializer(shares_of(found, today), many=True).data,
        "emergencies": BreakGlassRecord(uses, many=True).data,
        "adults": AdultHeader(adults, many=True, context=ringing).data,
    }


def _deputies(found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """Who stands in or is asked to, the next first, and who did before; with what they should know, for those who
    settle what is next."""
    shape = DeputyRecord if standing.coordinates else DeputySerializer
    rows = list(found.deputies.shown()[:50])
    to_come = [
        one for one in rows if one.ends_on >= today and one.status in (DeputyStatus.ASKED, DeputyStatus.ACCEPTED)
    ]
    before = [one for one in rows if one not in to_come]
    return {"to_come": shape(to_come[::-1], many=True).data, "before": DeputySerializer(before, many=True).data}
