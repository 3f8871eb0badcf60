"""Visits planned ahead over the API. One that took place is recorded as a contact, with `visit`."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import serializers, services
from cases.api import inputs
from cases.api.frame import PartOfCase
from cases.api.steps import made, person_here, typed_about
from cases.models import Visit
from cases.visit_calendar import FORTNIGHT, first_day, mark, told_of
from inputs.requests import who


def shown_visit(request: Request, visit: Visit, status: int = 200) -> Response:
    """The visit as it is then, with what stands close to it."""
    return made(serializers.VisitSerializer, told_of(visit, request.user), status)


class VisitsOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about visits."""

    @extend_schema(responses=serializers.VisitSerializer(many=True), filters=False)
    @action(detail=True)
    def visits(self, request: Request, pk: str) -> Response:
        """Visits planned, recorded and cancelled, the earliest first."""
        case = self.get_object()
        return self._rows(case, case.visits.shown(), serializers.VisitSerializer, "contacts")

    @extend_schema(request=inputs.VisitInput, responses={201: serializers.VisitSerializer})
    @visits.mapping.post
    def plan_visit(self, request: Request, pk: str) -> Response:
        """Plan a visit; `overlaps` of the answer says who else comes then."""
        case = self.get_object()
        facts = typed_about(request, inputs.VisitInput, family=case.family)
        facts["workers"] = [person_here(case.centre_id, pk) for pk in dict.fromkeys(facts["workers"])]
        return shown_visit(request, services.plan_visit(case=case, **facts, **who(request)), 201)


class VisitViewSet(viewsets.GenericViewSet):
    """The calendar: visits to the families whose cases you may open."""

    queryset = Visit.objects.none()
    serializer_class = serializers.VisitSerializer
    pagination_class = None

    def get_queryset(self) -> QuerySet[Visit]:
        return Visit.objects.visible_to(self.request.user).shown()

    @extend_schema(
        responses=serializers.VisitSerializer(many=True), parameters=[OpenApiParameter("from", str)], filters=False
    )
    def list(self, request: Request) -> Response:
        """A fortnight, from today or from the day `from`, of all agencies; what was cancelled is left out."""
        first = first_day(request.query_params.get("from", ""), timezone.localdate())
        window = (first, first + FORTNIGHT - timedelta(days=1))
        rows = list(self.get_queryset().not_cancelled().filter(on__range=window))
        mark(rows)
        record_reads(by=request.user, subjects={one.case for one in rows}, where="api:visits")
        return Response(serializers.VisitSerializer(rows, many=True).data)

    @extend_schema(request=inputs.VisitMoveInput)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """Another day or time."""
        visit = self.get_object()
        facts = typed_about(request, inputs.VisitMoveInput, family=visit.case.family)
        return shown_visit(request, services.move_visit(visit=visit, **facts, **who(request)))

    @extend_schema(request=inputs.VisitCancelInput)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """It does not take place, and why."""
        visit = self.get_object()
        facts = typed_about(request, inputs.VisitCancelInput, family=visit.case.family)
        return shown_visit(request, services.cancel_visit(visit=visit, **facts, **who(request)))
