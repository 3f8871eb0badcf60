"""Invitations by e-mail, their updates and cancellations: one mail for one meeting and one person.

RFC 5546 wants one UID in each REQUEST, so meetings are not put together into one mail. What is to be sent is the
difference between a meeting and what its people were last told: nothing is queued twice, and nothing is lost.
"""

import logging
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.template.loader import render_to_string
from django.utils import timezone

from inputs.dates import in_words
from inputs.words import time as clock
from meetings.calendar import Guest, cancellation, invitation
from meetings.models import Attendance, Invitation, Meeting
from meetings.services.slots import host, organiser, slot_of
from meetings.status import MeetingStatus, Present

log = logging.getLogger(__name__)
AHEAD = timedelta(days=92)  # as far as meetings are planned


def send_invitations(*, on: date) -> int:
    """Tell the calendars of everybody what they do not know yet; return how many mails left.

    Each is locked, sent and marked one by one, as digests are: killed in between, the same mail may leave twice, with
    the same UID, SEQUENCE and Message-ID, by which calendars know it for the same.
    """
    _expect(on)
    return sum(_send(pk, on) for pk in _due(on).order_by("meeting__on", "pk").values_list("pk", flat=True))


def _expect(on: date) -> None:
    """Who is expected at a meeting of the next three months gets a row, still to send."""
    there = Invitation.objects.filter(meeting=OuterRef("meeting"), to=OuterRef("user"))
    new = Attendance.objects.filter(
        ~Exists(there), meeting__status=MeetingStatus.PLANNED, meeting__on__range=(on, on + AHEAD), user__is_active=True
    )
    rows = [Invitation(meeting_id=one.meeting_id, to_id=one.user_id) for one in new.order_by("meeting__on", "pk")]
    Invitation.objects.bulk_create(rows, ignore_conflicts=True)


def _due(on: date) -> Any:
    expected = Exists(Attendance.objects.filter(meeting=OuterRef("meeting"), user=OuterRef("to")))
    goes_on = Q(expected, meeting__status=MeetingStatus.PLANNED)
    news = Q(sequence=None) | Q(cancelled=True) | ~Q(sequence=F("meeting__sequence"))
    stopped = Q(meeting__status=MeetingStatus.CANCELLED) | Q(~expected, meeting__status=MeetingStatus.PLANNED)
    return Invitation.objects.filter(
        (goes_on & news) | (stopped & Q(sequence__isnull=False, cancelled=False)),
        meeting__on__gte=on, to__is_active=True,
    )  # fmt: skip


def _send(pk: int, on: date) -> bool:
    with transaction.atomic():
        held = _due(on).select_for_update(skip_locked=True, of=("self",))
        one = held.select_related("to", "meeting__series").filter(pk=pk).first()
        if one is None:  # another worker has it, or had it
            return False
        came = Attendance.objects.filter(meeting=one.meeting_id, user=one.to_id).first()
        cancelled = came is None or one.meeting.status == MeetingStatus.CANCELLED
        comes = came is not None and came.present != Present.APOLOGIES
        try:
            message(one, cancelled=cancelled, comes=comes, for_part=came is not None and came.guest).send(
                fail_silently=False
            )
        except OSError as error:  # smtplib's errors are OSErrors: the row stays as it is, the next sweep tries again
            log.warning("Invitation %s could not be sent: %s.", one.pk, type(error).__name__)
            return False
        one.sequence, one.cancelled, one.sent_at = one.meeting.sequence, cancelled, timezone.now()
        one.save(update_fields=["sequence", "cancelled", "sent_at"])
        return True


def message(one: Invitation, *, cancelled: bool, comes: bool = True, for_part: bool = False) -> EmailMultiAlternatives:
    """The mail with its calendar part. Nothing of the agenda, no reason that somebody typed, no family.

    `for_part`: somebody who comes as a guest reads that it is for a part of the meeting.
    """
    meeting, slot = one.meeting, slot_of(one.meeting)
    what = "Cancelled" if cancelled else "Invitation" if one.sequence is None or one.cancelled else "Changed"
    make, method = (cancellation, "CANCEL") if cancelled else (invitation, "REQUEST")
    guest = Guest(email=one.to.email, name=one.to.name, comes=comes)
    shown = {
        "name": one.to.name, "what": what, "summary": slot.summary, "slot": slot, "held": not meeting_is_off(meeting),
        "for_part": for_part,
    }  # fmt: skip
    made = EmailMultiAlternatives(
        subject=f"{what}: meeting on {in_words(slot.on)} at {clock(slot.at)}",
        body=render_to_string("meetings/email/invitation.txt", shown, using="jinja2"),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[one.to.email],
        headers={
            "Message-ID": f"<meeting-{meeting.pk}-{one.to_id}-{meeting.sequence}-{what.lower()}@{host()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    part = make(slot, to=guest, organiser=organiser(), now=timezone.now())
    made.attach_alternative(part.decode(), f"text/calendar; method={method}")
    return made


def meeting_is_off(meeting: Meeting) -> bool:
    """Whether nobody meets, as opposed to somebody who is no longer expected."""
    return meeting.status == MeetingStatus.CANCELLED
