"""Looking for a family over the API."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases.finding import find
from cases.models import Case
from cases.policies import may_find
from cases.serializers import FoundSerializer

TYPED = OpenApiParameter(
    "q", str, description="Names of the family, its children or adults, today's or former; a postcode, an NHS number, "
    "or a reference."
)  # fmt: skip


class FindViewSet(viewsets.GenericViewSet):
    """The families you may see, by what somebody would type."""

    queryset = Case.objects.none()
    serializer_class = FoundSerializer
    pagination_class = None

    @extend_schema(responses=FoundSerializer(many=True), parameters=[TYPED], filters=False)
    def list(self, request: Request) -> Response:
        """The likest ten, the likest first; how many more there are is not said."""
        may_find(request.user).require()
        today = timezone.localdate()
        finding = find(user=request.user, typed=request.query_params.get("q", ""), on=today)
        subjects = [row.subject for row in finding.rows]
        record_reads(by=request.user, subjects=subjects, where="api:find", how=finding.by)
        return Response(FoundSerializer(finding.rows, many=True, context={"on": today}).data)
