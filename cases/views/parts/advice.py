"""What was asked of the link social worker, and answered."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.models import Advice, Case
from cases.policies import Standing
from cases.serializers import AdviceSerializer


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """The questions and answers, the newest first, for those who take part in the work or supervise it."""
    reads = standing.involved and standing.sees_safeguarding
    rows = Advice.objects.of_cases_known_to(request.user).filter(case=found).shown()[:50] if reads else ()
    return {"advice": AdviceSerializer(rows, many=True).data, "reads_advice": reads}
