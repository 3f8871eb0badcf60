"""The centre's figures over the API."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from inputs.errors import NotAllowed
from reports.policies import NOT_YOURS
from reports.serializers import PeriodSerializer, ReviewReportSerializer
from reports.services import read_report


class ReportViewSet(viewsets.GenericViewSet):
    """A centre's figures, for its administrator and manager."""

    serializer_class = ReviewReportSerializer
    pagination_class = None

    @extend_schema(parameters=[PeriodSerializer], responses=ReviewReportSerializer)
    @action(detail=False, url_path="review")
    def review(self, request: Request) -> Response:
        """Reviews due, held on time and late; referrals by source, tier and decision; days each step took."""
        asked = PeriodSerializer(data=request.query_params, context={"request": request})
        asked.is_valid(raise_exception=True)
        chosen = asked.chosen()
        if chosen["centre"] is None:
            raise NotAllowed(NOT_YOURS)
        report = read_report(**chosen, by=request.user, on=timezone.localdate())
        return Response(ReviewReportSerializer(report.as_data()).data)


def register(router: BaseRouter) -> None:
    """Add this app's addresses."""
    router.register("reports", ReportViewSet, basename="report")
