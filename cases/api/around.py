"""Who is around the family outside the team, and what colleagues write to each other, over the API."""

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
from cases.api.steps import made, typed_about
from cases.models import OtherInvolved
from cases.policies import standing_of
from inputs.requests import who


class OthersOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about others involved."""

    @extend_schema(responses=serializers.OtherSerializer(many=True), filters=False)
    @action(detail=True)
    def others(self, request: Request, pk: str) -> Response:
        """Who helps the family outside the team, also who does no longer (`until`)."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:others")
        rows = OtherInvolved.objects.visible_to(request.user).filter(case=case).select_related("added_by")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(serializers.OtherSerializer(page, many=True).data)

    @extend_schema(request=inputs.OtherInput, responses={201: serializers.OtherSerializer})
    @others.mapping.post
    def involve_other(self, request: Request, pk: str) -> Response:
        """Name somebody who helps the family outside the team."""
        case = self.get_object()
        facts = typed_about(request, inputs.OtherInput, family=case.family)
        return made(serializers.OtherSerializer, services.involve_other(case=case, **facts, **who(request)))


class MessagesOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about what colleagues write to each other."""

    @extend_schema(responses=serializers.MessageSerializer(many=True), filters=False)
    @action(detail=True)
    def messages(self, request: Request, pk: str) -> Response:
        """What those who work with the family wrote to each other, newest first; nothing for who only reads it."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:messages")
        may = standing_of(request.user, case).reads_messages
        rows = case.messages.select_related("by") if may else case.messages.none()
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(serializers.MessageSerializer(page, many=True).data)

    @extend_schema(request=inputs.MessageInput, responses={201: serializers.MessageSerializer})
    @messages.mapping.post
    def write_message(self, request: Request, pk: str) -> Response:
        """Write to the others who work with the family."""
        case = self.get_object()
        facts = typed_about(request, inputs.MessageInput, family=case.family)
        return made(serializers.MessageSerializer, services.write_message(case=case, **facts, **who(request)))


class OtherViewSet(viewsets.GenericViewSet):
    """Who helps the families of your cases outside the team."""

    queryset = OtherInvolved.objects.none()
    serializer_class = serializers.OtherSerializer

    def get_queryset(self) -> QuerySet[OtherInvolved]:
        return OtherInvolved.objects.visible_to(self.request.user).select_related("added_by", "case__family")

    @extend_schema(request=inputs.OtherInput)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Another number, or the family agrees now."""
        other = self.get_object()
        facts = typed_about(request, inputs.OtherInput, family=other.case.family)
        return made(serializers.OtherSerializer, services.change_other(other=other, **facts, **who(request)), 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """They do not help this family any more."""
        ended = services.no_longer_involved(other=self.get_object(), **who(request))
        return made(serializers.OtherSerializer, ended, 200)
