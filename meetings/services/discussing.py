"""What happens to an item before it is decided: begun, views given, what is typed kept, or put off."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from cases.models import Action
from cases.services import finish_action
from centres.models import Agency
from inputs.errors import RuleBroken
from meetings.followup import asked_about
from meetings.merging import Merged, Typed, merged
from meetings.models import AgencyView, AgendaItem, Meeting
from meetings.policies import may_decide, may_give_view, may_run
from meetings.rules import require_not_over, require_running, require_same_version, require_waiting
from meetings.services.locking import locked_item, locked_meeting
from meetings.status import ItemStatus, MeetingStatus

MOST_TYPED = 200_000  # characters: far more than a decision, far less than harm


@transaction.atomic
def start_item(*, item: AgendaItem, by: User) -> AgendaItem:
    """Take the item up: its clock starts the first time, and the others' screens follow to it.

    While the meeting runs and nothing is decided; otherwise it changes nothing.
    """
    if item.status != ItemStatus.WAITING or item.meeting.status != MeetingStatus.RUNNING:
        return item
    if item.started_at and AgendaItem.objects.being_discussed(item.meeting) == item:
        return item
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    item.taken_up_at = timezone.now()
    if item.started_at is None:
        item.started_at = item.taken_up_at
        record(by=by, verb="start_item", subject=item, centre_id=item.meeting.centre_id)
    item.save(update_fields=["started_at", "taken_up_at"])
    return item


@transaction.atomic
def save_item_draft(
    *, item: AgendaItem, typed: Typed, version: int, seen: Typed | None = None, by: User
) -> tuple[AgendaItem, Merged]:
    """Keep what is typed on the chair's screen, half-filled or not; the item's version goes up.

    If somebody else has saved since `version`, what each of the two changed of what they had `seen` is kept. Returns
    the item, and how the two were joined: fields that both changed stay as they are until `by` has chosen.
    Raises RuleBroken("already_decided" | "put_off" | "stale_item" | "meeting_closed" | "too_much").
    """
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    require_waiting(item)
    if seen is None:
        require_same_version(item, version, by=by)
        seen = item.typed
    if len(str(typed)) > MOST_TYPED:
        raise RuleBroken("too_much", "This is too long to be saved. Shorten it.")
    both = merged(seen=seen, mine=typed, now=item.typed)
    if both.typed != item.typed:
        item.typed, item.version, item.saved_by = both.typed, item.version + 1, by
        item.save(update_fields=["typed", "version", "saved_by"])
        record(by=by, verb="save_item_draft", subject=item, centre_id=item.meeting.centre_id, version=item.version)
    return item, both


@transaction.atomic
def record_view(*, item: AgendaItem, agency: Agency, words: str, by: User) -> AgencyView | None:
    """Record what an agency thinks about the item, before or during the meeting; no words take its view away.

    Everybody's view is asked before the decision, not by rank (001: status).
    Raises RuleBroken("already_decided" | "meeting_over").
    """
    item = locked_item(item)
    may_give_view(by, item, agency).require()
    require_not_over(item.meeting)
    require_waiting(item)
    centre_id = item.meeting.centre_id
    if not words.strip():
        AgencyView.objects.filter(item=item, agency=agency).delete()
        record(by=by, verb="take_back_view", subject=item, centre_id=centre_id, agency=agency.pk)
        return None
    view, _ = AgencyView.objects.update_or_create(
        item=item, agency=agency, defaults={"words": words.strip(), "by": by, "at": timezone.now()}
    )
    record(by=by, verb="record_view", subject=item, centre_id=centre_id, agency=agency.pk)
    return view


@transaction.atomic
def record_outcome(*, meeting: Meeting, action: Action, status: str, result: str, by: User, on: date) -> Action:
    """Record what came of an action of an earlier meeting (002 §3.2: each is asked for at the next).

    Raises RuleBroken("not_asked") for an action that is not one of those, and what `cases` says.
    """
    meeting = locked_meeting(meeting.pk)
    may_run(by, meeting).require()
    require_running(meeting)
    if not asked_about(meeting, by).filter(pk=action.pk).exists():
        raise RuleBroken("not_asked", "This action is not one that this meeting asks about.")
    return finish_action(action=action, status=status, result=result, by=by, on=on, in_meeting=True)


@transaction.atomic
def put_off(*, item: AgendaItem, because: str, by: User) -> AgendaItem:
    """Leave the item for the next meeting. Raises RuleBroken("no_reason" | "already_decided" | "meeting_closed")."""
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    require_waiting(item)
    if not because.strip():
        raise RuleBroken("no_reason", "Enter why the item is put off", "because")
    item.status, item.put_off_because = ItemStatus.DEFERRED, because.strip()
    item.version, item.saved_by = item.version + 1, by
    item.save(update_fields=["status", "put_off_because", "version", "saved_by"])
    record(by=by, verb="put_off", subject=item, centre_id=item.meeting.centre_id)
    return item


@transaction.atomic
def take_up_again(*, item: AgendaItem, by: User) -> AgendaItem:
    """Discuss after all what was put off. Raises RuleBroken("not_put_off" | "meeting_closed")."""
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    if item.status != ItemStatus.DEFERRED:
        raise RuleBroken("not_put_off", "This item was not put off.")
    item.status, item.put_off_because = ItemStatus.WAITING, ""
    item.save(update_fields=["status", "put_off_because"])
    record(by=by, verb="take_up_again", subject=item, centre_id=item.meeting.centre_id)
    return item
