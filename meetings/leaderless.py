"""Families that nobody leads, and take-overs that were declined: since when, why, who said no, on which agenda."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from cases.models import Case, Lead
from cases.status import LeadStatus
from centres.querysets import centre_ids
from centres.status import Role
from inputs.dates import in_words
from meetings.models import AgendaItem, Decision, Meeting
from meetings.status import UNDER_WAY, ItemStatus, MeetingStatus

PER_PAGE = 25
TELLING = (LeadStatus.ACCEPTED, LeadStatus.OFFERED, LeadStatus.DECLINED, LeadStatus.ENDED)

NOBODY_ASKED, NOBODY_YET = "Nobody has been asked to lead", "Nobody has accepted yet"


@dataclass
class Story:
    """What became of those who were to lead a family that nobody leads."""

    why: str = NOBODY_ASKED
    said_no: list[str] = field(default_factory=list)  # who and why, the latest first, since somebody led last
    asked: str = ""  # who is asked now, since when
    offer: int | None = None
    agenda: Meeting | None = None  # the next meeting that has the family on its agenda

    @property
    def in_short(self) -> str:
        """The same in one line."""
        last = self.said_no[:1] if not self.asked else []
        plain = self.why in (NOBODY_ASKED, NOBODY_YET)
        why = [] if plain and (self.asked or last) else [self.why]
        return "; ".join(filter(None, [*why, self.asked, *last]))


def without_lead(user: Any, on: date) -> Any:
    """Of the centres that `user` manages the open cases that nobody leads, with `since`, the longest first."""
    managed = centre_ids(user, Role.CENTRE_MANAGER)
    return Case.objects.filter(centre_id__in=managed).without_lead().with_since(on).order_by("since", "pk")


def stories_of(cases: Iterable[Case], on: date) -> dict[int, Story]:
    """Of each case why nobody leads it. Two queries, however many there are."""
    found = {case.pk: Story() for case in cases}
    rows = Lead.objects.filter(case__in=found, status__in=TELLING).select_related("user").order_by("pk")
    for lead in rows:
        _tell(found[lead.case_id], lead)
    waiting = AgendaItem.objects.filter(
        case__in=found, status=ItemStatus.WAITING, meeting__status__in=[MeetingStatus.PLANNED, *UNDER_WAY]
    )
    for item in waiting.select_related("meeting").order_by("-meeting__on", "-meeting_id"):
        found[item.case_id or 0].agenda = item.meeting
    return found


def _tell(story: Story, lead: Lead) -> None:
    name, status = lead.user.name, LeadStatus(lead.status)
    if status == LeadStatus.OFFERED:
        story.asked, story.offer = f"{name} was asked on {in_words(lead.offered_on)}", lead.pk
    elif status == LeadStatus.DECLINED:
        story.said_no.insert(0, said_no(lead))
        story.why = NOBODY_YET if story.why == NOBODY_ASKED else story.why
    elif status == LeadStatus.ACCEPTED:
        story.why, story.said_no = f"{name} can no longer lead", []
    elif lead.ended_on:
        story.why, story.said_no = f"{name} stopped on {in_words(lead.ended_on)}: {lead.reason}", []


def said_no(lead: Lead) -> str:
    """Who said no, when and why."""
    when = in_words(lead.answered_on) if lead.answered_on else "an unknown date"
    return f"{lead.user.name} said no on {when}: {lead.reason}"


def not_taken_over(**of: Any) -> Any:
    """Declined take-overs of which neither the manager nor a meeting since has settled what happens: with `user`."""
    decided = Decision.objects.filter(item__case_id=OuterRef("case_id"), decided_on__gt=OuterRef("answered_on"))
    return Lead.objects.not_taken_over().filter(~Exists(decided), **of).select_related("user")


def declined_in_vain(centre_id: int) -> dict[int, list[str]]:
    """Of the centre's cases that nobody leads, who said no since somebody led last, the latest first."""
    rows = Lead.objects.filter(case__in=Case.objects.filter(centre_id=centre_id).without_lead(), status__in=TELLING)
    found: dict[int, Story] = defaultdict(Story)
    for lead in rows.select_related("user").order_by("pk"):
        _tell(found[lead.case_id], lead)
    return {case_id: story.said_no for case_id, story in found.items()}
