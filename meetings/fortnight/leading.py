"""Families that the person is asked to lead, and those that they lead, each with the letter that it waits for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.models import Case, Lead
from cases.serializers import LedCaseSerializer
from meetings.fortnight.lists import EVERY, Listing, first, with_header
from meetings.fortnight.page import ANSWERED_LATELY, Fortnight
from meetings.models import AgendaItem
from meetings.status import DecisionKind, ItemKind, ItemStatus, MeetingStatus


def add_offers(found: Fortnight, user: Any) -> None:
    """What the person was asked and has not answered."""
    mine = Lead.objects.visible_to(user).unanswered().filter(user=user)
    found.offers = first(mine.select_related("case__family").order_by("offered_on"), EVERY)
    found.seen += [offer.case for offer in found.offers.rows]


def add_led(found: Fortnight, user: Any) -> None:
    """The families that the person leads, the next review first."""
    mine = Case.objects.visible_to(user).led_by(user).with_reaching(user, found.on)
    led = first(with_header(mine).prefetch_related("family__adults").order_by("review_due_on", "pk"))
    found.led = Listing(list(LedCaseSerializer(led.rows, many=True, context={"on": found.on}).data), led.number)
    found.letters = _letters(led.rows, found.on)
    found.seen += led.rows


def _letters(cases: Iterable[Case], on: date) -> dict[int, int]:
    """Of families that somebody leads, the item whose decision their letter is about: the last four weeks' newest."""
    decided = AgendaItem.objects.filter(
        case__in=[case.pk for case in cases], status=ItemStatus.DECIDED, meeting__status=MeetingStatus.CLOSED,
        meeting__on__gte=on - ANSWERED_LATELY,
    ).exclude(decision__kind=DecisionKind.PASS_ON).exclude(kind=ItemKind.PART)  # fmt: skip
    return dict(decided.order_by("meeting__on", "pk").values_list("case_id", "pk"))
