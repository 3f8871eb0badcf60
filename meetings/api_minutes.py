"""Minutes over the API: each reader's own edition, as data and as a PDF; approval and correction."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases.api.steps import typed_about
from documents.downloads import download
from documents.services import open_document
from families.models import Family
from inputs.requests import typed, who
from meetings import printing, services
from meetings import sent_serializers as sent
from meetings import serializers as shapes
from meetings.editions import Edition, edition_for
from meetings.homes import homes_in
from meetings.models import AgendaItem, Meeting, Minutes


class MinutesViewSet(viewsets.GenericViewSet):
    """The newest minutes of meetings you were expected at, each in your own edition."""

    queryset = Minutes.objects.none()
    serializer_class = shapes.MinutesRecord

    def get_queryset(self) -> QuerySet[Minutes]:
        found = Minutes.objects.visible_to(self.request.user).latest()
        return found.select_related("meeting").order_by("-meeting__on", "-pk")

    @extend_schema(responses=shapes.MinutesRow(many=True))
    def list(self, request: Request) -> Response:
        """Newest first, without their content."""
        page = self.paginate_queryset(self.get_queryset().defer("content"))
        return self.get_paginated_response(shapes.MinutesRow(page, many=True).data)

    @extend_schema(responses=shapes.MinutesRecord)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Your edition; items left out are counted."""
        return self._shown(self.get_object())

    @extend_schema(request=None, responses=shapes.MinutesRecord)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        """Let everybody who was expected read their edition, and tell them."""
        return self._shown(services.release_minutes(minutes=self.get_object(), **who(request)))

    @extend_schema(request=sent.ApproveInput, responses=shapes.MinutesRecord)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Approve them at a later meeting that is running; from then on they are fixed."""
        at = get_object_or_404(Meeting.objects.visible_to(request.user), pk=typed(request, sent.ApproveInput)["at"])
        return self._shown(services.approve_minutes(minutes=self.get_object(), at=at, **who(request)))

    @extend_schema(request=sent.CorrectionInput, responses=shapes.MinutesRecord)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        """Make a new version that says what is corrected, before they are approved."""
        minutes = self.get_object()
        facts = typed_about(request, sent.CorrectionInput, homes=homes_in(minutes))
        items = AgendaItem.objects.visible_to(request.user)
        item = get_object_or_404(items, pk=facts["item"]) if facts["item"] else None
        return self._shown(services.correct_minutes(minutes=minutes, words=facts["words"], item=item, **who(request)))

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        """The PDF of your edition. While it is being made: 400, `not_ready`; ask again in a few seconds."""
        minutes = self.get_object()
        edition = self._read(minutes, "api:minutes_pdf")
        document = printing.ask_for_edition(minutes, edition, by=request.user)
        pdf = open_document(document=document, by=request.user, centre_id=minutes.meeting.centre_id)
        return download(pdf, name=document.title, kind="pdf")

    def _shown(self, minutes: Minutes) -> Response:
        return Response(shapes.MinutesRecord(minutes, context={"edition": self._read(minutes, "api:minutes")}).data)

    def _read(self, minutes: Minutes, where: str) -> Edition:
        """The reader's edition; that they read of its families is logged."""
        edition = edition_for(minutes, self.request.user, timezone.localdate())
        families = Family.objects.filter(pk__in=edition.family_ids)
        record_reads(by=self.request.user, subjects=families, where=where, minutes=minutes.pk, edition=edition.key)
        return edition
