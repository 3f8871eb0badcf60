"""What happened, newest first, and what waits for the family's answer."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.forms import MessageForm
from cases.models import Case, Offer
from cases.policies import Standing, may_write_message
from cases.serializers import OfferSerializer
from cases.status import ActionStatus, CaseStatus, OfferStatus
from cases.timeline import kept_events, page_of


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """The events of a page of the history, the offers that wait, and what comes after a refusal."""
    before = request.GET.get("before", "")
    events, cursor = page_of(found, before, kept_events(standing))
    rows = found.offers.all() if standing.sees_contacts else found.offers.none()
    refused = rows.unsettled().select_related("by", "next_action__owner")
    waiting = rows.filter(status__in=[OfferStatus.WAITING, OfferStatus.LATER]).select_related("by")
    writes = found.status == CaseStatus.OPEN and bool(may_write_message(request.user, found))
    mine = found.contacts.filter(by=request.user, entered_at__date=today).values_list("pk", flat=True)
    return {
        "events": events,
        "earlier": cursor,
        "paged": bool(before),
        "waiting": OfferSerializer(waiting, many=True).data,
        "to_ask_about": OfferSerializer(rows.to_ask_about(today).select_related("by"), many=True).data,
        "refusals": [_refusal(one, standing) for one in refused[:20]],
        "mine_today": set(mine),
        "message_form": MessageForm() if writes else None,
    }


def _refusal(offer: Offer, standing: Standing) -> dict[str, Any]:
    """A refusal with what comes next; who does it by when, for those who know the plan."""
    action = offer.next_action
    to_do = action if action is not None and action.status == ActionStatus.OPEN else None
    return {
        **OfferSerializer(offer).data,
        "waits": to_do is None,
        "came_to_nothing": action is not None and to_do is None,
        "to_do": to_do if standing.sees_plan else None,
    }
