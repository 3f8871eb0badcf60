"""Restricted notes."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from cases.models import Case, RestrictedNote
from cases.policies import Standing, kinds_to_write
from cases.serializers import RestrictedNoteRow
from cases.status import CaseStatus


def load(request: HttpRequest, found: Case, standing: Standing, today: date) -> dict[str, Any]:
    """The notes that the reader may read. The part is there for everybody: so it tells nobody that there is one."""
    rows = RestrictedNote.objects.shown_to(request.user).filter(case=found)
    writes = found.status == CaseStatus.OPEN and bool(kinds_to_write(request.user, found))
    return {"notes": RestrictedNoteRow(rows, many=True).data, "writes_notes": writes}
