"""Series of meetings over the API: starting one, its members and their turns in the chair."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from centres.models import Centre, Membership
from centres.querysets import centre_ids
from inputs.requests import typed, who
from meetings import services
from meetings.date_serializers import LinkInput
from meetings.models import Series
from meetings.over_time import figures_of_last
from meetings.policies import SERIES_ROLES, may_keep_series, may_see_over_time
from meetings.series_serializers import (
    FiguresRecord,
    LastMeetings,
    QuorumInput,
    SeriesInput,
    SeriesMembersInput,
    SeriesRecord,
)


class SeriesViewSet(viewsets.GenericViewSet):
    """The series of meetings of the centres where you work; their manager and administrators keep them."""

    queryset = Series.objects.none()
    serializer_class = SeriesRecord

    def get_queryset(self) -> QuerySet[Series]:
        mine = Series.objects.filter(centre__in=Centre.objects.visible_to(self.request.user))
        return mine.select_related("centre").prefetch_related(
            "members__membership__user", "members__membership__agency"
        )

    @extend_schema(responses=SeriesRecord(many=True))
    def list(self, request: Request) -> Response:
        """Those that you keep."""
        page = self.paginate_queryset(self.get_queryset().filter(centre__in=centre_ids(request.user, *SERIES_ROLES)))
        return self.get_paginated_response(SeriesRecord(page, many=True).data)

    @extend_schema(responses=SeriesRecord)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One series, who is expected and who takes turns in the chair."""
        series = self.get_object()
        may_keep_series(request.user, series.centre_id).require()
        return Response(SeriesRecord(series).data)

    @extend_schema(request=SeriesInput, responses={201: SeriesRecord})
    def create(self, request: Request) -> Response:
        """Start a series and plan its next three months."""
        facts = typed(request, SeriesInput)
        centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=facts.pop("centre"))
        may_keep_series(request.user, centre.pk).require()
        for part in ("members", "chairs"):
            facts[part] = _people(centre, facts[part])
        made = services.start_series(centre=centre, **facts, **who(request))
        return Response(SeriesRecord(self.get_queryset().get(pk=made.pk)).data, status=201)

    @extend_schema(request=SeriesMembersInput, responses=SeriesRecord)
    @action(detail=True, methods=["post"])
    def members(self, request: Request, pk: str) -> Response:
        """Say who else is expected, who no longer is, and who takes turns in the chair. What is planned follows."""
        series = self.get_object()
        may_keep_series(request.user, series.centre_id).require()
        told = typed(request, SeriesMembersInput)
        people = {part: None if ids is None else _people(series.centre, ids) for part, ids in told.items()}
        services.change_series_members(series=series, **people, **who(request))
        return Response(SeriesRecord(self.get_object()).data)

    @extend_schema(request=QuorumInput, responses=SeriesRecord)
    @action(detail=True, methods=["post"])
    def quorum(self, request: Request, pk: str) -> Response:
        """Say how many agencies have to be at its meetings. One that is open keeps the number it began with."""
        series = self.get_object()
        may_keep_series(request.user, series.centre_id).require()
        services.give_quorum(series=series, **typed(request, QuorumInput), **who(request))
        return Response(SeriesRecord(self.get_object()).data)

    @extend_schema(parameters=[LastMeetings], responses=FiguresRecord)
    @action(detail=True, url_path="over-time")
    def over_time(self, request: Request, pk: str) -> Response:
        """How its last meetings went: attendance, views, actions, decisions, time per item. No family is in it."""
        series = self.get_object()
        may_see_over_time(request.user, series).require()
        asked = LastMeetings(data=request.query_params)
        asked.is_valid(raise_exception=True)
        number = int(asked.validated_data["meetings"])
        figures = figures_of_last(series, number, timezone.localdate())
        record_reads(by=request.user, subjects=[series], where="api_series_over_time", meetings=number)
        return Response(FiguresRecord(figures).data)

    @extend_schema(request=LinkInput, responses=SeriesRecord)
    @action(detail=True, methods=["post"], url_path="join-link")
    def join_link(self, request: Request, pk: str) -> Response:
        """Say where its meetings are joined from afar. What is planned follows."""
        series = self.get_object()
        may_keep_series(request.user, series.centre_id).require()
        services.give_series_link(series=series, **typed(request, LinkInput), **who(request))
        return Response(SeriesRecord(self.get_object()).data)


def _people(centre: Centre, ids: Iterable[int]) -> list[Membership]:
    """Memberships of the centre, in the order given; a stranger's id and a missing one give the same 404."""
    here = Membership.objects.filter(centre=centre).select_related("user", "agency")
    return [get_object_or_404(here, pk=pk) for pk in ids]
