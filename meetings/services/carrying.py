"""What a cancelled meeting would have discussed: it goes to the next one with everything that was written on it."""

from meetings.models import AgencyView, AgendaItem, Attendance, Meeting
from meetings.proposals import subject_of
from meetings.services.guests import invite_again, take_guests_off
from meetings.status import ItemStatus, MeetingStatus


def take_over_cancelled(meeting: Meeting) -> list[AgendaItem]:
    """Move to `meeting`, which is locked and the next of its series, what waited for cancelled ones before it.

    The item itself moves, so that an agency's view, an item carried from earlier and words typed go along, and its
    guests are invited to this one; what no longer belongs on an agenda leaves it with the next filling. If the subject
    is there already, its views and guests go there.
    """
    held = AgendaItem.objects.select_for_update(of=("self",)).filter(
        meeting__series_id=meeting.series_id, meeting__status=MeetingStatus.CANCELLED, meeting__on__lte=meeting.on,
        status=ItemStatus.WAITING,
    )  # fmt: skip
    left = list(held.order_by("meeting__on", "position", "id"))
    if not left:
        return []
    there = {subject_of(item): item for item in meeting.items.all()}
    last = max((item.position for item in there.values()), default=0)
    taken, were = [], take_guests_off(left)
    asked: dict[AgendaItem, list[Attendance]] = {}
    for item in left:
        subject = subject_of(item)
        same = there.get(subject) if subject[1] is not None or subject[0] == "reflection" else None
        if same is None:
            there[subject] = item
            last += 1
            item.meeting, item.position = meeting, last
            taken.append(item)
        else:
            _move_views(item, same)
        asked.setdefault(same or item, []).extend(were.get(item.pk, []))
    AgendaItem.objects.bulk_update(taken, ["meeting", "position"])
    invite_again(meeting, asked)
    return taken


def _move_views(item: AgendaItem, to: AgendaItem) -> None:
    """What was written goes to the item that is there; an agency that has written there too has said it anew."""
    given = AgencyView.objects.filter(item=to).values("agency")
    AgencyView.objects.filter(item=item).exclude(agency__in=given).update(item=to)
    if item.typed and not to.typed:
        to.typed = item.typed
        to.save(update_fields=["typed"])
