"""Advice of the link social worker over the API."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as fields
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import serializers, services
from cases.api.frame import PartOfCase
from cases.api.steps import made, person_here, typed_about
from cases.models import Advice, Case
from cases.policies import may_answer_advice
from inputs.requests import number_in, who
from inputs.serializers import TextField


class QuestionInput(fields.Serializer):
    """Who is asked, and what."""

    of = fields.IntegerField()
    question = TextField(max_length=2000)


class AdviceAnswerInput(fields.Serializer):
    """The answer."""

    answer = TextField(max_length=5000)


class AdviceOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about advice."""

    @extend_schema(responses=serializers.AdviceSerializer(many=True), filters=False)
    @action(detail=True)
    def advice(self, request: Request, pk: str) -> Response:
        """What was asked of the link social worker and answered, newest first, for who takes part in the work."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:advice_of_case")
        page = self.paginate_queryset(Advice.objects.of_cases_known_to(request.user).filter(case=case).shown())
        return self.get_paginated_response(serializers.AdviceSerializer(page, many=True).data)

    @extend_schema(request=QuestionInput, responses={201: serializers.AdviceSerializer})
    @advice.mapping.post
    def ask_advice(self, request: Request, pk: str) -> Response:
        """Put a question to a link social worker. 204 if the family keeps such notes from your agency."""
        case = self.get_object()
        facts = typed_about(request, QuestionInput, family=case.family)
        facts["of"] = person_here(case.centre_id, facts["of"])
        asked = services.ask_advice(case=case, **facts, **who(request))
        shown = Advice.objects.of_cases_known_to(request.user).shown().filter(pk=asked.pk).first()
        return made(serializers.AdviceSerializer, shown) if shown else Response(status=204)


class AdviceViewSet(viewsets.GenericViewSet):
    """Questions that are put to you as link social worker, and those about your families."""

    queryset = Advice.objects.none()
    serializer_class = serializers.AskedAdviceSerializer

    def get_queryset(self) -> QuerySet[Advice]:
        return Advice.objects.visible_to(self.request.user).shown().with_family_known(self.request.user)

    @extend_schema(responses=serializers.AskedAdviceSerializer(many=True))
    def list(self, request: Request) -> Response:
        """What you are asked and have not answered."""
        rows = Advice.objects.asked_of(request.user).shown().with_family_known(request.user)
        page: Any = self.paginate_queryset(rows)
        record_reads(by=request.user, subjects=[one.case for one in page], where="api:advice")
        return self.get_paginated_response(serializers.AskedAdviceSerializer(page, many=True).data)

    @extend_schema(request=AdviceAnswerInput, responses=serializers.AskedAdviceSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Answer, once."""
        found = self.get_object()
        may_answer_advice(request.user, found).require()
        facts = typed_about(request, AdviceAnswerInput, family=found.case.family)
        services.answer_advice(advice=found, **facts, **who(request))
        return made(serializers.AskedAdviceSerializer, self.get_object(), 200)

    @extend_schema(request=None, responses=serializers.AdviceSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """The question needs no answer any more."""
        known = Advice.objects.of_cases_known_to(request.user).shown()
        found = get_object_or_404(known, pk=number_in(pk), case__in=Case.objects.visible_to(request.user))
        services.take_back_advice(advice=found, **who(request))
        return made(serializers.AdviceSerializer, known.get(pk=found.pk), 200)
