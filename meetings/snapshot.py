"""What the minutes say: a snapshot of everything recorded, as JSON. Nothing is typed twice (002 §5.1).

No address is in it. Each item and action names the agencies that may know it (`may_know`; None: everybody), so that
an edition is a filter (`meetings.editions`).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from cases.models import Action, GoalRating, Review
from cases.ratings import OVERALL
from cases.status import ActionStatus, HeldWhere
from centres.models import Agency
from centres.status import AgencyKind
from consent.models import SharingWish
from consent.querysets import agreed
from inputs.words import time
from meetings.followup import asked_about_by_all
from meetings.models import AgencyView, AgendaItem, Attendance, Decision, Meeting, Reflection
from meetings.quorum import Quorum, agencies_here, quorum_of, quorum_when_decided

Json = dict[str, Any]


def content_hash(content: Json) -> str:
    """SHA-256 of the canonical JSON: keys in order, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def may_know(family_ids: Iterable[int], on: date) -> dict[int, list[int]]:
    """Of each family the agencies inside its wishes while its agreement is in force; nobody otherwise. One query."""
    wishes = SharingWish.objects.filter(agreed(on), family_id__in=set(family_ids), included=True, until=None).order_by(
        "agency_id"
    )
    known: dict[int, list[int]] = defaultdict(list)
    for family_id, agency_id in wishes.values_list("family_id", "agency_id"):
        known[family_id].append(agency_id)
    return known


def content_of(meeting: Meeting, on: date) -> Json:
    """The content of a meeting's minutes."""
    decided = Decision.objects.select_related("lead__user", "lead__agency", "recorded_by", "reflection")
    of_along = AgendaItem.objects.in_order().select_related("referral").prefetch_related("views__agency")
    items = list(
        meeting.items.filter(taken_with=None)
        .in_order()
        .select_related("family", "case", "referral__referred_by", "review")
        .prefetch_related(
            "views__agency",
            Prefetch("decision", decided),
            Prefetch("decision__actions", Action.objects.select_related("owner", "agency", "for_adult")),
            "decision__services",
            "review__goal_ratings__goal",
            Prefetch("along", of_along),
        )
    )
    asked = list(asked_about_by_all(meeting))
    families = {item.family_id for item in items} | {family_id for _, family_id in asked}
    known = may_know((pk for pk in families if pk), on)
    attendance = list(meeting.attendance.select_related("user", "agency").prefetch_related("guest_items"))
    return {
        "meeting": _meeting(meeting),
        "attendance": [_attendance(one) for one in attendance],
        "quorum": _quorum(quorum_of(meeting, attendance)),
        "missing_agencies": missing_agencies(meeting, [one for one in attendance if not one.guest]),
        "actions_last": [_action_last(one, family_id, known) for one, family_id in asked],
        "items": [_item(item, known) for item in items],
        "corrections": [],
    }


def _meeting(meeting: Meeting) -> Json:
    return {
        "id": meeting.pk,
        "series": meeting.series.name,
        "centre": meeting.centre.name,
        "on": meeting.on.isoformat(),
        "opened": time(meeting.opened_at),
        "closed": time(meeting.closed_at),
        "place": meeting.place,
        "chair": meeting.chair.name,
    }


def _attendance(one: Attendance) -> Json:
    row: Json = {
        "agency": one.agency.name,
        "name": one.user.name,
        "job": one.job,
        "present": one.present,
        "deputy": one.deputy,
    }
    # A guest is in an edition with the items for which they came, or not at all.
    return row | {"guest_for": [asked.item_id for asked in one.guest_items.all()]} if one.guest else row


def missing_agencies(
    meeting: Meeting, attendance: Iterable[Attendance], guests: Iterable[Attendance] = ()
) -> list[str]:
    """Partner and expected agencies nobody came for (001: membership "was really just health").

    A guest's agency is not expected because of them; if they came, somebody came for it.
    """
    rows = list(attendance)
    came = agencies_here([*rows, *guests])
    partners = Agency.objects.partners_of(meeting.centre_id, meeting.on).values_list("pk", "name")
    wanted = dict(partners) | {one.agency_id: one.agency.name for one in rows}
    return sorted(name for pk, name in wanted.items() if pk not in came)


def _action(action: Action) -> Json:
    return {
        "what": action.what,
        "owner": action.owner.name,
        "owner_id": action.owner_id,
        "agency": action.agency.name,
        "due_on": action.due_on.isoformat(),
    }


def _action_agreed(action: Action) -> Json:
    """With who does it, if not its owner: it is under the family's name, and whoever reads that may know."""
    return _action(action) | {"does": action.does}


def _action_last(action: Action, family_id: int | None, known: dict[int, list[int]]) -> Json:
    return {
        **_action(action),
        "family_id": family_id,
        "status": action.status,
        "outcome": "Still to do" if action.status == ActionStatus.OPEN else action.get_status_display(),
        "result": action.result,
        "may_know": known.get(family_id, []) if family_id else None,
    }


def _item(item: Any, known: dict[int, list[int]]) -> Json:
    decision = getattr(item, "decision", None)
    return {
        "id": item.pk,
        "kind": item.get_kind_display(),
        "family": item.family.name if item.family else "",
        "family_id": item.family_id,
        "reference": _reference(item),
        "title": item.title,
        "why": item.why,
        "status": item.status,
        "put_off_because": item.put_off_because,
        "along": [_along(one) for one in item.along.all()],
        "views": [_view(view) for one in (item, *item.along.all()) for view in one.views.all()],
        "decision": _decision(decision) | _review(item.review) if decision else None,
        "may_know": known.get(item.family_id, []) if item.family_id else None,
    }


def _view(view: AgencyView) -> Json:
    return {"agency": view.agency.name, "words": view.words, "health": view.agency.kind == AgencyKind.NHS}


def _along(item: Any) -> Json:
    """What was discussed and decided with an item: the decision is that item's, the reason for coming its own."""
    return {"kind": item.get_kind_display(), "title": item.title, "why": item.why, "reference": _referred(item)}


def _referred(item: Any) -> str:
    return item.referral.reference if item.referral else ""


def _quorum(quorum: Quorum | None) -> Json | None:
    """Whether enough agencies were there; None if nobody counted."""
    if quorum is None:
        return None
    return {"here": quorum.here, "needed": quorum.needed, "met": quorum.met, "sentence": quorum.sentence}


def _reference(item: Any) -> str:
    if item.case:
        return item.case.reference
    return _referred(item)


def _decision(decision: Decision) -> Json:
    return {
        "kind": decision.get_kind_display(),
        "reason": decision.reason,
        "done_now": decision.done_now,
        "alternatives": decision.alternatives,
        "dissent": decision.dissent,
        "services": [str(service) for service in decision.services.all()],
        "lead": f"{decision.lead.user} ({decision.lead.agency})" if decision.lead else "",
        "family_view": decision.lead.family_view if decision.lead else "",
        "actions": [_action_agreed(action) for action in decision.actions.all()],
        "next_review_on": decision.next_review_on.isoformat() if decision.next_review_on else None,
        "tier": decision.get_tier_display() if decision.tier else "",
        "outcome": decision.get_closing_display() if decision.closing else "",
        "recorded_by": decision.recorded_by.name,
        "quorum": _quorum(quorum_when_decided(decision)),
        **_reflection(getattr(decision, "reflection", None)),
    }


def _review(review: Review | None) -> Json:
    """What was rated and said at a review. What the family thinks of the help stays with its case."""
    if review is None or review.held_where != HeldWhere.MEETING:
        return {}
    rated = [_rated(one, one.goal.words) for one in review.goal_ratings.all()]
    words = {"what_changed": review.what_changed, "family_words": review.family_words}
    return {"review": {"ratings": [*rated, _rated(review, OVERALL)], **words}}


def _rated(one: Review | GoalRating, of: str) -> Json:
    return {"of": of, "family": one.family_rating, "because": one.no_rating_because, "worker": one.worker_rating}


def _reflection(reflection: Reflection | None) -> Json:
    if reflection is None:
        return {}
    return {"partnership": reflection.get_level_display() or "", "to_change": reflection.to_change}
