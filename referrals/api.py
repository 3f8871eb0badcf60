"""Referrals over the API: the same verbs, the same sentences, the same fields as the pages."""

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

from audit.services import record_reads
from centres.models import Centre
from families.forms import refuse_typed_address
from families.models import Family
from families.people import NewAddress
from inputs.requests import typed, who
from referrals import serializers as shapes
from referrals import services
from referrals.api_details import details_from
from referrals.models import Referral
from referrals.policies import may_join, may_write
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
        found = rows(Referral.objects.visible_to(request.user), request.user).order_by("-pk")
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
        told = typed(request, shapes.StartInput)
        centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=told["centre"])
        known = families_known_to(request.user)
        family = get_object_or_404(known, pk=told["family"]) if told["family"] else None
        draft = services.start_draft(centre=centre, family=family, by=request.user, on=timezone.localdate())
        return Response(DraftRecord(draft).data, status=201)

    @extend_schema(request=shapes.DraftInput, responses=DraftRecord)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Keep what has been typed of a draft so far."""
        draft = services.save_draft(referral=self.get_object(), by=request.user, **typed(request, shapes.DraftInput))
        record_reads(by=request.user, subjects=[draft], where="api:draft")
        return Response(DraftRecord(draft).data)

    @extend_schema(request=shapes.SubmitInput, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Send a draft to the meeting. Without the family's agreement it is refused (`no_agreement`)."""
        draft = self.get_object()
        details = details_from(draft, _told(request, shapes.SubmitInput, draft))
        return self._done(services.submit_referral(referral=draft, details=details, **who(request)))

    @extend_schema(request=shapes.AdviceInput, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def advice(self, request: Request, pk: str) -> Response:
        """Close a draft with the advice that was given instead."""
        draft = self.get_object()
        told = _told(request, shapes.AdviceInput, draft)
        return self._done(services.give_advice_instead(referral=draft, **told, **who(request)))

    @extend_schema(request=None, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take a referral back before the meeting has decided."""
        return self._done(services.withdraw_referral(referral=self.get_object(), **who(request)))

    @extend_schema(request=shapes.AddInput, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def add(self, request: Request, pk: str) -> Response:
        """Add what the meeting asked for."""
        found = self.get_object()
        told = _told(request, shapes.AddInput, found)
        return self._done(services.add_to_referral(referral=found, **told, **who(request)))

    @extend_schema(request=shapes.ChoiceInput, responses=DraftRecord)
    @action(detail=True, methods=["post"], url_path="choose-family")
    def choose_family(self, request: Request, pk: str) -> Response:
        """Say that a draft is about a family on record that you know, or (null) about a new one."""
        draft, told = self.get_object(), typed(request, shapes.ChoiceInput)
        may_write(request.user, draft).require()
        known = families_known_to(request.user)
        family = None if told["family"] is None else get_object_or_404(known, pk=told["family"])
        chosen = services.choose_family(referral=draft, family=family, **who(request))
        record_reads(by=request.user, subjects=[chosen, *([family] if family else [])], where="api:referral")
        return Response(DraftRecord(chosen).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        """Throw a draft away; it was never sent."""
        services.discard_draft(referral=self.get_object(), **who(request))
        return Response(status=204)

    @extend_schema(request=shapes.FamilyInput, responses=ReferralRecord)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, pk: str) -> Response:
        """The manager: the family referred as new is one the centre knows; one record from then on."""
        referral, told = self.get_object(), typed(request, shapes.FamilyInput)
        may_join(request.user, referral).require()
        family = get_object_or_404(Family.objects.visible_to(request.user), pk=told["family"])
        return self._done(services.join_known_family(referral=referral, family=family, **who(request)))

    @extend_schema(request=None, responses=ReferralRecord)
    @action(detail=True, methods=["post"], url_path="not-known")
    def not_known(self, request: Request, pk: str) -> Response:
        """The manager: the family referred as new is not one the centre knew."""
        return self._done(services.mark_not_known(referral=self.get_object(), **who(request)))

    def _done(self, referral: Referral) -> Response:
        return self._shown(get_object_or_404(self.get_queryset(), pk=referral.pk))

    def _shown(self, referral: Referral) -> Response:
        record_reads(by=self.request.user, subjects=[referral], where="api:referral")
        return Response(ReferralRecord(referral, context={"on": timezone.localdate()}).data)


def _told(request: Request, shape: Any, draft: Referral) -> dict[str, Any]:
    """What was sent; in words about a family, not its confidential address without a second thought."""
    told = typed(request, shape)
    new = (told.get("new_family") or {}).get("address")
    homes = [NewAddress(**new)] if new and new["confidential"] else []
    words = {name: value for name, value in told.items() if name != "new_family"}
    refuse_typed_address(request.data, words, family=draft.family, by=request.user, homes=homes)
    return told


def register(router: BaseRouter) -> None:
    """Add referrals to the API."""
    router.register("referrals", ReferralViewSet, basename="referral")
