"""The family's sharing decisions over the API, and going on without an agreement."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from cases import services
from cases.api.frame import PartOfCase
from cases.api.steps import made
from cases.policies import may_read_decisions, standing_of
from consent.api import correctable
from consent.serializers import SharingDecisionInput, SharingDecisionRecord
from inputs.requests import who


class SharingOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about sharing decisions."""

    @extend_schema(responses=SharingDecisionRecord(many=True), filters=False)
    @action(detail=True, url_path="sharing-decisions")
    def sharing_decisions(self, request: Request, pk: str) -> Response:
        """The family's sharing decisions, for those who take part in the work or supervise it."""
        case = self.get_object()
        known = standing_of(request.user, case).involved
        rows = case.family.sharing_decisions.shown() if known else case.family.sharing_decisions.none()
        return self._rows(case, rows, SharingDecisionRecord, "safeguarding")

    @extend_schema(request=SharingDecisionInput, responses={201: SharingDecisionRecord})
    @sharing_decisions.mapping.post
    def decide_sharing(self, request: Request, pk: str) -> Response:
        """Record that information about the family is shared, or is not."""
        case, told = self.get_object(), SharingDecisionInput(data=request.data)
        told.is_valid(raise_exception=True)
        facts, number = told.told()
        if number and not may_read_decisions(request.user, case):
            raise NotFound  # also whether there is a decision is not told
        corrects = correctable(case.family, number)
        return made(
            SharingDecisionRecord, services.decide_sharing(case=case, facts=facts, corrects=corrects, **who(request))
        )

    @extend_schema(request=SharingDecisionInput, responses={201: SharingDecisionRecord})
    @action(detail=True, methods=["post"], url_path="go-on")
    def go_on(self, request: Request, pk: str) -> Response:
        """The agreement has ended: record on what grounds the case goes on all the same."""
        case, told = self.get_object(), SharingDecisionInput(data=request.data)
        told.is_valid(raise_exception=True)
        going_on = services.go_on_without_agreement(case=case, facts=told.told()[0], **who(request))
        return made(SharingDecisionRecord, going_on.decision)
