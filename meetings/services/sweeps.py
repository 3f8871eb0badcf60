"""What the clock does: meetings planned ahead, agendas filled, papers asked for. Each finds what is due by itself."""

import logging
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from centres.models import Membership
from consent.querysets import agreed
from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings.models import AgendaItem, Meeting, Series
from meetings.services.agenda import fill_agenda, tell_chair_of_withdrawal
from meetings.services.planning import plan_meetings
from meetings.status import ItemStatus, MeetingStatus
from referrals.models import Referral
from referrals.status import ReferralStatus
from reminders.services import remind

log = logging.getLogger(__name__)
AHEAD = timedelta(days=92)  # three months: long enough to put in a diary
PAPERS_NOTICE = timedelta(days=2)


def plan_every_series(*, on: date) -> int:
    """Plan the next three months of each series that goes on; return how many meetings were made.

    A series without anybody to chair it holds up no other.
    """
    made = 0
    for series in Series.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on)):
        try:
            made += len(plan_meetings(series=series, until=on + AHEAD, since=on, by=None))
        except RuleBroken as broken:
            log.warning("Series %s could not be planned: %s.", series.pk, broken.code)
    return made


def next_meetings(on: date) -> list[Meeting]:
    """The next meeting of each series."""
    coming = Meeting.objects.upcoming(on).order_by("series_id", "on", "id").distinct("series_id")
    return list(coming.select_related("series"))


def fill_next_agendas(*, on: date) -> int:
    """Fill the agenda of each series' next meeting; return how many items are new. A running one is its chair's."""
    planned = [meeting for meeting in next_meetings(on) if meeting.status == MeetingStatus.PLANNED]
    return sum(len(fill_agenda(meeting=meeting, by=None, on=on)) for meeting in planned)


def remind_of_papers(*, on: date) -> int:
    """Two days before papers close tell those who are expected, and those with a draft; return how many were told.

    Not guests: they come for what is on the agenda already; nor who works there no more on that day. Not of the next
    meeting of each series alone: papers may close the day after the meeting before, or on that very day when a bank
    holiday has moved it.
    """
    told = 0
    for meeting in Meeting.objects.upcoming(on).select_related("series"):
        closes = meeting.papers_close_on
        if not closes - PAPERS_NOTICE <= on <= closes:
            continue
        key = f"papers:{meeting.pk}:{meeting.on}"  # papers of a meeting that was moved close on another day
        sentence = f"Papers for the meeting on {in_words(meeting.on)} close on {in_words(closes)}."
        works = Membership.objects.filter(centre_id=meeting.centre_id).in_force(meeting.on).values("user")
        expected = User.objects.filter(attendance__meeting=meeting, attendance__guest=False, pk__in=works)
        drafts = Referral.objects.filter(centre_id=meeting.centre_id, status=ReferralStatus.DRAFT)
        drafting = User.objects.filter(pk__in=drafts.values("referred_by")).filter(pk__in=works)
        drafting = drafting.exclude(pk__in=expected)
        told += remind(
            to=expected, kind="papers", key=key, sentence=sentence, path=reverse("meeting", args=[meeting.pk]), on=on
        )
        told += remind(to=drafting, kind="papers", key=key, sentence=sentence, path=reverse("referrals"), on=on)
    return told


def remind_of_withdrawn_items(*, on: date) -> int:
    """Tell the chair of each coming meeting that an item is not for it any more; return how many were told."""
    coming = Meeting.objects.upcoming(on).select_related("chair")
    waiting = AgendaItem.objects.filter(
        ~agreed(on), meeting__in=coming, status=ItemStatus.WAITING, family__isnull=False
    )
    rows = waiting.select_related("meeting__chair", "case", "referral", "part_of__referral").order_by("pk")
    return sum(tell_chair_of_withdrawal(item, on) for item in rows)
