"""Who is away on a day, and what follows from it for one meeting."""

from datetime import date

from meetings.models import Absence, Attendance, Meeting
from meetings.status import MeetingStatus, Present


def away_on(centre_id: int, on: date) -> dict[int, int]:
    """The people who are away from the centre's meetings on that day, each with their absence's id."""
    there = Absence.objects.filter(centre_id=centre_id, starts_on__lte=on, ends_on__gte=on)
    return dict(there.values_list("who_id", "pk"))


def apologise_in_advance(meeting: Meeting) -> None:
    """Record the apologies of who will be away, and take back those of who will not be after all.

    Once for each absence: what was recorded by hand since then stays.
    """
    if meeting.status != MeetingStatus.PLANNED:
        return
    away, changed = away_on(meeting.centre_id, meeting.on), []
    for one in Attendance.objects.filter(meeting=meeting):
        absence = away.get(one.user_id)
        if absence == one.absence_id:
            continue
        if absence:
            if one.present != Present.EXPECTED:  # recorded by hand: not the absence's to take back
                continue
            one.present = Present.APOLOGIES
        elif one.present == Present.APOLOGIES:
            one.present = Present.EXPECTED
        one.absence_id = absence
        changed.append(one)
    Attendance.objects.bulk_update(changed, ["present", "absence"])
