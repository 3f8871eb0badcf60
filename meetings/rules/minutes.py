"""What must be true of minutes that are approved."""

from inputs.errors import RuleBroken
from meetings.models import Meeting, Minutes
from meetings.status import MinutesStatus, can_become


def require_draft_of_earlier_meeting(minutes: Minutes, at: Meeting) -> None:
    """Minutes are approved once, by a later meeting of the same series, in their newest version."""
    require_newest_draft(minutes)
    if minutes.meeting.series_id != at.series_id or at.on <= minutes.meeting.on:
        raise RuleBroken("not_a_later_meeting", "Minutes are approved at a later meeting of the same series.")


def require_newest_draft(minutes: Minutes) -> None:
    """Approved minutes are fixed; of several versions only the newest goes on."""
    if not can_become("minutes", minutes.status, MinutesStatus.APPROVED):
        raise RuleBroken("already_approved", "These minutes have been approved. They no longer change.")
    if Minutes.objects.filter(meeting_id=minutes.meeting_id, version__gt=minutes.version).exists():
        raise RuleBroken("newer_version", "There is a newer version of these minutes. Go on with that one.")
