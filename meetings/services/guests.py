"""Inviting a guest to an item, and taking the invitation back."""

from django.db import transaction

from accounts.models import User
from audit.services import record
from centres.models import Membership
from meetings.models import AgendaItem, Attendance, GuestItem, Meeting
from meetings.policies import may_choose_guests
from meetings.rules import (
    require_can_be_guest,
    require_is_guest,
    require_not_expected_otherwise,
    require_not_over,
    require_waiting,
)
from meetings.services.arranging import arrange
from meetings.services.away import apologise_in_advance
from meetings.services.locking import locked_item
from meetings.status import Present


@transaction.atomic
def invite_guest(*, item: AgendaItem, membership: Membership, by: User) -> Attendance:
    """Ask somebody to come to the meeting for this item; whoever is its guest already stays it.

    They come for what is taken together with it, too.
    The guest's items stand together on the agenda then; their calendar is told of the meeting.
    Raises NotAllowed, RuleBroken("meeting_over" | "already_decided" | "put_off" | "cannot_be_guest" | "agency_left_out"
    | "expected_anyway" | "guest_of_another_agency").
    """
    item = locked_item(item)
    may_choose_guests(by, item).require()
    require_not_over(item.meeting)
    require_waiting(item)
    require_can_be_guest(item, membership)
    there = Attendance.objects.filter(meeting=item.meeting, user=membership.user).select_related("user", "agency")
    guest = there.first()
    require_not_expected_otherwise(guest, membership)
    if guest is None:
        guest = Attendance.objects.create(
            meeting=item.meeting, user=membership.user, agency=membership.agency, job=membership.job, guest=True
        )
        apologise_in_advance(item.meeting)
    GuestItem.objects.get_or_create(attendance=guest, item=item)
    share_guests(item)
    arrange(item.meeting)
    record(by=by, verb="invite_guest", subject=item, centre_id=item.meeting.centre_id, guest=guest.user_id)
    return guest


@transaction.atomic
def uninvite_guest(*, item: AgendaItem, person: User | None, by: User) -> None:
    """Take somebody's invitation to this item back; they come for the others to which they are invited, if any.

    With the item goes what is taken together with it: that is one matter.
    What they wrote for their agency stays. Raises NotAllowed, RuleBroken("meeting_over" | "no_guest").
    """
    item = locked_item(item)
    may_choose_guests(by, item).require()
    require_not_over(item.meeting)
    there = Attendance.objects.filter(meeting=item.meeting, user=person, guest=True, guest_items__item=item)
    guest = require_is_guest(there.first())
    GuestItem.objects.filter(attendance=guest, item__in=_one_matter(item)).delete()
    let_guests_of_nothing_go(item.meeting)
    arrange(item.meeting)
    record(by=by, verb="uninvite_guest", subject=item, centre_id=item.meeting.centre_id, guest=guest.user_id)


def share_guests(item: AgendaItem) -> None:
    """Who comes for one of the items that are discussed and decided together comes for all; part of a verb.

    They are of one family, so no guest hears of another; and there is one decision, under one item of the minutes.
    """
    matter = _one_matter(item)
    there = set(GuestItem.objects.filter(item__in=matter).values_list("attendance_id", "item_id"))
    wanted = {(guest, one) for guest, _ in there for one in matter}
    GuestItem.objects.bulk_create(GuestItem(attendance_id=guest, item_id=one) for guest, one in sorted(wanted - there))


def _one_matter(item: AgendaItem) -> list[int]:
    """The item with what is taken with it, or with which it is taken."""
    host = item.taken_with_id or item.pk
    return [host, *AgendaItem.objects.filter(taken_with=host).values_list("pk", flat=True)]


def let_guests_of_nothing_go(meeting: Meeting) -> None:
    """Who was a guest for items that are no longer on the agenda is not expected; who was there stays in the list."""
    nothing = Attendance.objects.filter(meeting=meeting, guest=True, guest_items=None)
    nothing.filter(present__in=[Present.EXPECTED, Present.APOLOGIES], deputy="").delete()


def take_guests_off(items: list[AgendaItem]) -> dict[int, list[Attendance]]:
    """Undo the invitations to items that are about to move to another meeting; return of each who was invited."""
    asked = GuestItem.objects.filter(item__in=items).select_related("attendance")
    were: dict[int, list[Attendance]] = {}
    for one in asked.order_by("pk"):
        were.setdefault(one.item_id, []).append(one.attendance)
    asked.delete()
    return were


def invite_again(meeting: Meeting, were: dict[AgendaItem, list[Attendance]]) -> None:
    """Invite to items that have moved to `meeting` those who were their guests at the one before."""
    known = {one.user_id: one for one in meeting.attendance.all()}
    for item, guests in were.items():
        for before in guests:
            now = known.get(before.user_id)
            if now is None:
                now = known[before.user_id] = Attendance.objects.create(
                    meeting=meeting, user_id=before.user_id, agency_id=before.agency_id, job=before.job, guest=True
                )
            if now.guest and now.agency_id == before.agency_id:
                GuestItem.objects.get_or_create(attendance=now, item=item)
