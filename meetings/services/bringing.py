"""Taking off the agendas what the clock put there for cases that a centre brought along, and now takes back."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from audit.services import record
from cases.policies import may_bring_cases
from centres.models import Centre
from meetings.models import AgendaItem
from meetings.services.arranging import arrange
from meetings.services.locking import locked_meeting
from meetings.status import MeetingStatus


@transaction.atomic
def take_back_items(*, centre: Centre, case_ids: Collection[int], by: Any) -> int:
    """Take items of these cases off the agendas of meetings to come; return how many. Raises NotAllowed.

    Nobody has built anything on an item that the agenda's own filling made. One that somebody wrote on, split, took
    together with another or invited a guest to stays, and keeps its case.
    """
    may_bring_cases(by, centre.pk).require()
    items = AgendaItem.objects.filter(case__in=case_ids, meeting__centre=centre)
    planned = items.filter(meeting__status=MeetingStatus.PLANNED).order_by("meeting_id")
    taken = 0
    for meeting_id in planned.values_list("meeting_id", flat=True).distinct():
        meeting = locked_meeting(meeting_id)
        if meeting.status != MeetingStatus.PLANNED:
            continue
        alone = items.filter(meeting=meeting, guests=None, along=None, parts=None, carried_from=None).untouched()
        ids = list(alone.values_list("pk", flat=True))
        AgendaItem.objects.filter(pk__in=ids).delete()
        arrange(meeting)
        record(by=by, verb="take_back_items", subject=meeting, items=ids)
        taken += len(ids)
    return taken
