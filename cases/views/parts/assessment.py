"""The early help assessment: the newest version in full, those before it, and the draft of the next."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.assessment import read_of
from cases.assessment_words import FIELDS
from cases.models import Assessment, Case
from cases.policies import Standing, may_assess
from cases.serializers import AssessmentRow
from cases.status import CaseStatus


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """What the reader may read of it, and what they can do."""
    rows = list(Assessment.objects.visible_to(request.user).filter(case=found).shown())
    finished = [one for one in rows if one.finished_on]
    draft = next((one for one in rows if one.finished_on is None), None)
    newest, before = (*finished[:2], None, None)[:2]
    return {
        "newest": AssessmentRow(newest).data if newest else None,
        "read": read_of(newest, before) if newest else [],
        "versions": AssessmentRow(finished, many=True).data,
        "draft": AssessmentRow(draft).data if draft else None,
        "assesses": found.status == CaseStatus.OPEN and bool(may_assess(request.user, found)),
        "fields": len(FIELDS),
        "copies": standing.coordinates,
    }
