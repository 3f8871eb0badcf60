"""The centre's figures over the API."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from accounts.confirming import require_confirmed
from centres.models import Centre
from documents.downloads import TYPES, download
from documents.models import Document
from inputs.errors import NotAllowed
from inputs.requests import who
from reports.files import FILES
from reports.policies import NOT_YOURS, may_see_reports
from reports.review_report import TITLE
from reports.serializers import ExportSerializer, PeriodSerializer, ReportPdfSerializer, ReviewReportSerializer
from reports.services import PDF_KIND, export_report, export_report_pdf, open_report_pdf, read_report


class ReportViewSet(viewsets.GenericViewSet):
    """A centre's figures, for its administrator and manager.

    To take them out, confirm first that it is you (403, "confirm_first"); no token can.
    """

    serializer_class = ReviewReportSerializer
    pagination_class = None

    @extend_schema(parameters=[PeriodSerializer], responses=ReviewReportSerializer)
    @action(detail=False, url_path="review")
    def review(self, request: Request) -> Response:
        """Reviews held on time and late; referrals by source, tier and decision; days each step took; signposting."""
        report = read_report(**self._chosen(PeriodSerializer, request.query_params), **who(request))
        return Response(ReviewReportSerializer(report.as_data()).data)

    @extend_schema(
        parameters=[ExportSerializer],
        responses={(200, TYPES[kind].partition(";")[0]): OpenApiTypes.BINARY for kind in FILES},
    )
    @action(detail=False, url_path="review/export")
    def export(self, request: Request) -> HttpResponse:
        """The review report as a file."""
        chosen = self._chosen(ExportSerializer, request.query_params)
        require_confirmed(request)
        kind = request.query_params["kind"]
        content = export_report(**chosen, kind=kind, **who(request))
        return download(content, name=f"{TITLE} {chosen['since']} to {chosen['until']}", kind=kind)

    @extend_schema(request=PeriodSerializer, responses={202: ReportPdfSerializer})
    @action(detail=False, methods=["post"], url_path="review/pdf")
    def pdf(self, request: Request) -> Response:
        """Have the review report made as a PDF; a worker makes it. The same figures give the same one."""
        chosen = self._chosen(PeriodSerializer, request.data)
        require_confirmed(request)
        document = export_report_pdf(**chosen, **who(request))
        return Response(ReportPdfSerializer(document).data, status=202)

    def _chosen(self, shape: type[PeriodSerializer], sent: Any) -> dict[str, Any]:
        asked = shape(data=sent, context={"request": self.request})
        asked.is_valid(raise_exception=True)
        chosen = asked.chosen()
        if chosen["centre"] is None:
            raise NotAllowed(NOT_YOURS)
        return chosen


class ReportPdfViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Reports of your centres that were made as PDFs."""

    queryset = Document.objects.none()
    serializer_class = ReportPdfSerializer
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[Document]:
        centres = Centre.objects.visible_to(self.request.user).values("pk")
        mine = Document.objects.filter(kind=PDF_KIND, subject_type=Centre._meta.label_lower, subject_id__in=centres)
        return mine.defer("pdf", "html")

    def get_object(self) -> Document:
        """A report of a centre whose figures the asker may see; 403 at their own centres otherwise."""
        document = super().get_object()
        may_see_reports(self.request.user, self._centre(document)).require()
        return document

    def _centre(self, document: Document) -> Centre:
        return Centre.objects.get(pk=document.subject_id)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The PDF itself. While it is being made: 400, `not_ready`; ask again in a few seconds."""
        document = self.get_object()
        require_confirmed(request)
        content = open_report_pdf(document=document, centre=self._centre(document), by=request.user)
        since, until, _ = document.edition.split(":")
        return download(content, name=f"{document.title} {since} to {until}", kind="pdf")


def register(router: BaseRouter) -> None:
    """Add this app's addresses."""
    router.register("reports", ReportViewSet, basename="report")
    router.register("report-pdfs", ReportPdfViewSet, basename="report-pdf")
