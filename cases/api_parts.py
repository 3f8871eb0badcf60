"""Actions, contacts, goals, offers, leads and reviews over the API."""

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
from cases import api_inputs as inputs
from cases import serializers, services
from cases.api_steps import agency_here, made, person_here, typed_about
from cases.known import offers_known_to
from cases.models import Action, Case, Contact, Goal, Lead, Offer, Review
from centres.models import Centre
from inputs.requests import typed, who


class ActionViewSet(viewsets.ReadOnlyModelViewSet):
    """Your own actions, those of your cases, and those of the centres you manage."""

    queryset = Action.objects.none()
    serializer_class = serializers.ActionSerializer

    def get_queryset(self) -> QuerySet[Action]:
        return Action.objects.visible_to(self.request.user).select_related("owner", "agency", "case__family", "centre")

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
        facts["owner"] = person_here(centre.pk, facts["owner"])
        facts["agency"] = agency_here(centre.pk, facts["agency"])
        row = services.agree_action(centre=centre, case=case, **facts, **who(request))
        return Response(self._shown([row])[0], status=201)

    @extend_schema(request=inputs.ActionFinishInput)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:
        """Say that it was done, or was not and why."""
        row = self.get_object()
        facts = typed_about(request, inputs.ActionFinishInput, family=row.case.family if row.case else None)
        services.finish_action(action=row, **facts, **who(request))
        return self.retrieve(request, pk)

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


class ContactViewSet(viewsets.GenericViewSet):
    """Contacts and attempts of your cases."""

    queryset = Contact.objects.none()
    serializer_class = serializers.ContactSerializer

    def get_queryset(self) -> QuerySet[Contact]:
        cases = Case.objects.visible_to(self.request.user).values("pk")
        return Contact.objects.filter(case__in=cases).select_related("case")

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Undo a contact that you recorded by mistake, on the day of entry."""
        services.take_back_contact(contact=self.get_object(), **who(request))
        return Response(status=204)


class GoalViewSet(viewsets.GenericViewSet):
    """Goals of your cases."""

    queryset = Goal.objects.none()
    serializer_class = serializers.GoalSerializer

    def get_queryset(self) -> QuerySet[Goal]:
        cases = Case.objects.visible_to(self.request.user).values("pk")
        return Goal.objects.filter(case__in=cases).select_related("case")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reach(self, request: Request, pk: str) -> Response:
        """It is reached."""
        return made(serializers.GoalSerializer, services.reach_goal(goal=self.get_object(), **who(request)), 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Undo: it is not reached yet."""
        return made(serializers.GoalSerializer, services.reopen_goal(goal=self.get_object(), **who(request)), 200)


class OfferViewSet(viewsets.GenericViewSet):
    """Support offered to families."""

    queryset = Offer.objects.none()
    serializer_class = serializers.OfferSerializer

    def get_queryset(self) -> QuerySet[Offer]:
        return offers_known_to(self.request.user).select_related("by")

    @extend_schema(request=inputs.OfferAnswerInput)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Record the family's answer."""
        offer = self.get_object()
        facts = typed_about(request, inputs.OfferAnswerInput, family=offer.case.family)
        return made(serializers.OfferSerializer, services.answer_offer(offer=offer, **facts, **who(request)), 200)


class LeadViewSet(viewsets.GenericViewSet):
    """Families you are asked to lead, and who led your cases."""

    queryset = Lead.objects.none()
    serializer_class = serializers.LeadSerializer

    def get_queryset(self) -> QuerySet[Lead]:
        return Lead.objects.visible_to(self.request.user).select_related("user", "agency", "case")

    @extend_schema(responses=serializers.LeadSerializer(many=True))
    def list(self, request: Request) -> Response:
        """What you were asked and have not answered."""
        page = self.paginate_queryset(self.get_queryset().unanswered().filter(user=request.user))
        record_reads(by=request.user, subjects=[lead.case for lead in page], where="api:leads")
        return self.get_paginated_response(serializers.LeadSerializer(page, many=True).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Say yes."""
        return made(serializers.LeadSerializer, services.accept_lead(lead=self.get_object(), **who(request)), 200)

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Say no, and why."""
        lead = self.get_object()
        facts = typed_about(request, inputs.ReasonInput, family=lead.case.family)
        return made(serializers.LeadSerializer, services.decline_lead(lead=lead, **facts, **who(request)), 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Withdraw an offer that waits."""
        return made(serializers.LeadSerializer, services.take_back_offer(lead=self.get_object(), **who(request)), 200)

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Stop leading."""
        lead = self.get_object()
        facts = typed_about(request, inputs.ReasonInput, family=lead.case.family)
        return made(serializers.LeadSerializer, services.end_lead(lead=lead, **facts, **who(request)), 200)


class ReviewViewSet(viewsets.GenericViewSet):
    """The six-weekly reviews of your cases."""

    queryset = Review.objects.none()
    serializer_class = serializers.ReviewSerializer

    def get_queryset(self) -> QuerySet[Review]:
        return Review.objects.visible_to(self.request.user).select_related("held_by", "case")

    @extend_schema(responses=serializers.ReviewSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The next review of each open case, the earliest first."""
        page = self.paginate_queryset(self.get_queryset().pending().order_by("due_on", "pk"))
        record_reads(by=request.user, subjects=[review.case for review in page], where="api:reviews")
        return self.get_paginated_response(serializers.ReviewSerializer(page, many=True).data)

    @extend_schema(request=inputs.ReviewInput)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        """Hold the review: it makes the next one, or closes the case."""
        review = self.get_object()
        facts = typed_about(request, inputs.ReviewInput, family=review.case.family)
        return made(serializers.ReviewSerializer, services.hold_review(review=review, **facts, **who(request)), 200)
