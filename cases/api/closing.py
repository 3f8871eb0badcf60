"""How the work ended, and the question three months later, over the API."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import serializers, services
from cases.api import inputs
from cases.api.frame import PartOfCase
from cases.api.inputs_closing import AfterwardsInput, CheckInput, CloseInput, SettleInput
from cases.api.steps import made, person_here, typed_about
from cases.models import Case, Closure
from cases.policies import standing_of
from inputs.requests import number_in, who


class ClosingOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about its end."""

    @extend_schema(request=CloseInput)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Close with an outcome. 204 if you no longer see the case then."""
        case = self.get_object()
        facts = with_afterwards(typed_about(request, CloseInput, family=case.family), case)
        services.close_case(case=case, **facts, **who(request))
        seen = self.get_queryset().filter(pk=case.pk).exists()
        return self._shown(case) if seen else Response(status=204)

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Open a closed case again."""
        return self._done(request, services.reopen_case, inputs.ReasonInput)

    @extend_schema(responses=serializers.ClosureSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def closures(self, request: Request, pk: str) -> Response:
        """Each time the work ended, the last one first, with the distance travelled."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:closures")
        known = standing_of(request.user, case).sees_plan
        return Response(serializers.closures_of(case) if known else [])


def with_afterwards(facts: dict[str, Any], case: Case) -> dict[str, Any]:
    """The same with what comes after as the verbs take it: the person instead of their id."""
    given = {name: facts.pop(name) for name in ("unmet", "unmet_words", "check_by", "no_check_because")}
    if given["check_by"] is not None:
        given["check_by"] = person_here(case.centre_id, given["check_by"])
    return {**facts, "afterwards": services.Afterwards(**given)}


class ClosureViewSet(viewsets.GenericViewSet):
    """Families you are to ask, three months after the work ended, how it goes; and how the work of your cases ended."""

    queryset = Closure.objects.none()
    serializer_class = serializers.CheckSerializer

    def get_queryset(self) -> QuerySet[Closure]:
        return Closure.objects.visible_to(self.request.user).select_related("case__family", "case__centre", "check_by")

    @extend_schema(responses=serializers.CheckSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Whom you are to ask now, the earliest day first."""
        rows = Closure.objects.asked_by(request.user).select_related("case__family", "check_by")
        page = self.paginate_queryset(rows.order_by("check_on", "pk"))
        record_reads(by=request.user, subjects=[one.case for one in page], where="api:checks")
        return self.get_paginated_response(serializers.CheckSerializer(page, many=True).data)

    @extend_schema(request=AfterwardsInput)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: str) -> Response:
        """Say what was not said when the case was closed: the manager."""
        closure = self._in_case()
        facts = with_afterwards(typed_about(request, AfterwardsInput, family=closure.case.family), closure.case)
        return self._made(services.complete_closing(closure=closure, **facts, **who(request)))

    @extend_schema(request=CheckInput)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: str) -> Response:
        """Record what the family says."""
        closure = self.get_object()
        facts = typed_about(request, CheckInput, family=closure.case.family)
        return self._made(services.check_later(closure=closure, **facts, **who(request)))

    @extend_schema(request=SettleInput)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        """Say what was done for a family that needs help again: the manager."""
        closure = self._in_case()
        facts = typed_about(request, SettleInput, family=closure.case.family)
        return self._made(services.settle_check(closure=closure, **facts, **who(request)))

    def _in_case(self) -> Closure:
        """One of a case that may be opened: who is only to ask the family finds none."""
        seen = Case.objects.visible_to(self.request.user).values("pk")
        return get_object_or_404(self.get_queryset().filter(case__in=seen), pk=number_in(self.kwargs["pk"]))

    def _made(self, done: Closure) -> Response:
        again = Closure.objects.select_related("case__family", "check_by").get(pk=done.pk)
        return made(serializers.CheckSerializer, again, 200)
