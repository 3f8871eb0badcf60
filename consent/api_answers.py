"""What a family answers over the API: it agrees, it does not, it wishes an agency to know or not to."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from consent.models import Agreement, SharingWish, Wording
from consent.policies import may_record_agreement
from consent.querysets import reachable_families
from consent.serializers import AgreementRecord, AnswerInput, WishesInput, WishRecord
from consent.services import record_agreement, record_refusal, record_wishes
from families.models import Family
from inputs.requests import typed, who


def asked(request: Request, pk: int) -> Family:
    """A family that this person may ask again; else 404. 403 if they may not write down what it says."""
    family = get_object_or_404(reachable_families(request.user), pk=pk)
    may_record_agreement(request.user, family).require()
    return family


class AnswersOfFamilies(viewsets.GenericViewSet):
    """The part of `AgreementViewSet` that writes down an answer; it brings the queryset."""

    @extend_schema(request=AnswerInput, responses={201: AgreementRecord})
    def create(self, request: Request) -> Response:
        """Record that a family on record agrees, or agrees again."""
        return self._answered(request, record_agreement)

    @extend_schema(request=AnswerInput, responses={201: AgreementRecord})
    @action(detail=False, methods=["post"], url_path="refusals")
    def refusal(self, request: Request) -> Response:
        """Record that a family was asked and does not agree."""
        return self._answered(request, record_refusal)

    def _answered(self, request: Request, verb: Callable[..., Agreement]) -> Response:
        facts: dict[str, Any] = typed(request, AnswerInput)
        family = asked(request, facts.pop("family"))
        facts["given_by"] = get_object_or_404(family.adults, pk=facts["given_by"])
        if facts["wording"] is not None:
            facts["wording"] = get_object_or_404(Wording.objects.visible_to(request.user), pk=facts["wording"])
        made = verb(family=family, **facts, **who(request))
        record_reads(by=request.user, subjects=[made], where="api:agreement")
        return Response(AgreementRecord(made, context={"on": timezone.localdate()}).data, status=201)


class WishViewSet(viewsets.GenericViewSet):
    """Which agencies families wish to know, and which not."""

    queryset = SharingWish.objects.none()
    serializer_class = WishRecord
    pagination_class = None

    @extend_schema(request=WishesInput, responses=WishRecord(many=True))
    def create(self, request: Request) -> Response:
        """Record a family's wishes; answers with all that hold now."""
        told = typed(request, WishesInput)
        family = asked(request, told["family"])
        held = record_wishes(
            family=family,
            included=told["may_know"],
            excluded=told["must_not_know"],
            words={one["agency"]: one["words"] for one in told["words"]},
            **who(request),
        )
        record_reads(by=request.user, subjects=[family], where="api:wishes")
        return Response(WishRecord(held, many=True).data)
