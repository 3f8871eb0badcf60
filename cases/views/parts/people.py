"""The family, who works with it, and who else may open its case."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.access import shares_of
from cases.models import Briefing, Case
from cases.policies import Standing
from cases.serializers import BreakGlassRecord, LeadSerializer, ShareSerializer, TeamMemberSerializer, uses_shown
from families.serializers import AdultHeader


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """Leads past and present, the team, shares, emergencies and the family's adults."""
    leads = list(found.leads.select_related("user", "agency", "offered_by")[:50])
    briefings = Briefing.objects.visible_to(request.user).filter(lead__case=found).values_list("lead_id", "pk")
    adults = found.family.adults.prefetch_related("cares__child")
    uses = uses_shown(found.emergencies.all())[:20] if standing.manages else ()
    ringing = {"near": standing.near, "rings": standing.sees_safeguarding}
    team = found.team.select_related("user", "agency").in_force(today)
    return {
        "leads": LeadSerializer(leads, many=True).data,
        "briefings": dict(briefings),
        "not_taken_over": found.leads.not_taken_over().values_list("pk", flat=True).first(),
        "team": TeamMemberSerializer(team, many=True).data,
        "shares": ShareSerializer(shares_of(found, today), many=True).data,
        "emergencies": BreakGlassRecord(uses, many=True).data,
        "adults": AdultHeader(adults, many=True, context=ringing).data,
    }
