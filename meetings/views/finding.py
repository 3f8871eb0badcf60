"""Finding what a page is about: outsiders get 404, as if it were not there."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from meetings.models import AgendaItem, Meeting, Minutes


def found_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, if this person may know of it."""
    meetings = Meeting.objects.visible_to(request.user).select_related("series", "centre", "chair")
    return get_object_or_404(meetings, pk=pk)


def found_item(request: HttpRequest, pk: int) -> AgendaItem:
    """The agenda item, if its family may be known to this person in this meeting."""
    if not AgendaItem.objects.opens(request.user, pk):
        raise Http404
    # `part_of` and `taken_with`, which few items have, are asked for when needed: to join them is half of the planning.
    items = AgendaItem.objects.select_related(
        "meeting__series", "meeting__centre", "meeting__chair", "family", "case__referral__referred_by",
        "referral__referred_by", "referral__agency", "review",
    )  # fmt: skip
    return get_object_or_404(items, pk=pk)


def found_minutes(request: HttpRequest, meeting_pk: int) -> Minutes:
    """The newest minutes of the meeting, if this person may read an edition."""
    minutes = Minutes.objects.visible_to(request.user).latest()
    minutes = minutes.select_related("meeting__series", "meeting__centre", "meeting__chair", "approved_by")
    return get_object_or_404(minutes, meeting_id=meeting_pk)
