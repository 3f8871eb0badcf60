"""Cases over the API: the same verbs, the same sentences, the same fields as the pages."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.serializers import Serializer

from audit.services import record_reads
from cases import api_inputs as inputs
from cases import serializers, services
from cases.api_emergency import BreakGlassViewSet
from cases.api_notes import NotesOfCase, RestrictedNoteViewSet
from cases.api_parts import (
    ActionViewSet,
    ContactViewSet,
    GoalViewSet,
    LeadViewSet,
    OfferViewSet,
    ReviewViewSet,
)
from cases.api_people import PeopleOfCase, TeamViewSet
from cases.api_steps import made, person_here, typed_about
from cases.models import Case
from cases.policies import standing_of
from cases.serializers import SeerRecord
from cases.views.frame import found_case
from cases.who import who_can_see
from centres.models import Service
from consent.api import correctable
from consent.serializers import SharingDecisionInput, SharingDecisionRecord
from inputs.requests import number_in, who


class CaseViewSet(PeopleOfCase, NotesOfCase, viewsets.ReadOnlyModelViewSet):
    """The cases you may open."""

    queryset = Case.objects.none()
    serializer_class = serializers.CaseSerializer

    def get_queryset(self) -> QuerySet[Case]:
        rows = (
            Case.objects.visible_to(self.request.user)
            .with_next()
            .with_standing(self.request.user, timezone.localdate())
        )
        return rows.select_related("centre", "family", "referral__referred_by").prefetch_related("family__children")

    def get_object(self) -> Case:
        """The case if this person may open it, else 404."""
        return found_case(self.request, number_in(self.kwargs["pk"]))

    @extend_schema(responses=serializers.CaseRowSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Header, your part and what is late, newest first."""
        page = self.paginate_queryset(self.get_queryset().order_by("-opened_on", "-pk"))
        record_reads(by=request.user, subjects=page, where="api:cases")
        rows = serializers.CaseRowSerializer(page, many=True, context={"on": timezone.localdate()})
        return self.get_paginated_response(rows.data)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One case."""
        return self._shown(self.get_object())

    def _shown(self, case: Case) -> Response:
        case = found_case(self.request, case.pk)
        record_reads(by=self.request.user, subjects=[case], where="api:case")
        context = {"standing": standing_of(self.request.user, case), "on": timezone.localdate()}
        return Response(serializers.CaseSerializer(case, context=context).data)

    @extend_schema(responses=SeerRecord(many=True), filters=False)
    @action(detail=True, url_path="who", pagination_class=None)
    def seen_by(self, request: Request, pk: str) -> Response:
        """Everybody who can see this case, by which relations and until when."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:case_who")
        return Response(SeerRecord(who_can_see(case), many=True).data)

    def _rows(self, case: Case, rows: QuerySet, serializer: type[Serializer], kind: str) -> Response:
        if not getattr(standing_of(self.request.user, case), f"sees_{kind}"):
            rows = rows.none()
        record_reads(by=self.request.user, subjects=[case], where=f"api:{self.action}")
        return self.get_paginated_response(serializer(self.paginate_queryset(rows), many=True).data)

    @extend_schema(responses=serializers.ContactSerializer(many=True), filters=False)
    @action(detail=True)
    def contacts(self, request: Request, pk: str) -> Response:
        """Contacts and attempts, newest first."""
        case = self.get_object()
        return self._rows(case, case.contacts.select_related("by"), serializers.ContactSerializer, "contacts")

    @extend_schema(request=inputs.ContactInput, responses={201: serializers.ContactSerializer})
    @contacts.mapping.post
    def record_contact(self, request: Request, pk: str) -> Response:
        """Record a contact or an attempt."""
        case = self.get_object()
        facts = typed_about(request, inputs.ContactInput, family=case.family)
        return made(serializers.ContactSerializer, services.record_contact(case=case, **facts, **who(request)))

    @extend_schema(responses=serializers.OfferSerializer(many=True), filters=False)
    @action(detail=True)
    def offers(self, request: Request, pk: str) -> Response:
        """Support offered and the family's answers."""
        case = self.get_object()
        return self._rows(case, case.offers.select_related("by"), serializers.OfferSerializer, "contacts")

    @extend_schema(request=inputs.OfferInput, responses={201: serializers.OfferSerializer})
    @offers.mapping.post
    def record_offer(self, request: Request, pk: str) -> Response:
        """Record support offered."""
        case = self.get_object()
        facts = typed_about(request, inputs.OfferInput, family=case.family)
        if facts["service"] is not None:
            facts["service"] = get_object_or_404(Service, pk=facts["service"], centre_id=case.centre_id)
        return made(serializers.OfferSerializer, services.record_offer(case=case, **facts, **who(request)))

    @extend_schema(responses=serializers.ReviewSerializer(many=True), filters=False)
    @action(detail=True)
    def reviews(self, request: Request, pk: str) -> Response:
        """Reviews held, and the next one."""
        case = self.get_object()
        return self._rows(case, case.reviews.select_related("held_by"), serializers.ReviewSerializer, "plan")

    @extend_schema(responses=serializers.GoalSerializer(many=True), filters=False)
    @action(detail=True)
    def goals(self, request: Request, pk: str) -> Response:
        """Goals."""
        case = self.get_object()
        return self._rows(case, case.goals.all(), serializers.GoalSerializer, "plan")

    @extend_schema(request=inputs.GoalInput, responses={201: serializers.GoalSerializer})
    @goals.mapping.post
    def set_goal(self, request: Request, pk: str) -> Response:
        """Add a goal."""
        case = self.get_object()
        facts = typed_about(request, inputs.GoalInput, family=case.family)
        return made(serializers.GoalSerializer, services.set_goal(case=case, **facts, **who(request)))

    @extend_schema(request=inputs.WordsInput, responses={201: serializers.ProgressSerializer})
    @action(detail=True, methods=["post"])
    def progress(self, request: Request, pk: str) -> Response:
        """Report progress to the next meeting and the referrer."""
        case = self.get_object()
        facts = typed_about(request, inputs.WordsInput, family=case.family)
        return made(serializers.ProgressSerializer, services.report_progress(case=case, **facts, **who(request)))

    @extend_schema(request=inputs.LeadOfferInput, responses={201: serializers.LeadSerializer})
    @action(detail=True, methods=["post"], url_path="lead")
    def offer_lead(self, request: Request, pk: str) -> Response:
        """Ask somebody to lead."""
        case = self.get_object()
        facts = typed_about(request, inputs.LeadOfferInput, family=case.family)
        facts["user"] = person_here(case.centre_id, facts["user"])
        return made(serializers.LeadSerializer, services.offer_lead(case=case, **facts, **who(request)))

    @extend_schema(responses=SharingDecisionRecord(many=True), filters=False)
    @action(detail=True, url_path="sharing-decisions")
    def sharing_decisions(self, request: Request, pk: str) -> Response:
        """The family's sharing decisions, for those who take part in the work or supervise it."""
        case = self.get_object()
        known = standing_of(request.user, case).involved
        rows = case.family.sharing_decisions.shown() if known else case.family.sharing_decisions.none()
        return self._rows(case, rows, SharingDecisionRecord, "safeguarding")

    @extend_schema(request=SharingDecisionInput, responses={201: SharingDecisionRecord})
    @sharing_decisions.mapping.post
    def decide_sharing(self, request: Request, pk: str) -> Response:
        """Record that information about the family is shared, or is not."""
        case, told = self.get_object(), SharingDecisionInput(data=request.data)
        told.is_valid(raise_exception=True)
        facts, number = told.told()
        corrects = correctable(case.family, number)
        return made(
            SharingDecisionRecord, services.decide_sharing(case=case, facts=facts, corrects=corrects, **who(request))
        )

    @extend_schema(request=SharingDecisionInput, responses={201: SharingDecisionRecord})
    @action(detail=True, methods=["post"], url_path="go-on")
    def go_on(self, request: Request, pk: str) -> Response:
        """The agreement has ended: record on what grounds the case goes on all the same."""
        case, told = self.get_object(), SharingDecisionInput(data=request.data)
        told.is_valid(raise_exception=True)
        going_on = services.go_on_without_agreement(case=case, facts=told.told()[0], **who(request))
        return made(SharingDecisionRecord, going_on.decision)

    def _done(self, request: Request, verb: Callable[..., Any], shape: type[Serializer]) -> Response:
        """A verb that changes the case: the case as it is then, or nothing if it can no longer be seen."""
        case = self.get_object()
        verb(case=case, **typed_about(request, shape, family=case.family), **who(request))
        seen = self.get_queryset().filter(pk=case.pk).exists()
        return self._shown(case) if seen else Response(status=204)

    @extend_schema(request=inputs.TierInput)
    @action(detail=True, methods=["post"])
    def tier(self, request: Request, pk: str) -> Response:
        """Change the tier of need."""
        return self._done(request, services.change_tier, inputs.TierInput)

    @extend_schema(request=inputs.NextReviewInput)
    @action(detail=True, methods=["post"], url_path="next-review")
    def next_review(self, request: Request, pk: str) -> Response:
        """Move the next review."""
        return self._done(request, services.set_next_review, inputs.NextReviewInput)

    @extend_schema(request=inputs.CloseInput)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Close with an outcome. 204 if you no longer see the case then."""
        return self._done(request, services.close_case, inputs.CloseInput)

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Open a closed case again."""
        return self._done(request, services.reopen_case, inputs.ReasonInput)


def register(router: BaseRouter) -> None:
    """Add this app's addresses."""
    router.register("break-glass", BreakGlassViewSet, basename="breakglass")
    router.register("cases", CaseViewSet, basename="case")
    router.register("actions", ActionViewSet, basename="action")
    router.register("contacts", ContactViewSet, basename="contact")
    router.register("goals", GoalViewSet, basename="goal")
    router.register("team", TeamViewSet, basename="team-member")
    router.register("notes", RestrictedNoteViewSet, basename="note")
    router.register("offers", OfferViewSet, basename="offer")
    router.register("leads", LeadViewSet, basename="lead")
    router.register("reviews", ReviewViewSet, basename="review")
