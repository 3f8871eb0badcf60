"""Families over the API, for the managers who keep their records."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from audit.services import record_reads
from families import services
from families.models import Family
from families.people import NewAddress
from families.serializers import AddressChangeInput, BirthInput, FamilyHeader, FamilyRecord, NameInput, of_record
from families.views import may_show_address
from inputs.requests import typed, who

ADDRESS = OpenApiParameter(
    "address", str, enum=["yes"], description="Show the full address; that you looked is logged."
)
SEARCH = OpenApiParameter("q", str, description="Name, date of birth, NHS number, postcode or reference.")


class FamilyViewSet(viewsets.GenericViewSet):
    """The families of the centres you manage."""

    queryset = Family.objects.none()
    serializer_class = FamilyRecord

    def get_queryset(self) -> QuerySet[Family]:
        return Family.objects.visible_to(self.request.user)

    @extend_schema(responses=FamilyHeader(many=True), parameters=[SEARCH])
    def list(self, request: Request) -> Response:
        """By name; found by what somebody would type."""
        found = self.get_queryset().search(request.query_params.get("q", "")).shown().order_by("name", "pk")
        page = self.paginate_queryset(found)
        record_reads(by=request.user, subjects=page or [], where="api:families")
        return self.get_paginated_response(FamilyHeader(page, many=True).data)

    @extend_schema(responses=FamilyRecord, parameters=[ADDRESS])
    def retrieve(self, request: Request, pk: str) -> Response:
        """One family. A confidential address is never shown."""
        return self._shown(self.get_object())

    @extend_schema(request=AddressChangeInput, responses=FamilyRecord)
    @action(detail=True, methods=["post"])
    def address(self, request: Request, pk: str) -> Response:
        """Record that the family lives elsewhere now; the old address is kept with its last day.

        Whether it is confidential is said anew with every address.
        """
        family, address = self.get_object(), NewAddress(**typed(request, AddressChangeInput))
        services.change_address(family=family, address=address, **who(request))
        return self._shown(family)

    @extend_schema(request=BirthInput, responses=FamilyRecord)
    @action(detail=True, methods=["post"])
    def birth(self, request: Request, pk: str) -> Response:
        """Record that a child of the family is born who was expected."""
        family, facts = self.get_object(), typed(request, BirthInput)
        child = get_object_or_404(family.children, pk=facts.pop("child"))
        services.record_birth(child=child, **facts, **who(request))
        return self._shown(family)

    @extend_schema(request=NameInput, responses=FamilyRecord)
    @action(detail=True, methods=["post"], url_path="name", url_name="name")
    def change_name(self, request: Request, pk: str) -> Response:
        """Record what the family, or a child or adult of it, is called now; the name until today is kept."""
        family, facts = self.get_object(), typed(request, NameInput)
        people = {"child": family.children, "adult": family.adults}
        named = {one: get_object_or_404(people[one], pk=facts[one]) for one in people if facts[one] is not None}
        services.change_name(family=family, name=facts["name"], **named, **who(request))
        return self._shown(family)

    def _shown(self, family: Family) -> Response:
        found = get_object_or_404(of_record(), pk=family.pk)
        show = may_show_address(self.request, found)
        record_reads(by=self.request.user, subjects=[found], where="api:family")
        return Response(FamilyRecord(found, context={"on": timezone.localdate(), "show_address": show}).data)


def register(router: BaseRouter) -> None:
    """Add families to the API."""
    router.register("families", FamilyViewSet, basename="family")
