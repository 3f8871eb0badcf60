"""Offering a family to a lead professional over the API, and the answers."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import serializers, services
from cases.api import inputs
from cases.api.frame import PartOfCase
from cases.api.steps import made, person_here, typed_about
from cases.models import Lead
from inputs.requests import who


class LeadOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about the lead professional."""

    @extend_schema(request=inputs.LeadOfferInput, responses={201: serializers.LeadSerializer})
    @action(detail=True, methods=["post"], url_path="lead")
    def offer_lead(self, request: Request, pk: str) -> Response:
        """Ask somebody to lead."""
        case = self.get_object()
        facts = typed_about(request, inputs.LeadOfferInput, family=case.family)
        facts["user"] = person_here(case.centre_id, facts["user"])
        return made(serializers.LeadSerializer, services.offer_lead(case=case, **facts, **who(request)))

    @extend_schema(responses=serializers.LeadSerializer(many=True), filters=False)
    @action(detail=True)
    def leads(self, request: Request, pk: str) -> Response:
        """Everybody who was asked to lead, and what came of it, newest first."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:leads_of_case")
        page = self.paginate_queryset(case.leads.select_related("user", "agency", "offered_by"))
        return self.get_paginated_response(serializers.LeadSerializer(page, many=True).data)

    @extend_schema(request=inputs.HandOverInput, responses={201: serializers.LeadSerializer})
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: Request, pk: str) -> Response:
        """Ask a successor, with a briefing and the actions (of whoever leads now) that go along."""
        case = self.get_object()
        facts = typed_about(request, inputs.HandOverInput, family=case.family)
        facts["user"] = person_here(case.centre_id, facts["user"])
        return made(serializers.LeadSerializer, services.hand_over(case=case, **facts, **who(request)))


class LeadViewSet(viewsets.GenericViewSet):
    """Families you are asked to lead, and who led your cases."""

    queryset = Lead.objects.none()
    serializer_class = serializers.LeadSerializer

    def get_queryset(self) -> QuerySet[Lead]:
        return Lead.objects.visible_to(self.request.user).select_related("user", "agency", "offered_by", "case")

    @extend_schema(responses=serializers.LeadSerializer(many=True))
    def list(self, request: Request) -> Response:
        """What you were asked and have not answered."""
        page = self.paginate_queryset(self.get_queryset().unanswered().filter(user=request.user))
        record_reads(by=request.user, subjects=[lead.case for lead in page], where="api:leads")
        return self.get_paginated_response(serializers.LeadSerializer(page, many=True).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Say yes."""
        return made(serializers.LeadSerializer, services.accept_lead(lead=self.get_object(), **who(request)), 200)

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Say no, and why."""
        lead = self.get_object()
        facts = typed_about(request, inputs.ReasonInput, family=lead.case.family)
        return made(serializers.LeadSerializer, services.decline_lead(lead=lead, **facts, **who(request)), 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Withdraw an offer that waits."""
        return made(serializers.LeadSerializer, services.take_back_offer(lead=self.get_object(), **who(request)), 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        """Declined, and whoever leads goes on."""
        return made(serializers.LeadSerializer, services.settle_declined(lead=self.get_object(), **who(request)), 200)

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Stop leading."""
        lead = self.get_object()
        facts = typed_about(request, inputs.ReasonInput, family=lead.case.family)
        return made(serializers.LeadSerializer, services.end_lead(lead=lead, **facts, **who(request)), 200)
