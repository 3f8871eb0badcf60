"""One case: what happened, the plan, the reviews, the people, the agreement. Each part loads only what it shows."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access import shares_of
from cases.alerts import alerts_of
from cases.going_on import going_on_of
from cases.models import Case, RestrictedNote
from cases.policies import Standing, may_decide_sharing, standing_of
from cases.serializers import (
    ActionSerializer,
    BreakGlassRecord,
    GoalSerializer,
    LeadSerializer,
    OfferSerializer,
    RestrictedNoteRow,
    ReviewSerializer,
    SeerRecord,
    ShareSerializer,
    TeamMemberSerializer,
    uses_shown,
)
from cases.status import CaseStatus, OfferStatus
from cases.timeline import kept_events, page_of
from cases.views.agreement import in_force
from cases.views.frame import case_page, found_case
from cases.who import who_can_see
from centres.status import Need
from consent.policies import may_withdraw_agreement
from consent.serializers import AgreementRecord, SharingDecisionRecord, agreements_of, wishes_of
from consent.status import Information
from families.serializers import AdultHeader
from referrals.models import Referral

PARTS = {
    "story": "What happened",
    "plan": "Plan",
    "reviews": "Reviews",
    "people": "People",
    "notes": "Restricted notes",
    "agreement": "Agreement",
}


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
        "coordinates": (standing.manages or standing.lead) and found.status == CaseStatus.OPEN,
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
    if not (standing.manages or standing.lead):
        return False
    home = found.family.addresses.filter(until=None).first()
    return home is not None and (home.confidential or not standing.sees_home)


def _emergency_until(request: HttpRequest, found: Case, standing: Standing) -> datetime | None:
    """Until when the reader has the case open in an emergency, if that is so."""
    if not standing.emergency:
        return None
    mine = found.emergencies.running(timezone.now()).filter(user=request.user)
    return mine.values_list("until", flat=True).first()


def _story(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    before = request.GET.get("before", "")
    events, cursor = page_of(found, before, kept_events(standing))
    rows = found.offers.all() if standing.sees_contacts else found.offers.none()
    waiting = rows.filter(status__in=[OfferStatus.WAITING, OfferStatus.LATER]).select_related("by")
    mine = found.contacts.filter(by=request.user, entered_at__date=today).values_list("pk", flat=True)
    return {
        "events": events,
        "earlier": cursor,
        "paged": bool(before),
        "waiting": OfferSerializer(waiting, many=True).data,
        "mine_today": set(mine),
    }


def _plan(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    rows = found.actions.select_related("owner", "agency", "case__family")
    if not standing.sees_plan:
        rows = rows.filter(owner=request.user)
    shown = {"on": today, "named_case_ids": set()}
    can_end = standing.manages or standing.lead
    finished = rows.exclude(finished_on=None).order_by("-finished_on", "-pk")[:50]
    return {
        "goals": GoalSerializer(found.goals.all() if standing.sees_plan else found.goals.none(), many=True).data,
        "actions": ActionSerializer(rows.open(), many=True, context=shown).data,
        "finished": ActionSerializer(finished, many=True, context=shown).data,
        "can_end": can_end,
    }


def _reviews(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    held = found.reviews.held().select_related("held_by")[:50] if standing.sees_plan else []
    pending = found.reviews.filter(held_on=None).first() if standing.sees_plan else None
    return {
        "held": ReviewSerializer(held, many=True).data,
        "pending": ReviewSerializer(pending).data if pending else None,
    }


def _people(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    leads = list(found.leads.select_related("user", "agency")[:50])
    adults = found.family.adults.prefetch_related("cares__child")
    uses = uses_shown(found.emergencies.all())[:20] if standing.manages else ()
    team = found.team.select_related("user", "agency").in_force(today)
    return {
        "leads": LeadSerializer(leads, many=True).data,
        "team": TeamMemberSerializer(team, many=True).data,
        "shares": ShareSerializer(shares_of(found, today), many=True).data,
        "emergencies": BreakGlassRecord(uses, many=True).data,
        "adults": AdultHeader(adults, many=True, context={"near": standing.near}).data,
    }


def _notes(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """The notes that the reader may read. The part is there for everybody: so it tells nobody that there is one."""
    rows = RestrictedNote.objects.shown_to(request.user).filter(case=found)
    return {"notes": RestrictedNoteRow(rows, many=True).data}


def _agreement(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    given = agreements_of(found.family)[:20]
    held = in_force(found)
    writes = standing.manages or standing.lead
    referred = Referral.objects.visible_to(request.user).filter(pk=found.referral_id)
    return {
        "agreements": AgreementRecord(given, many=True, context={"on": today}).data,
        "wishes": wishes_of(found.family),
        "needs": needs_of(found) if standing.sees_health else [],
        "writes": writes,
        "copy_of": found.family_id,
        "decisions": _decisions(found, standing),
        "decides": bool(may_decide_sharing(request.user, found)) and found.status == CaseStatus.OPEN,
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


def needs_of(found: Case) -> list[str]:
    """What the family was referred for, in words."""
    return [Need(code).label for code in found.referral.needs]


LOADERS = {
    "story": _story,
    "plan": _plan,
    "reviews": _reviews,
    "people": _people,
    "notes": _notes,
    "agreement": _agreement,
}
