"""Referrals and families over the API: the same verbs, the same sentences, the same fields as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from audit.services import record_reads
from centres.models import Centre
from families.models import Family
from families.serializers import FamilyHeader, FamilyRecord, of_record
from families.views import may_show_address
from referrals import serializers as shapes
from referrals import services
from referrals.api_details import details_from
from referrals.models import Referral
from referrals.querysets import families_known_to
from referrals.serializers import DraftRecord, ReferralRecord, ReferralRow, records, rows


class ReferralViewSet(viewsets.GenericViewSet):
    """The referrals you made, and for a manager every one that was sent to the centre."""

    queryset = Referral.objects.none()
    serializer_class = ReferralRecord
    http_method_names = ["get", "post", "patch", "head", "options"]

    def get_queryset(self) -> QuerySet[Referral]:
        seen = Referral.objects.visible_to(self.request.user)
        return records(seen, reader=self.request.user, on=timezone.localdate())

    @extend_schema(responses=ReferralRow(many=True))
    def list(self, request: Request) -> Response:
        """Where each stands, newest first."""
        found = rows(Referral.objects.visible_to(request.user)).order_by("-pk")
        page = self.paginate_queryset(found)
        record_reads(by=request.user, subjects=page or [], where="api:referrals")
        return self.get_paginated_response(ReferralRow(page, many=True).data)

    @extend_schema(responses=ReferralRecord)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One referral, what its referrer was told and what happens next."""
        return self._shown(self.get_object())

    @extend_schema(request=shapes.StartInput, responses={201: DraftRecord})
    def create(self, request: Request) -> Response:
        """Start a draft, for a family on record that you know or for a new one."""
        told = self._told(shapes.StartInput)
        centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=told["centre"])
        known = families_known_to(request.user)
        family = get_object_or_404(known, pk=told["family"]) if told["family"] else None
        draft = services.start_draft(centre=centre, family=family, by=request.user, on=timezone.localdate())
        return Response(DraftRecord(draft).data, status=201)

    @extend_schema(request=shapes.DraftInput, responses=DraftRecord)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Keep what has been typed of a draft so far."""
        typed = self._told(shapes.DraftInput)["typed"]
        draft = services.save_draft(referral=self.get_object(), typed=typed, by=request.user)
        record_reads(by=request.user, subjects=[draft], where="api:draft")
        return Response(DraftRecord(draft).data)

    @extend_schema(request=shapes.SubmitInput, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Send a draft to the meeting. Without the family's agreement it is refused (`no_agreement`)."""
        draft = self.get_object()
        details = details_from(draft, self._told(shapes.SubmitInput))
        return self._done(services.submit_referral(referral=draft, details=details, **self._who()))

    @extend_schema(request=shapes.AdviceInput, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def advice(self, request: Request, pk: str) -> Response:
        """Close a draft with the advice that was given instead."""
        told = self._told(shapes.AdviceInput)
        return self._done(services.give_advice_instead(referral=self.get_object(), **told, **self._who()))

    @extend_schema(request=None, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take a referral back before the meeting has decided."""
        return self._done(services.withdraw_referral(referral=self.get_object(), **self._who()))

    @extend_schema(request=shapes.AddInput, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def add(self, request: Request, pk: str) -> Response:
        """Add what the meeting asked for."""
        told = self._told(shapes.AddInput)
        return self._done(services.add_to_referral(referral=self.get_object(), **told, **self._who()))

    def _who(self) -> dict[str, Any]:
        return {"by": self.request.user, "on": timezone.localdate()}

    def _told(self, shape: Any) -> dict[str, Any]:
        form = shape(data=self.request.data)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def _done(self, referral: Referral) -> Response:
        return self._shown(get_object_or_404(self.get_queryset(), pk=referral.pk))

    def _shown(self, referral: Referral) -> Response:
        record_reads(by=self.request.user, subjects=[referral], where="api:referral")
        return Response(ReferralRecord(referral, context={"on": timezone.localdate()}).data)


ADDRESS = OpenApiParameter(
    "address", str, enum=["yes"], description="Show the full address; that you looked is logged."
)
SEARCH = OpenApiParameter("q", str, description="Name, date of birth, NHS number, postcode or reference.")


class FamilyViewSet(viewsets.GenericViewSet):
    """The families of the centres you manage."""

    queryset = Family.objects.none()
    serializer_class = FamilyRecord

    def get_queryset(self) -> QuerySet[Family]:
        return Family.objects.visible_to(self.request.user)

    @extend_schema(responses=FamilyHeader(many=True), parameters=[SEARCH])
    def list(self, request: Request) -> Response:
        """By name; found by what somebody would type."""
        found = self.get_queryset().search(request.query_params.get("q", "")).current().order_by("name", "pk")
        page = self.paginate_queryset(found)
        record_reads(by=request.user, subjects=page or [], where="api:families")
        return self.get_paginated_response(FamilyHeader(page, many=True).data)

    @extend_schema(responses=FamilyRecord, parameters=[ADDRESS])
    def retrieve(self, request: Request, pk: str) -> Response:
        """One family. A confidential address is never shown."""
        found = get_object_or_404(of_record(), pk=self.get_object().pk)
        show = may_show_address(request, found)
        record_reads(by=request.user, subjects=[found], where="api:family")
        return Response(FamilyRecord(found, context={"on": timezone.localdate(), "show_address": show}).data)


def register(router: BaseRouter) -> None:
    """Add referrals and families to the API."""
    router.register("referrals", ReferralViewSet, basename="referral")
    router.register("families", FamilyViewSet, basename="family")
