"""Making the minutes, releasing them, correcting them, approving them at the next meeting."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.services import record
from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings import printing
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.policies import may_approve, may_correct, may_release
from meetings.rules import require_draft_of_earlier_meeting, require_newest_draft, require_running
from meetings.services.locking import locked_meeting
from meetings.snapshot import content_hash, content_of
from meetings.status import MinutesStatus
from reminders.services import tell_at_once


def make_minutes(*, meeting: Meeting, by: User, on: date) -> Minutes:
    """Make the first version from what was recorded. Part of closing, which holds the lock."""
    content = content_of(meeting, on)
    minutes = Minutes.objects.create(meeting=meeting, content=content, content_hash=content_hash(content), made_by=by)
    record(by=by, verb="make_minutes", subject=minutes, centre_id=meeting.centre_id, hash=minutes.content_hash)
    return minutes


@transaction.atomic
def release_minutes(*, minutes: Minutes, by: User, on: date) -> Minutes:
    """Let everybody who was expected read their edition, and tell them at once.

    Raises RuleBroken("already_released" | "already_approved" | "newer_version").
    """
    locked_meeting(minutes.meeting_id)
    minutes = Minutes.objects.select_related("meeting__series", "meeting__centre").get(pk=minutes.pk)
    may_release(by, minutes).require()
    require_newest_draft(minutes)
    if minutes.released_at:
        raise RuleBroken("already_released", "These minutes have been released. Everybody expected can read them.")
    return _release(minutes, by, on)


def release_waiting(*, before: Meeting, by: User, on: date) -> None:
    """Release what was forgotten: a meeting approves what its people could read. Part of opening it."""
    earlier = Meeting.objects.filter(series_id=before.series_id, on__lt=before.on)
    waiting = Minutes.objects.waiting_for_release().filter(meeting__in=earlier)
    for minutes in waiting.select_related("meeting__series", "meeting__centre"):
        _release(minutes, by, on)


def _release(minutes: Minutes, by: User, on: date) -> Minutes:
    minutes.released_at, minutes.released_by = timezone.now(), by
    minutes.save(update_fields=["released_at", "released_by"])
    record(by=by, verb="release_minutes", subject=minutes, centre_id=minutes.meeting.centre_id)
    _publish(minutes, by, on, "are ready")
    return minutes


def _publish(minutes: Minutes, by: User, on: date, news: str) -> None:
    """Have each edition made as a PDF, and each recipient told, with how much there is for them to do."""
    for person, edition in printing.ask_for_all_editions(minutes, by=by):
        count = len(edition.mine)
        todo = f" There {'is 1 action' if count == 1 else f'are {count} actions'} of yours in them." if count else ""
        tell_at_once(
            to=[person] if person != by else [], kind="minutes", key=f"minutes:{minutes.pk}",
            sentence=f"The minutes of the meeting on {in_words(minutes.meeting.on)} {news}.{todo}",
            path=reverse("minutes", args=[minutes.meeting_id]), on=on,
        )  # fmt: skip


@transaction.atomic
def approve_minutes(*, minutes: Minutes, at: Meeting, by: User, on: date) -> Minutes:
    """Approve the minutes at a later, running meeting; from then on PostgreSQL refuses every change.

    Raises RuleBroken("already_approved" | "not_a_later_meeting" | "newer_version" | "meeting_not_open" |
    "not_released").
    """
    at = locked_meeting(at.pk)
    minutes = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    may_approve(by, at).require()
    require_running(at)
    require_draft_of_earlier_meeting(minutes, at)
    if minutes.released_at is None:
        raise RuleBroken("not_released", "Release these minutes first: nobody has read them yet.")
    minutes.status, minutes.approved_on, minutes.approved_at, minutes.approved_by = MinutesStatus.APPROVED, on, at, by
    minutes.save(update_fields=["status", "approved_on", "approved_at", "approved_by"])
    record(by=by, verb="approve_minutes", subject=minutes, centre_id=at.centre_id, at=at.pk)
    return minutes


@transaction.atomic
def correct_minutes(*, minutes: Minutes, words: str, by: User, on: date, item: AgendaItem | None = None) -> Minutes:
    """Make a new version that says what is corrected; the version before stays as it was.

    A correction about a family's item stands in the editions that have the item, and in no other. If the version
    before was released, so is this one, and its readers are told.
    Raises RuleBroken("already_approved" | "newer_version" | "no_words" | "not_this_meeting").
    """
    locked_meeting(minutes.meeting_id)
    minutes = Minutes.objects.select_related("meeting__series", "meeting__centre").get(pk=minutes.pk)
    may_correct(by, minutes).require()
    require_newest_draft(minutes)
    if not words.strip():
        raise RuleBroken("no_words", "Enter what is corrected", "words")
    if item is not None and item.taken_with is not None:  # the minutes have it under the item that it was decided with
        item = item.taken_with
    if item is not None and item.meeting_id != minutes.meeting_id:
        raise RuleBroken("not_this_meeting", "Choose an item of this meeting", "item")
    correction = {"words": words.strip(), "item": item.pk if item else None, "on": on.isoformat(), "by": str(by)}
    content = {**minutes.content, "corrections": [*minutes.content.get("corrections", []), correction]}
    newer = Minutes.objects.create(
        meeting=minutes.meeting, version=minutes.version + 1, content=content, content_hash=content_hash(content),
        correction="Item corrected" if item else words.strip()[:500], made_by=by,
        released_at=timezone.now() if minutes.released_at else None, released_by=by if minutes.released_at else None,
    )  # fmt: skip
    record(by=by, verb="correct_minutes", subject=newer, centre_id=newer.meeting.centre_id, hash=newer.content_hash)
    if newer.released_at:
        _publish(newer, by, on, "have been corrected")
    return newer
