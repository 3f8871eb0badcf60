"""Who stands in for a lead professional, over the API: asking, answering, ending it early."""

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
from cases.models import Deputy
from cases.policies import standing_of
from inputs.requests import who


class DeputiesOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about standing in."""

    @extend_schema(responses=serializers.DeputyRecord(many=True), filters=False)
    @action(detail=True)
    def deputies(self, request: Request, pk: str) -> Response:
        """Who stands in, will, or was asked to, the latest first; who settles what is next reads `matters`."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:deputies_of_case")
        coordinates = standing_of(request.user, case).coordinates
        shape = serializers.DeputyRecord if coordinates else serializers.DeputySerializer
        page = self.paginate_queryset(case.deputies.shown())
        return self.get_paginated_response(shape(page, many=True).data)

    @extend_schema(request=inputs.DeputyInput, responses={201: serializers.DeputySerializer})
    @deputies.mapping.post
    def ask_deputy(self, request: Request, pk: str) -> Response:
        """Ask somebody to stand in."""
        case = self.get_object()
        facts = typed_about(request, inputs.DeputyInput, family=case.family)
        facts["user"] = person_here(case.centre_id, facts["user"])
        return made(serializers.DeputySerializer, services.ask_deputy(case=case, **facts, **who(request)))


class DeputyViewSet(viewsets.GenericViewSet):
    """Where you are asked to stand in, and who stands in on your cases."""

    queryset = Deputy.objects.none()
    serializer_class = serializers.DeputySerializer

    def get_queryset(self) -> QuerySet[Deputy]:
        return Deputy.objects.visible_to(self.request.user).shown()

    @extend_schema(responses=serializers.DeputySerializer(many=True))
    def list(self, request: Request) -> Response:
        """What you were asked and have not answered."""
        page = self.paginate_queryset(Deputy.objects.asked_of(request.user).shown())
        record_reads(by=request.user, subjects=[one.case for one in page], where="api:deputies")
        return self.get_paginated_response(serializers.DeputySerializer(page, many=True).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Say yes."""
        return self._again(services.accept_deputy(deputy=self.get_object(), **who(request)))

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Say no, and why."""
        found = self.get_object()
        facts = typed_about(request, inputs.ReasonInput, family=found.case.family)
        return self._again(services.decline_deputy(deputy=found, **facts, **who(request)))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Nobody stands in any more, or is asked to."""
        return self._again(services.end_deputy(deputy=self.get_object(), **who(request)))

    def _again(self, done: Deputy) -> Response:
        return made(serializers.DeputySerializer, Deputy.objects.shown().get(pk=done.pk), 200)
