"""What the parts of a case share over the API: finding it, and showing it or what hangs on it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from audit.services import record_reads
from cases import serializers
from cases.api.steps import typed_about
from cases.models import Case
from cases.policies import standing_of
from cases.views.frame import found_case
from inputs.requests import number_in, who


class PartOfCase(viewsets.GenericViewSet):
    """What each part of `CaseViewSet` stands on."""

    queryset = Case.objects.none()
    serializer_class = serializers.CaseSerializer

    def get_queryset(self) -> QuerySet[Case]:
        rows = (
            Case.objects.visible_to(self.request.user)
            .with_next()
            .with_standing(self.request.user, timezone.localdate())
        )
        return rows.select_related("centre", "family", "referral__referred_by").prefetch_related("family__children")

    def get_object(self) -> Case:
        """The case if this person may open it, else 404."""
        return found_case(self.request, number_in(self.kwargs["pk"]))

    def _shown(self, case: Case) -> Response:
        case = found_case(self.request, case.pk)
        record_reads(by=self.request.user, subjects=[case], where="api:case")
        context = {"standing": standing_of(self.request.user, case), "on": timezone.localdate()}
        return Response(serializers.CaseSerializer(case, context=context).data)

    def _rows(self, case: Case, rows: QuerySet, serializer: type[Serializer], kind: str) -> Response:
        if not getattr(standing_of(self.request.user, case), f"sees_{kind}"):
            rows = rows.none()
        record_reads(by=self.request.user, subjects=[case], where=f"api:{self.action}")
        return self.get_paginated_response(serializer(self.paginate_queryset(rows), many=True).data)

    def _done(self, request: Request, verb: Callable[..., Any], shape: type[Serializer]) -> Response:
        """A verb that changes the case: the case as it is then, or nothing if it can no longer be seen."""
        case = self.get_object()
        verb(case=case, **typed_about(request, shape, family=case.family), **who(request))
        seen = self.get_queryset().filter(pk=case.pk).exists()
        return self._shown(case) if seen else Response(status=204)
