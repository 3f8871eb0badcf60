"""When people are away, over the API."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.steps import person_here
from centres.models import Centre
from inputs.requests import typed, who
from inputs.serializers import DateField
from meetings import services
from meetings.models import Absence
from meetings.policies import may_say_away


class AbsenceRecord(serializers.ModelSerializer):
    """From when until when somebody is away from a centre's meetings."""

    name = serializers.CharField(source="who.name")

    class Meta:
        model = Absence
        fields = ["id", "centre", "who", "name", "starts_on", "ends_on"]
        read_only_fields = fields


class AbsenceInput(serializers.Serializer):
    """Who (left out: you), at which centre, from when until when."""

    centre = serializers.IntegerField()
    person = serializers.IntegerField(required=False)
    starts_on = DateField()
    ends_on = DateField(future=True)


class AbsenceViewSet(viewsets.GenericViewSet):
    """When you are away; and everybody at the centres whose meetings you plan."""

    queryset = Absence.objects.none()
    serializer_class = AbsenceRecord

    def get_queryset(self) -> QuerySet[Absence]:
        return Absence.objects.visible_to(self.request.user).select_related("who").order_by("-starts_on", "-pk")

    @extend_schema(responses=AbsenceRecord(many=True))
    def list(self, request: Request) -> Response:
        """The latest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(AbsenceRecord(page, many=True).data)

    @extend_schema(responses=AbsenceRecord)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One absence."""
        return Response(AbsenceRecord(self.get_object()).data)

    @extend_schema(request=AbsenceInput, responses={201: AbsenceRecord})
    def create(self, request: Request) -> Response:
        """Say that you, or somebody whose meetings you plan, are away."""
        facts = typed(request, AbsenceInput)
        centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=facts.pop("centre"))
        person = person_here(centre.pk, facts.pop("person", request.user.pk))
        may_say_away(request.user, person, centre.pk).require()
        made = services.say_away(person=person, centre=centre, **facts, **who(request))
        return Response(AbsenceRecord(made).data, status=201)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Not away after all."""
        services.take_back_absence(absence=self.get_object(), **who(request))
        return Response(status=204)
