"""The early help assessment over the API. The family's copy is printed from its page and handed over by a person."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import services
from cases.api.frame import PartOfCase
from cases.api.steps import made, typed_about
from cases.assessment_words import FIELDS, LABELS, LONGEST
from cases.models import Assessment
from cases.serializers import AssessmentRow, AssessmentSerializer
from inputs.requests import who
from inputs.serializers import TextField


class AssessmentInput(serializers.Serializer):
    """What is written so far; what is not sent stays as it is. `revision`: the one that the draft was read with."""

    revision = serializers.IntegerField(min_value=0)

    def get_fields(self) -> dict[str, Any]:
        """The nine texts."""
        texts = {
            name: TextField(max_length=LONGEST, required=False, allow_blank=True, help_text=LABELS[name])
            for name in FIELDS
        }
        return {**super().get_fields(), **texts}


class AssessmentsOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about the assessment."""

    @extend_schema(responses=AssessmentRow(many=True), filters=False)
    @action(detail=True)
    def assessments(self, request: Request, pk: str) -> Response:
        """Its versions, the newest first, without their words; the draft for those who work with the family."""
        case = self.get_object()
        rows = Assessment.objects.visible_to(request.user).filter(case=case).shown()
        return self._rows(case, rows, AssessmentRow, "assessment")

    @extend_schema(request=None, responses={201: AssessmentSerializer})
    @assessments.mapping.post
    def begin_assessment(self, request: Request, pk: str) -> Response:
        """Begin a version, or go on with the draft that there is."""
        case = self.get_object()
        draft = services.begin_assessment(case=case, **who(request))
        record_reads(by=request.user, subjects=[case], where="api:assessment", assessment=draft.pk)
        return made(AssessmentSerializer, draft)


class AssessmentViewSet(viewsets.GenericViewSet):
    """The early help assessments of your cases."""

    queryset = Assessment.objects.none()
    serializer_class = AssessmentSerializer

    def get_queryset(self) -> QuerySet[Assessment]:
        return Assessment.objects.visible_to(self.request.user).shown().select_related("case__family")

    def retrieve(self, request: Request, pk: str) -> Response:
        """One version with its words."""
        found: Any = self.get_object()
        record_reads(by=request.user, subjects=[found.case], where="api:assessment", assessment=found.pk)
        return Response(AssessmentSerializer(found).data)

    @extend_schema(request=AssessmentInput)
    @action(detail=True, methods=["post"])
    def save(self, request: Request, pk: str) -> Response:
        """Keep what is written so far."""
        draft = self.get_object()
        words = typed_about(request, AssessmentInput, family=draft.case.family)
        revision = words.pop("revision")
        done = services.save_assessment(assessment=draft, words=words, revision=revision, **who(request))
        return made(AssessmentSerializer, done, 200)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:
        """Finish the draft for good."""
        done = services.finish_assessment(assessment=self.get_object(), **who(request))
        return made(AssessmentSerializer, done, 200)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        """Throw the draft away."""
        services.discard_assessment(assessment=self.get_object(), **who(request))
        return Response(status=204)
