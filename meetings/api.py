"""Meetings over the API: the same verbs, the same sentences, the same fields as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from audit.services import record_reads
from cases.api.closing import with_afterwards
from cases.api.plan import of_plan
from cases.api.review import said_at_review
from cases.api.steps import agency_here, person_here, typed_about
from cases.status import ActionStatus
from centres.models import Service
from families.forms import refuse_typed_address
from inputs.requests import typed, who
from meetings import sent_serializers as sent
from meetings import serializers as shapes
from meetings import services
from meetings.api_absences import AbsenceViewSet
from meetings.api_dates import DatesOfMeetings
from meetings.api_guests import GuestsOfItems
from meetings.api_leaving import LeavingViewSet
from meetings.api_minutes import MinutesViewSet
from meetings.api_parts import PartsOfAgenda
from meetings.api_series import SeriesViewSet
from meetings.draft_serializers import DraftInput, ItemDraft
from meetings.followup import asked_about, family_of
from meetings.guests import expected_at, seen_at
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_decide, may_run
from meetings.shown import show_to


class MeetingViewSet(DatesOfMeetings, viewsets.GenericViewSet):
    """The meetings you are expected at, and every one of the centres you manage."""

    queryset = Meeting.objects.none()
    serializer_class = shapes.MeetingRecord

    def get_queryset(self) -> QuerySet[Meeting]:
        found = Meeting.objects.visible_to(self.request.user)
        return found.select_related("series", "centre", "chair").order_by("-on", "-pk")

    @extend_schema(responses=shapes.MeetingRow(many=True))
    def list(self, request: Request) -> Response:
        """Newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(shapes.MeetingRow(page, many=True).data)

    @extend_schema(responses=shapes.MeetingRecord)
    def retrieve(self, request: Request, pk: str) -> Response:
        """A meeting, who is expected, and the items you may see."""
        return self._shown(self.get_object())

    @extend_schema(request=None, responses=shapes.MeetingRecord)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """Begin the meeting; its agenda fills itself a last time."""
        return self._shown(services.open_meeting(meeting=self.get_object(), **who(request)))

    @extend_schema(request=None, responses=shapes.MinutesRow)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """End the meeting and make its minutes."""
        minutes = services.close_meeting(meeting=self.get_object(), **who(request))
        return Response(shapes.MinutesRow(minutes).data)

    @extend_schema(request=sent.AttendanceInput, responses=shapes.MeetingRecord)
    @action(detail=True, methods=["post"])
    def attendance(self, request: Request, pk: str) -> Response:
        """Record who came."""
        came = {
            one["id"]: (one["present"], one["deputy"]) for one in typed(request, sent.AttendanceInput)["attendance"]
        }
        return self._shown(services.record_attendance(meeting=self.get_object(), attendance=came, by=request.user))

    @extend_schema(request=sent.ItemInput, responses={201: shapes.ItemRow})
    @action(detail=True, methods=["post"])
    def items(self, request: Request, pk: str) -> Response:
        """Add a matter of the team."""
        item = services.add_item(meeting=self.get_object(), by=request.user, **typed(request, sent.ItemInput))
        return Response(shapes.ItemRow(show_to(request.user, [item])[0]).data, status=201)

    @extend_schema(request=None, responses=shapes.MeetingRecord)
    @action(detail=True, methods=["post"])
    def late(self, request: Request, pk: str) -> Response:
        """Take referrals onto the agenda that came after papers closed."""
        meeting = self.get_object()
        services.fill_agenda(meeting=meeting, late_too=True, **who(request))
        return self._shown(meeting)

    @extend_schema(request=sent.ChairInput, responses=shapes.MeetingRecord)
    @action(detail=True, methods=["post"])
    def chair(self, request: Request, pk: str) -> Response:
        """Give the chair of this one meeting to somebody else who works with families at the centre."""
        meeting = self.get_object()
        may_run(request.user, meeting).require()
        chair = person_here(meeting.centre_id, typed(request, sent.ChairInput)["chair"])
        return self._shown(services.change_chair(meeting=meeting, chair=chair, by=request.user))

    @extend_schema(request=sent.OutcomeInput, responses={204: None})
    @action(detail=True, methods=["post"])
    def outcome(self, request: Request, pk: str) -> Response:
        """Record what came of an action of an earlier meeting."""
        meeting, facts = self.get_object(), typed(request, sent.OutcomeInput)
        found = get_object_or_404(asked_about(meeting, request.user), pk=facts.pop("action"))
        refuse_typed_address(request.data, facts, family=family_of(found), by=request.user)
        status = ActionStatus.DONE if facts.pop("done") else ActionStatus.NOT_DONE
        services.record_outcome(meeting=meeting, action=found, status=status, **facts, **who(request))
        return Response(status=204)

    def _shown(self, meeting: Meeting) -> Response:
        meeting = get_object_or_404(self.get_queryset(), pk=meeting.pk)
        seen = meeting.items.visible_to(self.request.user).in_order().select_related("family")
        items = show_to(self.request.user, seen)
        record_reads(by=self.request.user, subjects=[one.family for one in items if one.family], where="api:meeting")
        attendance = expected_at(meeting, self.request.user, [one.pk for one in items])
        return Response(shapes.MeetingRecord(meeting, context={"items": items, "attendance": attendance}).data)


class ItemViewSet(GuestsOfItems, PartsOfAgenda, viewsets.GenericViewSet):
    """The agenda items whose families may be known to you."""

    queryset = AgendaItem.objects.none()
    serializer_class = shapes.ItemRecord

    def get_queryset(self) -> QuerySet[AgendaItem]:
        found = AgendaItem.objects.visible_to(self.request.user)
        return found.select_related("meeting__centre", "family", "case", "referral", "review")

    @extend_schema(responses=shapes.ItemRecord)
    def retrieve(self, request: Request, pk: str) -> Response:
        """An item, each agency's view, and the decision."""
        return self._shown(self.get_object())

    @extend_schema(request=None, responses=shapes.ItemRecord)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        """Start the item's clock while the meeting runs; the second time it changes nothing."""
        item = self.get_object()
        may_decide(request.user, item).require()
        return self._shown(services.start_item(item=item, by=request.user))

    @extend_schema(request=DraftInput, responses=ItemDraft)
    @action(detail=True, methods=["post"])
    def draft(self, request: Request, pk: str) -> Response:
        """Keep what is typed of a decision so far, right or wrong. If somebody was quicker: 409, `stale_item`."""
        item, facts = self.get_object(), typed(request, DraftInput)
        kept, _ = services.save_item_draft(item=item, version=facts["version"], typed=facts["typed"], by=request.user)
        record_reads(by=request.user, subjects=[item.family] if item.family else [], where="api:item")
        return Response(ItemDraft(kept).data)

    @extend_schema(request=sent.DecideInput, responses=shapes.ItemRecord)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Record the decision. If somebody was quicker: 409, `already_decided` or `stale_item`."""
        item = self.get_object()
        facts = typed_about(request, sent.DecideInput, family=item.family)
        centre_id = item.meeting.centre_id
        facts["lead"] = person_here(centre_id, facts["lead"]) if facts["lead"] else None
        facts["actions"] = [_action(request.user, item, one) for one in facts["actions"]]
        services_here = Service.objects.offered().filter(centre_id=centre_id)
        facts["services"] = [get_object_or_404(services_here, pk=one) for one in facts["services"]]
        review = facts["review"]
        facts["review"] = services.ReviewRatings(**review | said_at_review(review)) if review else None
        facts["reflection"] = services.TeamReflection(**facts["reflection"]) if facts["reflection"] else None
        after = facts.pop("afterwards")
        facts |= with_afterwards(dict(after), item.case) if after and item.case else {}
        services.decide(item=item, **facts, **who(request))
        return self._shown(item)

    @extend_schema(request=sent.ViewInput, responses=shapes.ItemRecord)
    @action(detail=True, methods=["post"])
    def view(self, request: Request, pk: str) -> Response:
        """Record what an agency thinks."""
        item = self.get_object()
        facts = typed_about(request, sent.ViewInput, family=item.family)
        agency = agency_here(item.meeting.centre_id, facts["agency"])
        services.record_view(item=item, agency=agency, words=facts["words"], by=request.user)
        return self._shown(item)

    @extend_schema(request=sent.BecauseInput, responses=shapes.ItemRecord)
    @action(detail=True, methods=["post"], url_path="put-off")
    def put_off(self, request: Request, pk: str) -> Response:
        """Leave the item for the next meeting."""
        item = self.get_object()
        services.put_off(item=item, by=request.user, **typed_about(request, sent.BecauseInput, family=item.family))
        return self._shown(item)

    @extend_schema(request=None, responses=shapes.ItemRecord)
    @action(detail=True, methods=["post"], url_path="take-up")
    def take_up(self, request: Request, pk: str) -> Response:
        """Discuss after all what was put off in this meeting."""
        item = self.get_object()
        services.take_up_again(item=item, by=request.user)
        return self._shown(item)

    @extend_schema(request=None, responses=shapes.ItemRecord)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take the decision back, while the meeting runs and nothing was built on it."""
        item = self.get_object()
        services.undo_decision(item=item, **who(request))
        return self._shown(item)

    def _shown(self, item: AgendaItem) -> Response:
        item = get_object_or_404(self.get_queryset().prefetch_related("views__agency"), pk=item.pk)
        record_reads(by=self.request.user, subjects=[item.family] if item.family else [], where="api:item")
        show_to(self.request.user, [item])
        seen = seen_at(item.meeting, self.request.user)
        return Response(shapes.ItemRecord(item, context={"seen": seen}).data)


def _action(user: Any, item: AgendaItem, sent_action: dict[str, Any]) -> services.NewAction:
    centre_id = item.meeting.centre_id
    return services.NewAction(
        what=sent_action["what"], owner=person_here(centre_id, sent_action["owner"]),
        agency=agency_here(centre_id, sent_action["agency"]), due_on=sent_action["due_on"],
        done_by=sent_action["done_by"], **of_plan(user, item.case, item.family_id, sent_action),
    )  # fmt: skip


def register(router: BaseRouter) -> None:
    """The addresses of this app."""
    router.register("meetings", MeetingViewSet, basename="meeting")
    router.register("series", SeriesViewSet, basename="series")
    router.register("absences", AbsenceViewSet, basename="absence")
    router.register("leavings", LeavingViewSet, basename="leaving")
    router.register("items", ItemViewSet, basename="item")
    router.register("minutes", MinutesViewSet, basename="minutes")
