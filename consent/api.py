"""Agreements over the API."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from audit.services import record_reads
from consent.models import Agreement
from consent.serializers import AgreementRecord, WithdrawInput
from consent.services import withdraw_agreement


class AgreementViewSet(viewsets.GenericViewSet):
    """The agreements you took, and those of the centres you manage or answer for."""

    queryset = Agreement.objects.none()
    serializer_class = AgreementRecord

    def get_queryset(self) -> QuerySet[Agreement]:
        found = Agreement.objects.visible_to(self.request.user)
        return found.select_related("given_by", "wording", "taken_by", "family").order_by("-pk")

    @extend_schema(responses=AgreementRecord(many=True))
    def list(self, request: Request) -> Response:
        """Newest first."""
        page = self.paginate_queryset(self.get_queryset())
        record_reads(by=request.user, subjects=page or [], where="api:agreements")
        return self.get_paginated_response(AgreementRecord(page, many=True, context=self._context()).data)

    @extend_schema(responses=AgreementRecord)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One agreement."""
        return self._shown(self.get_object())

    @extend_schema(request=WithdrawInput, responses=AgreementRecord)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Record that the family no longer agrees: it takes effect on the next request of everybody."""
        told = WithdrawInput(data=request.data)
        told.is_valid(raise_exception=True)
        agreement = self.get_object()
        withdraw_agreement(agreement=agreement, **told.validated_data, by=request.user, on=timezone.localdate())
        return self._shown(self.get_object())

    def _shown(self, agreement: Agreement) -> Response:
        record_reads(by=self.request.user, subjects=[agreement], where="api:agreement")
        return Response(AgreementRecord(agreement, context=self._context()).data)

    def _context(self) -> dict[str, object]:
        return {"on": timezone.localdate()}


def register(router: BaseRouter) -> None:
    """Add agreements to the API."""
    router.register("agreements", AgreementViewSet, basename="agreement")
