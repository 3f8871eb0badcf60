"""Agreements over the API, and the words that families hear before them."""

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
from consent.api_answers import AnswersOfFamilies, WishViewSet
from consent.models import Agreement, SharingDecision, Wording
from consent.serializers import (
    AgreementRecord,
    FamilyDecisionInput,
    SharingDecisionRecord,
    WithdrawInput,
    WordingInput,
    WordingRecord,
)
from consent.services import (
    mark_decision_seen,
    put_wording_in_use,
    record_sharing_decision,
    withdraw_agreement,
)
from families.models import Family
from inputs.requests import typed, who


class AgreementViewSet(AnswersOfFamilies):
    """The agreements you took, and those of the centres you manage or answer for."""

    queryset = Agreement.objects.none()
    serializer_class = AgreementRecord

    def get_queryset(self) -> QuerySet[Agreement]:
        found = Agreement.objects.visible_to(self.request.user)
        return (
            found.select_related("given_by", "wording", "taken_by", "family")
            .prefetch_related("children", "adults")
            .order_by("-pk")
        )

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
        agreement = self.get_object()
        withdraw_agreement(agreement=agreement, **typed(request, WithdrawInput), **who(request))
        return self._shown(self.get_object())

    def _shown(self, agreement: Agreement) -> Response:
        record_reads(by=self.request.user, subjects=[agreement], where="api:agreement")
        return Response(AgreementRecord(agreement, context=self._context()).data)

    def _context(self) -> dict[str, object]:
        return {"on": timezone.localdate()}


class WordingViewSet(viewsets.ReadOnlyModelViewSet):
    """The words that families of your centres hear before they agree, of every version."""

    queryset = Wording.objects.none()
    serializer_class = WordingRecord

    def get_queryset(self) -> QuerySet[Wording]:
        """Newest first."""
        return Wording.objects.visible_to(self.request.user)

    @extend_schema(request=WordingInput, responses={201: WordingRecord})
    def create(self, request: Request) -> Response:
        """Put words in use. A version is never changed afterwards: a change is a new version."""
        facts = typed(request, WordingInput)
        centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=facts.pop("centre"))
        made = put_wording_in_use(centre=centre, **facts, **who(request))
        return Response(WordingRecord(made).data, status=201)


class SharingDecisionViewSet(viewsets.GenericViewSet):
    """The sharing decisions of the centres you manage or answer for; those of your cases are under the case."""

    queryset = SharingDecision.objects.none()
    serializer_class = SharingDecisionRecord

    def get_queryset(self) -> QuerySet[SharingDecision]:
        """Newest first."""
        return SharingDecision.objects.visible_to(self.request.user).shown().order_by("-pk")

    @extend_schema(responses=SharingDecisionRecord(many=True))
    def list(self, request: Request) -> Response:
        """Newest first."""
        page = self.paginate_queryset(self.get_queryset()) or []
        record_reads(by=request.user, subjects=[one.family for one in page], where="api:sharing_decisions")
        return self.get_paginated_response(SharingDecisionRecord(page, many=True).data)

    @extend_schema(responses=SharingDecisionRecord)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One decision."""
        return self._shown(self.get_object())

    @extend_schema(request=FamilyDecisionInput, responses={201: SharingDecisionRecord})
    def create(self, request: Request) -> Response:
        """Record a decision about a family of a centre that you manage; `corrects` names the one it corrects."""
        told = FamilyDecisionInput(data=request.data)
        told.is_valid(raise_exception=True)
        families = Family.objects.visible_to(request.user)
        family = get_object_or_404(families, pk=told.validated_data["family"])
        facts, number = told.told()
        corrects = correctable(family, number)
        made = record_sharing_decision(
            family=family, facts=facts, corrects=corrects, by=request.user, on=timezone.localdate()
        )
        return self._shown(made, 201)

    @extend_schema(request=None, responses=SharingDecisionRecord)
    @action(detail=True, methods=["post"])
    def seen(self, request: Request, pk: str) -> Response:
        """As the information lead, say that you have seen it."""
        decision = self.get_object()
        mark_decision_seen(decision=decision, by=request.user, on=timezone.localdate())
        return self._shown(self.get_object())

    def _shown(self, decision: SharingDecision, status: int = 200) -> Response:
        record_reads(by=self.request.user, subjects=[decision.family], where="api:sharing_decision")
        return Response(SharingDecisionRecord(decision).data, status=status)


def correctable(family: Family, number: int | None) -> SharingDecision | None:
    """The family's decision of that number, 404 if there is none; None if nothing is corrected."""
    return get_object_or_404(SharingDecision.objects.filter(family=family), pk=number) if number else None


def register(router: BaseRouter) -> None:
    """Add agreements, wishes, and the words heard before them, to the API."""
    router.register("wordings", WordingViewSet, basename="wording")
    router.register("sharing-decisions", SharingDecisionViewSet, basename="sharing-decision")
    router.register("agreements", AgreementViewSet, basename="agreement")
    router.register("wishes", WishViewSet, basename="wish")
