"""The six-weekly reviews over the API."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import serializers, services
from cases.api import inputs
from cases.api.closing import with_afterwards
from cases.api.frame import PartOfCase
from cases.api.steps import made, typed_about
from cases.models import Review
from cases.status import HELP_QUESTIONS
from inputs.requests import who


class ReviewsOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about reviews."""

    @extend_schema(responses=serializers.HeldReviewSerializer(many=True), filters=False)
    @action(detail=True)
    def reviews(self, request: Request, pk: str) -> Response:
        """Reviews held, and the next one."""
        case = self.get_object()
        return self._rows(case, case.reviews.with_said(), serializers.HeldReviewSerializer, "plan")

    @extend_schema(request=inputs.NextReviewInput)
    @action(detail=True, methods=["post"], url_path="next-review")
    def next_review(self, request: Request, pk: str) -> Response:
        """Move the next review."""
        return self._done(request, services.set_next_review, inputs.NextReviewInput)


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

    @extend_schema(request=inputs.ReviewInput, responses=serializers.HeldReviewSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        """Hold the review: it makes the next one, or closes the case."""
        review = self.get_object()
        facts = typed_about(request, inputs.ReviewInput, family=review.case.family)
        facts |= said_at_review(facts)
        after = facts.pop("afterwards")
        facts |= with_afterwards(dict(after), review.case) if after else {}
        services.hold_review(review=review, **facts, **who(request))
        held = Review.objects.with_said().get(pk=review.pk)
        return made(serializers.HeldReviewSerializer, held, 200)


def said_at_review(sent: dict[str, Any]) -> dict[str, Any]:
    """The goals' ratings, and what the family thinks of the help if it was asked, as the verbs take them."""
    asked, said = sent["help_said"], None
    if asked is not None:
        answers = {name: asked[name] for name in HELP_QUESTIONS if asked[name] is not None}
        said = services.HelpSaid(answers, asked["words"], asked["not_asked_because"])
    return {"goals": [services.GoalRated(**one) for one in sent["goals"]], "help_said": said}
