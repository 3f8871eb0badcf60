"""Goals and actions over the API."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
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
from cases.api.steps import agency_here, made, person_here, typed_about
from cases.models import Action, Case, Goal
from centres.models import Centre
from families.models import Adult
from inputs.requests import typed, who


class PlanOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about goals."""

    @extend_schema(responses=serializers.GoalSerializer(many=True), filters=False)
    @action(detail=True)
    def goals(self, request: Request, pk: str) -> Response:
        """Goals."""
        case = self.get_object()
        return self._rows(case, case.goals.all(), serializers.GoalSerializer, "plan")

    @extend_schema(request=inputs.GoalInput, responses={201: serializers.GoalSerializer})
    @goals.mapping.post
    def set_goal(self, request: Request, pk: str) -> Response:
        """Add a goal."""
        case = self.get_object()
        facts = typed_about(request, inputs.GoalInput, family=case.family)
        return made(serializers.GoalSerializer, services.set_goal(case=case, **facts, **who(request)))


class GoalViewSet(viewsets.GenericViewSet):
    """Goals of your cases."""

    queryset = Goal.objects.none()
    serializer_class = serializers.GoalSerializer

    def get_queryset(self) -> QuerySet[Goal]:
        return Goal.objects.visible_to(self.request.user).select_related("case__family")

    @extend_schema(request=inputs.GoalInput)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Say it in other words, or aim elsewhere."""
        goal = self.get_object()
        facts = typed_about(request, inputs.GoalInput, family=goal.case.family)
        return made(serializers.GoalSerializer, services.change_goal(goal=goal, **facts, **who(request)), 200)

    @extend_schema(request=inputs.GiveUpInput)
    @action(detail=True, methods=["post"], url_path="give-up")
    def give_up(self, request: Request, pk: str) -> Response:
        """The family no longer works on it, and why."""
        goal = self.get_object()
        facts = typed_about(request, inputs.GiveUpInput, family=goal.case.family)
        return made(serializers.GoalSerializer, services.give_up_goal(goal=goal, **facts, **who(request)), 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reach(self, request: Request, pk: str) -> Response:
        """It is reached."""
        return made(serializers.GoalSerializer, services.reach_goal(goal=self.get_object(), **who(request)), 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Undo: it is not reached yet, or not given up after all."""
        return made(serializers.GoalSerializer, services.reopen_goal(goal=self.get_object(), **who(request)), 200)


class ActionViewSet(viewsets.ReadOnlyModelViewSet):
    """Your own actions, those of your cases, and those of the centres you manage."""

    queryset = Action.objects.none()
    serializer_class = serializers.ActionSerializer

    def get_queryset(self) -> QuerySet[Action]:
        return Action.objects.visible_to(self.request.user).shown()

    def _shown(self, rows: list[Action]) -> Any:
        named = serializers.named_case_ids(self.request.user, rows)
        cases = Case.objects.filter(pk__in=named)
        record_reads(by=self.request.user, subjects=cases, where=f"api:actions:{self.action}")
        context = {"on": timezone.localdate(), "named_case_ids": named}
        return serializers.ActionSerializer(rows, many=True, context=context).data

    @extend_schema(parameters=[OpenApiParameter("mine", bool), OpenApiParameter("open", bool)])
    def list(self, request: Request) -> Response:
        """The oldest date first; `mine=true` and `open=true` narrow it."""
        rows = self.get_queryset()
        if request.query_params.get("mine") == "true":
            rows = rows.filter(owner=request.user)
        if request.query_params.get("open") == "true":
            rows = rows.open()
        return self.get_paginated_response(self._shown(self.paginate_queryset(rows)))

    def retrieve(self, request: Request, pk: str) -> Response:
        """One action."""
        return Response(self._shown([self.get_object()])[0])

    @extend_schema(request=inputs.ActionInput, responses={201: serializers.ActionSerializer})
    def create(self, request: Request) -> Response:
        """Agree who does what by when, for a case or (with a centre) for the team."""
        facts = typed(request, inputs.ActionInput)
        case_pk, centre_pk = facts.pop("case"), facts.pop("centre")
        if case_pk is None:
            case, centre = None, get_object_or_404(Centre.objects.visible_to(request.user), pk=centre_pk)
        else:
            seen = Case.objects.visible_to(request.user).select_related("centre", "family")
            case = get_object_or_404(seen, pk=case_pk)
            centre = case.centre
            typed_about(request, inputs.ActionInput, family=case.family)
        facts |= of_plan(request.user, case, case.family_id if case else None, facts)
        facts["owner"] = person_here(centre.pk, facts["owner"])
        facts["agency"] = agency_here(centre.pk, facts["agency"])
        row = services.agree_action(centre=centre, case=case, **facts, **who(request))
        return Response(self._shown([row])[0], status=201)

    @extend_schema(request=inputs.ServeInput)
    @action(detail=True, methods=["post"])
    def goal(self, request: Request, pk: str) -> Response:
        """Say which goal of the plan it serves."""
        row = self.get_object()
        facts = of_plan(request.user, row.case, None, {"for_adult": None, **typed(request, inputs.ServeInput)})
        services.serve_goal(action=row, goal=facts.get("goal"), **who(request))
        return self.retrieve(request, pk)

    @extend_schema(request=inputs.ActionFinishInput)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:
        """Say that it was done, or was not and why."""
        row = self.get_object()
        facts = typed_about(request, inputs.ActionFinishInput, family=row.case.family if row.case else None)
        services.finish_action(action=row, **facts, **who(request))
        return self.retrieve(request, pk)

    @extend_schema(request=inputs.PassOnInput, responses={201: serializers.PassOnSerializer})
    @action(detail=True, methods=["post"], url_path="pass-on")
    def pass_on(self, request: Request, pk: str) -> Response:
        """Ask somebody to take it on."""
        row = self.get_object()
        facts = typed_about(request, inputs.PassOnInput, family=row.case.family if row.case else None)
        to, agency = person_here(row.centre_id, facts["user"]), agency_here(row.centre_id, facts["agency"])
        asked = services.pass_on(action=row, to=to, agency=agency, because=facts["because"], **who(request))
        return made(serializers.PassOnSerializer, asked)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """It is still to do."""
        services.reopen_action(action=self.get_object(), **who(request))
        return self.retrieve(request, pk)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """It is no longer needed."""
        services.take_back_action(action=self.get_object(), **who(request))
        return self.retrieve(request, pk)


def of_plan(user: Any, case: Case | None, family_id: int | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The goal and the adult that are named, of the case's own; else 404."""
    found: dict[str, Any] = {}
    if facts["goal"] is not None:
        goals = Goal.objects.visible_to(user).filter(case=case)
        found["goal"] = get_object_or_404(goals, pk=facts["goal"])
    if facts["for_adult"] is not None:
        found["for_adult"] = get_object_or_404(Adult.objects.filter(family=family_id or 0), pk=facts["for_adult"])
    return found
