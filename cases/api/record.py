"""Contacts, support offered and progress over the API."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from cases import serializers, services
from cases.api import inputs
from cases.api.frame import PartOfCase
from cases.api.steps import made, person_here, typed_about
from cases.models import Contact, Offer, Visit
from centres.models import Service
from inputs.requests import typed, who


class RecordOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about what was done."""

    @extend_schema(responses=serializers.ContactSerializer(many=True), filters=False)
    @action(detail=True)
    def contacts(self, request: Request, pk: str) -> Response:
        """Contacts and attempts, newest first."""
        case = self.get_object()
        return self._rows(case, case.contacts.shown(), serializers.ContactSerializer, "contacts")

    @extend_schema(request=inputs.ContactInput, responses={201: serializers.ContactSerializer})
    @contacts.mapping.post
    def record_contact(self, request: Request, pk: str) -> Response:
        """Record a contact or an attempt."""
        case = self.get_object()
        facts = typed_about(request, inputs.ContactInput, family=case.family)
        for field, rows in (("saw_children", case.family.children), ("saw_adults", case.family.adults)):
            facts[field] = [get_object_or_404(rows, pk=pk) for pk in dict.fromkeys(facts[field])]
        facts["with_users"] = [person_here(case.centre_id, pk) for pk in dict.fromkeys(facts["with_users"])]
        if facts["visit"] is not None:
            facts["visit"] = get_object_or_404(Visit.objects.visible_to(request.user), pk=facts["visit"], case=case)
        return made(serializers.ContactSerializer, services.record_contact(case=case, **facts, **who(request)))

    @extend_schema(responses=serializers.OfferSerializer(many=True), filters=False)
    @action(detail=True)
    def offers(self, request: Request, pk: str) -> Response:
        """Support offered and the family's answers."""
        case = self.get_object()
        return self._rows(case, case.offers.select_related("by"), serializers.OfferSerializer, "contacts")

    @extend_schema(request=inputs.OfferInput, responses={201: serializers.OfferSerializer})
    @offers.mapping.post
    def record_offer(self, request: Request, pk: str) -> Response:
        """Record support offered."""
        case = self.get_object()
        facts = typed_about(request, inputs.OfferInput, family=case.family)
        if facts["service"] is not None:
            facts["service"] = get_object_or_404(Service, pk=facts["service"], centre_id=case.centre_id)
        return made(serializers.OfferSerializer, services.record_offer(case=case, **facts, **who(request)))

    @extend_schema(request=inputs.WordsInput, responses={201: serializers.ProgressSerializer})
    @action(detail=True, methods=["post"])
    def progress(self, request: Request, pk: str) -> Response:
        """Report progress to the next meeting and the referrer."""
        case = self.get_object()
        facts = typed_about(request, inputs.WordsInput, family=case.family)
        return made(serializers.ProgressSerializer, services.report_progress(case=case, **facts, **who(request)))


class ContactViewSet(viewsets.GenericViewSet):
    """Contacts and attempts of your cases."""

    queryset = Contact.objects.none()
    serializer_class = serializers.ContactSerializer

    def get_queryset(self) -> QuerySet[Contact]:
        return Contact.objects.visible_to(self.request.user).select_related("case")

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Undo a contact that you recorded by mistake, on the day of entry."""
        services.take_back_contact(contact=self.get_object(), **who(request))
        return Response(status=204)


class OfferViewSet(viewsets.GenericViewSet):
    """Support offered to families."""

    queryset = Offer.objects.none()
    serializer_class = serializers.OfferSerializer

    def get_queryset(self) -> QuerySet[Offer]:
        return Offer.objects.visible_to(self.request.user).select_related("by")

    @extend_schema(request=inputs.OfferAnswerInput)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Record the family's answer."""
        offer = self.get_object()
        facts = typed_about(request, inputs.OfferAnswerInput, family=offer.case.family)
        return made(serializers.OfferSerializer, services.answer_offer(offer=offer, **facts, **who(request)), 200)

    @extend_schema(request=inputs.CameInput)
    @action(detail=True, methods=["post"])
    def came(self, request: Request, pk: str) -> Response:
        """Record whether support that the family accepted helped, or that they did not go."""
        offer, facts = self.get_object(), typed(request, inputs.CameInput)
        return made(serializers.OfferSerializer, services.say_what_came(offer=offer, **facts, **who(request)), 200)

    @extend_schema(request=inputs.NextInput)
    @action(detail=True, methods=["post"])
    def next(self, request: Request, pk: str) -> Response:
        """After a refusal, say what comes next: an action of the plan, or why nothing more is offered now."""
        offer = self.get_object()
        facts = typed_about(request, inputs.NextInput, family=offer.case.family)
        if facts["service"] is not None:
            facts["service"] = get_object_or_404(Service, pk=facts["service"], centre_id=offer.case.centre_id)
        if facts["to"] is not None:
            facts["to"] = person_here(offer.case.centre_id, facts["to"])
        return made(serializers.OfferSerializer, services.say_what_next(offer=offer, **facts, **who(request)), 200)
