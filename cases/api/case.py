"""Cases over the API."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import serializers, services
from cases.api import inputs
from cases.api.advice import AdviceOfCase
from cases.api.around import MessagesOfCase, OthersOfCase
from cases.api.assessment import AssessmentsOfCase
from cases.api.closing import ClosingOfCase
from cases.api.deputy import DeputiesOfCase
from cases.api.lead import LeadOfCase
from cases.api.notes import NotesOfCase
from cases.api.plan import PlanOfCase
from cases.api.record import RecordOfCase
from cases.api.review import ReviewsOfCase
from cases.api.sharing import SharingOfCase
from cases.api.stepping import SteppingUpOfCase
from cases.api.team import PeopleOfCase
from cases.api.visits import VisitsOfCase
from cases.who import who_can_see


class CaseViewSet(
    RecordOfCase,
    AssessmentsOfCase,
    PlanOfCase,
    ReviewsOfCase,
    LeadOfCase,
    DeputiesOfCase,
    PeopleOfCase,
    OthersOfCase,
    MessagesOfCase,
    SharingOfCase,
    NotesOfCase,
    AdviceOfCase,
    VisitsOfCase,
    ClosingOfCase,
    SteppingUpOfCase,
    viewsets.ReadOnlyModelViewSet,
):
    """The cases you may open."""

    @extend_schema(
        responses=serializers.CaseRowSerializer(many=True), parameters=[OpenApiParameter("lead", str, enum=["none"])]
    )
    def list(self, request: Request) -> Response:
        """Header, your part and what is late, newest first; `lead=none`: those in work that nobody leads."""
        rows = self.get_queryset()
        if request.query_params.get("lead") == "none":
            rows = rows.open().filter(has_lead=False)
        page = self.paginate_queryset(rows.order_by("-opened_on", "-pk"))
        record_reads(by=request.user, subjects=page, where="api:cases")
        rows = serializers.CaseRowSerializer(page, many=True, context={"on": timezone.localdate()})
        return self.get_paginated_response(rows.data)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One case."""
        return self._shown(self.get_object())

    @extend_schema(responses=serializers.SeerRecord(many=True), filters=False)
    @action(detail=True, url_path="who", pagination_class=None)
    def seen_by(self, request: Request, pk: str) -> Response:
        """Everybody who can see this case, by which relations and until when."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:case_who")
        return Response(serializers.SeerRecord(who_can_see(case), many=True).data)

    @extend_schema(request=inputs.TierInput)
    @action(detail=True, methods=["post"])
    def tier(self, request: Request, pk: str) -> Response:
        """Change the tier of need."""
        return self._done(request, services.change_tier, inputs.TierInput)
