"""The family, who works with it, and who else may open its case."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.access import shares_of
from cases.models import Briefing, Case, Lead
from cases.policies import Standing
from cases.serializers import (
    BreakGlassRecord,
    DeputyRecord,
    DeputySerializer,
    LeadSerializer,
    OtherSerializer,
    ShareSerializer,
    TeamMemberSerializer,
    answers_to,
    uses_shown,
)
from cases.status import CaseStatus, DeputyStatus, LeadStatus
from families.serializers import AdultHeader


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """Leads, deputies and team past and present, others involved, shares, emergencies and the family's adults."""
    leads = list(found.leads.select_related("user", "agency", "offered_by")[:50])
    leads_as = {one.pk: _leads_as(one, found, today) for one in leads if one.status == LeadStatus.ACCEPTED}
    briefings = Briefing.objects.visible_to(request.user).filter(lead__case=found).values_list("lead_id", "pk")
    adults = found.family.adults.prefetch_related("cares__child")
    uses = uses_shown(found.emergencies.all())[:20] if standing.manages else ()
    ringing = {"near": standing.near, "rings": standing.sees_safeguarding}
    others = found.others.all() if standing.sees_health else found.others.but_health()
    return {
        "leads": LeadSerializer(leads, many=True).data,
        "leads_as": leads_as,
        "deputies": _deputies(found, standing, today),
        "asks_deputy": standing.leads_or_manages and found.status == CaseStatus.OPEN and found.has_lead,
        "briefings": dict(briefings),
        "not_taken_over": found.leads.not_taken_over().values_list("pk", flat=True).first(),
        "team": TeamMemberSerializer(found.team.shown().in_force(today), many=True).data,
        "left": TeamMemberSerializer(found.team.shown().left(today)[:50], many=True).data,
        "others": OtherSerializer(others.current().select_related("added_by"), many=True).data,
        "no_longer": OtherSerializer(others.past().select_related("added_by")[:50], many=True).data,
        "shares": ShareSerializer(shares_of(found, today), many=True).data,
        "emergencies": BreakGlassRecord(uses, many=True).data,
        "adults": AdultHeader(adults, many=True, context=ringing).data,
    }


def _leads_as(lead: Lead, found: Case, today: date) -> dict[str, Any] | None:
    """As what the lead professional works here, and to whom they answer."""
    return answers_to(lead.user, found.centre_id, lead.agency_id, today)


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
