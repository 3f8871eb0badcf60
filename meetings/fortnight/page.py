"""What My fortnight shows to one person."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models

from centres.status import CASEWORK_ROLES, REFERRING_ROLES, REPORT_ROLES, Role
from meetings.fortnight.lists import Listing
from meetings.models import Meeting
from meetings.times import Needed

ANSWERED_LATELY = timedelta(days=28)


@dataclass
class Fortnight:
    """Everything My fortnight shows to one person."""

    roles: frozenset[str]
    on: date
    meetings: list[Meeting]
    reminders: Listing
    as_guest: dict[int, Needed] = field(default_factory=dict)  # when they are needed, of meetings for a part of which
    drafts: Listing = field(default_factory=Listing)
    referrals: Listing = field(default_factory=Listing)
    offers: Listing = field(default_factory=Listing)
    asked: Listing = field(default_factory=Listing)  # actions that the person is asked to take on
    questions: Listing = field(default_factory=Listing)  # that wait for the person's advice
    stand_in: Listing = field(default_factory=Listing)  # where the person is asked to stand in
    away: Listing = field(default_factory=Listing)  # families that they lead, are away from, and nobody stands in for
    unattended: Listing = field(default_factory=Listing)  # the same of a manager's centres
    deputised: Listing = field(default_factory=Listing)  # families for whose lead professional they stand in
    supervised: Listing = field(default_factory=Listing)  # families whose lead professional the person supervises
    to_ask: Listing = field(default_factory=Listing)  # closings after which the person asks the family how it goes
    led: Listing = field(default_factory=Listing)
    visits: Listing = field(default_factory=Listing)  # of the next days, and those without a record
    actions: Listing = field(default_factory=Listing)
    reviews: Listing = field(default_factory=Listing)
    leaderless: Listing = field(default_factory=Listing)
    unanswered: Listing = field(default_factory=Listing)
    not_taken_over: Listing = field(default_factory=Listing)  # somebody goes on leading, since another said no
    after_closing: Listing = field(default_factory=Listing)  # of closed cases, what waits for their manager
    unmanaged: list[models.Model] = field(default_factory=list)  # centres without a manager, for their administrators
    maybe_known: Listing = field(default_factory=Listing)
    emergencies: Listing = field(default_factory=Listing)
    ended: Listing = field(default_factory=Listing)  # cases whose agreement has ended: close or decide otherwise
    ownerless: Listing = field(default_factory=Listing)  # actions that nobody can do
    letters: dict[int, int] = field(default_factory=dict)  # of cases they lead: the item that a letter is about
    decisions: int = 0  # sharing decisions that no information lead has seen
    seen: list[models.Model] = field(default_factory=list)  # for the log

    @property
    def casework(self) -> bool:
        """Whether the person works with families."""
        return bool(self.roles & set(CASEWORK_ROLES))

    @property
    def refers(self) -> bool:
        """Whether the person can bring families to the meeting."""
        return bool(self.roles & set(REFERRING_ROLES))

    @property
    def manages(self) -> bool:
        """Whether the person is the manager of a centre."""
        return Role.CENTRE_MANAGER in self.roles

    @property
    def reports(self) -> bool:
        """Whether the person sees a centre's figures."""
        return bool(self.roles & set(REPORT_ROLES))

    @property
    def administers(self) -> bool:
        """Whether the person is an administrator."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def information_lead(self) -> bool:
        """Whether the person is a centre's information lead."""
        return Role.INFORMATION_LEAD in self.roles


def once(subjects: Iterable[models.Model]) -> list[models.Model]:
    """Each record once, in order."""
    return list({(type(one), one.pk): one for one in subjects}.values())
