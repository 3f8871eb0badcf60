"""Making the minutes, approving them at the next meeting, correcting them before that."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.services import record
from inputs.errors import RuleBroken
from meetings import printing
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.policies import may_approve, may_correct
from meetings.rules import require_draft_of_earlier_meeting, require_newest_draft, require_running
from meetings.services.locking import locked_meeting
from meetings.snapshot import content_hash, content_of
from meetings.status import MinutesStatus


def make_minutes(*, meeting: Meeting, by: User, on: date) -> Minutes:
    """Make the first version from what was recorded, and ask for its PDFs. Part of closing, which holds the lock."""
    content = content_of(meeting, on)
    minutes = Minutes.objects.create(meeting=meeting, content=content, content_hash=content_hash(content), made_by=by)
    record(by=by, verb="make_minutes", subject=minutes, centre_id=meeting.centre_id, hash=minutes.content_hash)
    printing.ask_for_all_editions(minutes, by=by)
    return minutes


@transaction.atomic
def approve_minutes(*, minutes: Minutes, at: Meeting, by: User, on: date) -> Minutes:
    """Approve the minutes at a later, running meeting; from then on PostgreSQL refuses every change.

    Raises RuleBroken("already_approved" | "not_a_later_meeting" | "newer_version" | "meeting_not_open").
    """
    at = locked_meeting(at.pk)
    minutes = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    may_approve(by, at).require()
    require_running(at)
    require_draft_of_earlier_meeting(minutes, at)
    minutes.status, minutes.approved_on, minutes.approved_at, minutes.approved_by = MinutesStatus.APPROVED, on, at, by
    minutes.save(update_fields=["status", "approved_on", "approved_at", "approved_by"])
    record(by=by, verb="approve_minutes", subject=minutes, centre_id=at.centre_id, at=at.pk)
    return minutes


@transaction.atomic
def correct_minutes(*, minutes: Minutes, words: str, by: User, on: date, item: AgendaItem | None = None) -> Minutes:
    """Make a new version that says what is corrected; the version before stays as it was.

    A correction about a family's item stands in the editions that have the item, and in no other.
    Raises RuleBroken("already_approved" | "newer_version" | "no_words" | "not_this_meeting").
    """
    locked_meeting(minutes.meeting_id)
    minutes = Minutes.objects.select_related("meeting__series", "meeting__centre").get(pk=minutes.pk)
    may_correct(by, minutes).require()
    require_newest_draft(minutes)
    if not words.strip():
        raise RuleBroken("no_words", "Enter what is corrected", "words")
    if item is not None and item.meeting_id != minutes.meeting_id:
        raise RuleBroken("not_this_meeting", "Choose an item of this meeting", "item")
    correction = {"words": words.strip(), "item": item.pk if item else None, "on": on.isoformat(), "by": str(by)}
    content = {**minutes.content, "corrections": [*minutes.content.get("corrections", []), correction]}
    newer = Minutes.objects.create(
        meeting=minutes.meeting, version=minutes.version + 1, content=content, content_hash=content_hash(content),
        correction="Item corrected" if item else words.strip()[:500], made_by=by,
    )  # fmt: skip
    record(by=by, verb="correct_minutes", subject=newer, centre_id=newer.meeting.centre_id, hash=newer.content_hash)
    printing.ask_for_all_editions(newer, by=by)
    return newer
