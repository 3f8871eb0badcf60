"""Opening a record in an emergency over the API, and looking at each use afterwards."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.confirming import require_confirmed
from audit.services import record_reads
from cases import services
from cases.api.steps import made
from cases.models import BreakGlass
from cases.serializers import BreakGlassRecord, uses_shown
from cases.status import HOURS
from inputs.requests import typed, who
from inputs.serializers import LineField, TextField


class EmergencyInput(serializers.Serializer):
    """The reference of a case or a family, why, and for how many hours."""

    reference = LineField(max_length=40)
    reason = TextField(max_length=2000)
    despite = TextField(max_length=2000, default="", allow_blank=True)
    hours = serializers.ChoiceField(HOURS)


class EmergencyReviewInput(serializers.Serializer):
    """Whether it was right, in words."""

    right = serializers.BooleanField()
    words = TextField(max_length=2000)


class BreakGlassViewSet(viewsets.GenericViewSet):
    """Records opened in an emergency, at the centres where you are information lead or manager."""

    queryset = BreakGlass.objects.none()
    serializer_class = BreakGlassRecord

    def get_queryset(self) -> QuerySet[BreakGlass]:
        return uses_shown(BreakGlass.objects.visible_to(self.request.user))

    @extend_schema(responses=BreakGlassRecord(many=True))
    def list(self, request: Request) -> Response:
        """The newest first."""
        page = self.paginate_queryset(self.get_queryset().order_by("-opened_at", "-pk")) or []
        for centre_id in {use.case.centre_id for use in page}:
            here = [use for use in page if use.case.centre_id == centre_id]
            record_reads(by=request.user, subjects=here, where="api:break_glass", centre_id=centre_id)
        return self.get_paginated_response(BreakGlassRecord(page, many=True).data)

    @extend_schema(request=EmergencyInput, responses={201: BreakGlassRecord})
    def create(self, request: Request) -> Response:
        """Open a case for some hours, for the safety of a child. Only signed in, after a fresh proof of who you are.

        400 `against_wishes` if the family did not want your agency to know, or its agreement is not in force: say
        in `despite` why it is necessary all the same. 400 `too_many_attempts` after five references in vain.
        """
        require_confirmed(request)
        return made(BreakGlassRecord, services.break_glass(**typed(request, EmergencyInput), **who(request)))

    @extend_schema(request=EmergencyReviewInput)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: str) -> Response:
        """Say whether it was right: the information lead, and never whoever used it."""
        facts = typed(request, EmergencyReviewInput)
        return made(BreakGlassRecord, services.review_break_glass(use=self.get_object(), **facts, **who(request)), 200)
