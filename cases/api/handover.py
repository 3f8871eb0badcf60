"""What colleagues give to each other over the API: actions passed on, briefings."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import serializers, services
from cases.api import inputs
from cases.api.steps import made, typed_about
from cases.models import Briefing, Case, PassOn
from cases.policies import standing_of
from inputs.requests import who


class PassOnViewSet(viewsets.GenericViewSet):
    """What you are asked to take on, and what became of the actions that you see."""

    queryset = PassOn.objects.none()
    serializer_class = serializers.PassOnSerializer

    def get_queryset(self) -> QuerySet[PassOn]:
        return PassOn.objects.visible_to(self.request.user).shown()

    @extend_schema(responses=serializers.PassOnSerializer(many=True))
    def list(self, request: Request) -> Response:
        """What you were asked and have not answered."""
        page = self.paginate_queryset(PassOn.objects.asked_of(request.user).shown())
        cases = Case.objects.filter(pk__in={one.action.case_id for one in page if one.action.case_id})
        record_reads(by=request.user, subjects=cases, where="api:pass_ons")
        return self.get_paginated_response(serializers.PassOnSerializer(page, many=True).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """It is yours from now on."""
        done = services.accept_pass_on(pass_on=self.get_object(), **who(request))
        return made(serializers.PassOnSerializer, self._again(done), 200)

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Say no, and why."""
        found = self.get_object()
        facts = typed_about(request, inputs.ReasonInput, family=found.action.case.family if found.action.case else None)
        done = services.decline_pass_on(pass_on=found, **facts, **who(request))
        return made(serializers.PassOnSerializer, self._again(done), 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Nobody is asked any more."""
        done = services.take_back_pass_on(pass_on=self.get_object(), **who(request))
        return made(serializers.PassOnSerializer, self._again(done), 200)

    def _again(self, done: PassOn) -> PassOn:
        return PassOn.objects.shown().get(pk=done.pk)


class BriefingViewSet(viewsets.GenericViewSet):
    """Briefings: yours, as long as you lead the family, and those of the centres you manage."""

    queryset = Briefing.objects.none()
    serializer_class = serializers.BriefingSerializer

    def get_queryset(self) -> QuerySet[Briefing]:
        rows = Briefing.objects.visible_to(self.request.user)
        return rows.select_related("lead__user", "lead__case__family", "made_by")

    def retrieve(self, request: Request, pk: str) -> Response:
        """One briefing."""
        found = self.get_object()
        case = found.lead.case
        record_reads(by=request.user, subjects=[case], where="api:briefing")
        context = {"standing": standing_of(request.user, case)}
        return Response(serializers.BriefingSerializer(found, context=context).data)
