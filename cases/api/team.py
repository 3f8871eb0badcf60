"""The people of a case over the API: the team around the family, and with whom the case is shared."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.confirming import require_confirmed
from audit.services import record_reads
from cases import serializers, services
from cases.access import shares_of
from cases.api import inputs
from cases.api.frame import PartOfCase
from cases.api.steps import agency_here, made, person_here, typed_about
from cases.models import Case, CaseShareWithAgency, CaseShareWithPerson, TeamMember
from inputs.requests import who

TABLES = {"person": CaseShareWithPerson, "agency": CaseShareWithAgency}
KIND = OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=list(TABLES))
SHARE = OpenApiParameter("share", int, OpenApiParameter.PATH, description="The share's id, as the list gives it")


class PeopleOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about people."""

    @extend_schema(responses=serializers.TeamMemberSerializer(many=True), filters=False)
    @action(detail=True)
    def team(self, request: Request, pk: str) -> Response:
        """The team around the family, also who has left it."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:team")
        page = self.paginate_queryset(case.team.shown().order_by("until", "pk"))
        return self.get_paginated_response(serializers.TeamMemberSerializer(page, many=True).data)

    @extend_schema(request=inputs.TeamInput, responses={201: serializers.TeamMemberSerializer})
    @team.mapping.post
    def join_team(self, request: Request, pk: str) -> Response:
        """Add somebody to the team."""
        case = self.get_object()
        facts = typed_about(request, inputs.TeamInput, family=case.family)
        facts["user"] = person_here(case.centre_id, facts["user"])
        return made(serializers.TeamMemberSerializer, services.join_team(case=case, **facts, **who(request)))

    @extend_schema(request=inputs.ShareInput, responses={204: None})
    @action(detail=True, methods=["post"])
    def share(self, request: Request, pk: str) -> Response:
        """Share the case with a person, or with an agency, until a date.

        Only for somebody who is signed in and has just confirmed that it is them: 403, "confirm_first". No token can.
        """
        require_confirmed(request)
        case = self.get_object()
        facts = typed_about(request, inputs.ShareInput, family=case.family)
        person, agency = facts.pop("person"), facts.pop("agency")
        to = agency_here(case.centre_id, agency) if person is None else person_here(case.centre_id, person)
        services.share_case(case=case, to=to, **facts, **who(request))
        return Response(status=204)

    @extend_schema(responses=serializers.ShareSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def shares(self, request: Request, pk: str) -> Response:
        """With whom the case is shared today."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:shares")
        return Response(serializers.ShareSerializer(shares_of(case, timezone.localdate()), many=True).data)

    @extend_schema(request=None, responses={204: None}, parameters=[KIND, SHARE])
    @action(detail=True, methods=["post"], url_path=r"shares/(?P<kind>person|agency)/(?P<share>[0-9]{1,18})/end")
    def end_share(self, request: Request, pk: str, kind: str, share: str) -> Response:
        """End a share now."""
        found: Any = get_object_or_404(TABLES[kind], pk=share, content_object=self.get_object())
        services.end_share(share=found, **who(request))
        return Response(status=204)


class TeamViewSet(viewsets.GenericViewSet):
    """Members of the teams around the families of your cases."""

    queryset = TeamMember.objects.none()
    serializer_class = serializers.TeamMemberSerializer

    def get_queryset(self) -> QuerySet[TeamMember]:
        cases = Case.objects.visible_to(self.request.user).values("pk")
        return TeamMember.objects.filter(case__in=cases).select_related("user", "agency", "case__family")

    @extend_schema(request=inputs.ContributionInput)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Say anew what they contribute."""
        member = self.get_object()
        facts = typed_about(request, inputs.ContributionInput, family=member.case.family)
        changed = services.change_contribution(member=member, **facts, **who(request))
        return made(serializers.TeamMemberSerializer, changed, 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: str) -> Response:
        """End somebody's part in the team; today is their last day."""
        return made(
            serializers.TeamMemberSerializer, services.leave_team(member=self.get_object(), **who(request)), 200
        )
