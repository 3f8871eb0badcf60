"""The one order in which rows are locked: the meeting, then its item. Nobody waits for somebody who waits for them."""

from meetings.models import AgendaItem, Meeting


def locked_meeting(meeting_id: int) -> Meeting:
    """The meeting, held until the transaction ends."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("series", "centre", "chair")
    return held.get(pk=meeting_id)


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item as it is now, with its meeting held too."""
    meeting = locked_meeting(item.meeting_id)
    held = AgendaItem.objects.select_for_update(of=("self",)).select_related("family", "referral", "case", "review")
    now = held.get(pk=item.pk)
    now.meeting = meeting
    return now
