"""An agenda's items among each other: split into parts, taken together, taken apart again, moved."""

import copy
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from accounts.models import User
from cases.models import Case
from cases.services import report_progress
from inputs.errors import NotAllowed, RuleBroken
from meetings import services
from meetings.models import AgendaItem
from meetings.status import ItemKind, ItemStatus, MeetingStatus
from referrals.status import WAITING
from tests.oracle import agenda, facts, outputs
from tests.oracle.looking import MATTERS, Look
from tests.oracle.steps import BY, SOMEBODY, WHICH, Nothing, verb
from tests.oracle.verbs_of_families import FamilyVerbs
from tests.oracle.verbs_of_meetings import MeetingVerbs
from tests.oracle.world import PART

OF_CASES = (ItemKind.PROGRESS, ItemKind.REVIEW)
WHOLE = (ItemKind.REFERRAL, *OF_CASES)


class AgendaVerbs(FamilyVerbs, MeetingVerbs):
    """What whoever runs the meeting does with its items. The oracle says what becomes of the agenda."""

    def _becomes(self, item: AgendaItem, change: Callable[[facts.Meeting], None]) -> None:
        """The agenda is what the oracle makes of it: every item, in this order, of these families, for these guests."""
        told = copy.deepcopy(self.oracle.meetings[item.meeting_id])
        change(told)
        self.oracle.meetings[item.meeting_id] = copy.deepcopy(told)
        self.read(item.meeting)
        now = self.oracle.meetings[item.meeting_id]
        assert (list(now.items.items()), now.guests) == (list(told.items.items()), told.guests)

    def _look_at(self, *items: int, names: Iterable[str]) -> None:
        """Some people look at these items' pages, which seldom happens by itself."""
        self.oracle.now = timezone.localtime()
        for name in dict.fromkeys(names):
            look = Look(self.world, self.oracle, name)
            if self.oracle.has_left(look.pk):
                continue
            look.at = "meeting_pages"
            for item in items:
                outputs.item_pages(look, AgendaItem.objects.get(pk=item).meeting_id, item)

    def _guests(self, item: AgendaItem) -> list[str]:
        guests = self.oracle.meetings[item.meeting_id].guests
        return [name for name, one in self.world.people.items() if one.pk in guests]

    def _waiting(self, *kinds: str) -> Any:
        items = self._meeting(MeetingStatus.RUNNING).items.filter(status=ItemStatus.WAITING, kind__in=kinds)
        return items.select_related("meeting__series", "family")

    # --- parts -----------------------------------------------------------------------------------------------

    @verb(which=WHICH, guest=st.booleans(), who=SOMEBODY, by=BY)
    def split_item(self, which: int, guest: bool, who: str, by: str) -> None:
        """A part of an item becomes an item of its own; now and then somebody is invited to it alone."""
        whole = self.pick(self._waiting(*WHOLE), which)
        part = self._split(whole, self.person(by))
        if guest:
            self._invited(part, "bo")
        if which % 6 == 0:  # pages cost a hundred times as much as rows: now and then is enough
            self._look_at(part.pk, names=[who, *self._guests(whole)])

    def _split(self, whole: AgendaItem, by: User) -> AgendaItem:
        if whole.parts.count() > 1:  # an endless agenda would show nothing that two of them do not
            raise Nothing
        part = services.split_item(item=whole, title=PART, by=by)
        self._becomes(whole, lambda told: agenda.split(told, whole.pk, part.pk))
        return part

    def _invited(self, item: AgendaItem, name: str) -> None:
        """Somebody is invited to the item, if that can be."""
        try:
            self._invite_to(item, name, "mara")
        except (Nothing, NotAllowed, RuleBroken):
            return

    @verb(which=WHICH, who=SOMEBODY, by=BY)
    def take_part_back(self, which: int, who: str, by: str) -> None:
        """A part goes back into the whole; if nothing is split, something is first."""
        parts = self._waiting(ItemKind.PART).filter(part_of__status=ItemStatus.WAITING)
        if not parts.exists():
            self._split(self.pick(self._waiting(*WHOLE), which), self.person("mara"))
        part = self.pick(parts.select_related("part_of"), which)
        self._join(part, part.part_of, who, which, by)

    # --- together, and apart ---------------------------------------------------------------------------------

    @verb(which=WHICH, who=SOMEBODY, by=BY)
    def join_referral(self, which: int, who: str, by: str) -> None:
        """A new referral is taken with the item of the family's case; now and then both are brought about."""
        hosts = self._waiting(*OF_CASES)
        of_cases = self._waiting(ItemKind.REFERRAL).filter(family__in=hosts.values("family"))
        if not of_cases.exists() and which % 4 == 1:
            self._refer_again(which)
        referral = self.pick(of_cases, which)
        if which % 3 == 0:
            self._invited(referral, "bo")
        self._join(referral, self.pick(hosts.filter(family=referral.family_id), 0), who, which, by)
        MATTERS["referral of a case"] += 1

    def _refer_again(self, which: int) -> None:
        """A family with an open case is referred once more, and somebody has reported on the case."""
        agreed = [one.family for one in self.oracle.cases.values() if one.is_open and self.oracle.agreed(one.family)]
        at_alder = Case.objects.filter(status="open", family__in=agreed, centre=self.world.centres["alder"])
        case = self.pick(at_alder.select_related("family__centre"), which)
        report_progress(case=case, words=f"Well, {self.on} {which}", by=self.person("mara"), on=self.on)
        if not case.family.referrals.filter(status__in=WAITING).exists():
            self._submit(self._draft(case.family, self.person("mara")))
        running = self._meeting(MeetingStatus.RUNNING)
        services.fill_agenda(meeting=running, by=self.person("mara"), on=self.on, late_too=True)
        self.read(running)

    def _join(self, item: AgendaItem, host: AgendaItem, who: str, which: int, by: str) -> None:
        services.take_together(item=item, host=host, by=self.person(by))
        self._becomes(item, lambda told: agenda.join(told, item.pk, host.pk))
        if which % 6 < 2:
            self._look_at((item.pk, host.pk)[which % 2], names=[who, *self._guests(item)])

    @verb(which=WHICH, who=SOMEBODY, by=BY)
    def take_apart(self, which: int, who: str, by: str) -> None:
        """What is taken with another item waits again; if nothing is, a part has been for a moment."""
        along = self._meeting(MeetingStatus.RUNNING).items.filter(
            status=ItemStatus.TOGETHER, taken_with__status=ItemStatus.WAITING
        )
        if not along.exists():
            whole = self.pick(self._waiting(*WHOLE), which)
            self._join(self._split(whole, self.person("mara")), whole, who, which, "mara")
        item = self.pick(along.select_related("meeting__series"), which)
        services.take_apart(item=item, by=self.person(by))
        self._becomes(item, lambda told: agenda.apart(told, item.pk))

    # --- order -----------------------------------------------------------------------------------------------

    @verb(which=WHICH, earlier=st.booleans(), status=st.sampled_from((MeetingStatus.RUNNING, MeetingStatus.PLANNED)),
          by=BY)  # fmt: skip
    def move_item(self, which: int, earlier: bool, status: str, by: str) -> None:
        """An item moves one place, past what whoever moves it does not see."""
        waiting = self._meeting(status).items.filter(status=ItemStatus.WAITING).select_related("meeting__series")
        item, mover = self.pick(waiting, which), self.person(by)
        services.move_item(item=item, earlier=earlier, by=mover)
        self.oracle.now = timezone.localtime()
        sees = [
            one for one in self.oracle.meetings[item.meeting_id].items
            if self.oracle.sees_item(mover.pk, item.meeting_id, one)
        ]  # fmt: skip
        self._becomes(item, lambda told: agenda.move(told, item.pk, earlier, sees))
