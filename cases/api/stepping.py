"""Asking another service to lead, over the API."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as fields
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import serializers, services
from cases.api.frame import PartOfCase
from cases.api.steps import typed_about
from cases.models import Case, SteppingUp
from cases.policies import may_read_decisions, standing_of
from cases.status import StepUpStatus
from consent.serializers import SharingDecisionInput
from families.forms import refuse_typed_address
from inputs.requests import who
from inputs.serializers import LineField, TextField


class StepUpInput(SharingDecisionInput):
    """The eight questions, what happened, and which contacts go into the summary, by their ids."""

    shared = fields.BooleanField(default=True)
    worries = TextField(max_length=2000)
    contacts = fields.ListField(child=fields.IntegerField(), default=list, max_length=50)


class StepUpAnswerInput(fields.Serializer):
    """What the other service said, and who said it."""

    status = fields.ChoiceField([StepUpStatus.ACCEPTED, StepUpStatus.REFUSED])
    answered_by = LineField(max_length=120)
    words = LineField(max_length=300, default="", allow_blank=True)


class TakenBackInput(fields.Serializer):
    """Why nobody is asked any more."""

    words = LineField(max_length=300)


class SteppingUpOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about asking another service to lead."""

    @extend_schema(responses=serializers.SteppingUpSerializer(many=True), filters=False)
    @action(detail=True, url_path="step-ups", pagination_class=None)
    def step_ups(self, request: Request, pk: str) -> Response:
        """Who was asked to lead, what they read, what they answered: for those who decide about sharing."""
        case = self.get_object()
        may_read_decisions(request.user, case).require()
        record_reads(by=request.user, subjects=[case], where="api:step_ups")
        context = {"standing": standing_of(request.user, case)}
        rows = case.step_ups.shown()
        return Response(serializers.SteppingUpSerializer(rows, many=True, context=context).data)

    @extend_schema(request=StepUpInput, responses={201: serializers.SteppingUpSerializer})
    @step_ups.mapping.post
    def step_up(self, request: Request, pk: str) -> Response:
        """Ask another service to lead."""
        case, told = self.get_object(), StepUpInput(data=request.data)
        told.is_valid(raise_exception=True)
        refuse_typed_address(request.data, told.validated_data, family=case.family, by=request.user)
        said = {name: told.validated_data.pop(name) for name in ("worries", "contacts")}
        made = services.step_up(case=case, facts=told.told()[0], **said, **who(request))
        return _shown(request, made, 201)


class SteppingUpViewSet(viewsets.GenericViewSet):
    """Services that were asked to lead your cases."""

    queryset = SteppingUp.objects.none()
    serializer_class = serializers.SteppingUpSerializer

    def get_queryset(self) -> QuerySet[SteppingUp]:
        seen = Case.objects.visible_to(self.request.user).values("pk")
        return SteppingUp.objects.filter(case__in=seen).select_related("case__family", "case__centre")

    @extend_schema(request=StepUpAnswerInput)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Record what it said."""
        found = self.get_object()
        facts = typed_about(request, StepUpAnswerInput, family=found.case.family)
        return _shown(request, services.answer_step_up(step_up=found, **facts, **who(request)))

    @extend_schema(request=TakenBackInput)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Nobody is asked any more."""
        found = self.get_object()
        facts = typed_about(request, TakenBackInput, family=found.case.family)
        return _shown(request, services.take_back_step_up(step_up=found, **facts, **who(request)))


def _shown(request: Request, row: SteppingUp, status: int = 200) -> Response:
    context = {"standing": standing_of(request.user, row.case)}
    again = SteppingUp.objects.shown().get(pk=row.pk)
    return Response(serializers.SteppingUpSerializer(again, context=context).data, status=status)
