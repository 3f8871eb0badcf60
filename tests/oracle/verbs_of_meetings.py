"""The meeting: who is expected, what is decided, its minutes."""

from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from centres.models import Membership
from meetings import services
from meetings.models import AgendaItem, GuestItem, Meeting, Minutes
from meetings.status import ItemKind, ItemStatus, MeetingStatus
from tests.oracle import facts
from tests.oracle.steps import BY, SOMEBODY, WHICH, Nothing, verb
from tests.oracle.verbs_of_closing import ClosingVerbs
from tests.oracle.world import PEOPLE, at_ten, job_of, read_meeting

# Bo works here and belongs to no series; the others are mostly expected anyway.
GUEST = st.sampled_from(("bo",) * len(PEOPLE) + PEOPLE)
ANSWERS = ("support", "support", "support", "signpost", "more_needed", "not_accepted")
GOING_ON = ("go_on", "go_on", "go_on", "close")


class MeetingVerbs(ClosingVerbs):
    """Everything that happens at the meeting of the first centre."""

    def _meeting(self, status: str) -> Meeting:
        return self.pick(self.world.series.meetings.filter(status=status), 0)

    def read(self, meeting: Meeting) -> None:
        """Tell the oracle who is expected there and what is on the agenda."""
        self.oracle.meetings.setdefault(meeting.pk, facts.Meeting(meeting.centre_id, meeting.chair_id))
        read_meeting(self.oracle, meeting)

    @verb(by=BY)
    def open_next_meeting(self, by: str) -> None:
        """The day of the next meeting has come: its agenda fills itself, minutes not released yet are released."""
        self._open(by)

    def _open(self, by: str) -> None:
        following = self._meeting(MeetingStatus.PLANNED)
        if self.world.series.meetings.filter(status=MeetingStatus.RUNNING).exists():
            raise Nothing
        self.clock.move_to(max(timezone.localtime(), at_ten(following.on)))
        opened = services.open_meeting(meeting=following, by=self.person(by), on=self.on)
        self.read(opened)
        for at in self.oracle.meetings.values():
            at.released = at.released or (at.centre == opened.centre_id and at.known_at_close is not None)
        for made in services.plan_meetings(series=self.world.series, until=self.days(8), by=self.person("ada")):
            self.read(made)

    @verb(by=BY)
    def fill_next_agenda(self, by: str) -> None:
        """The agenda of a meeting that is planned is brought up to date, and who is expected there."""
        following = self._meeting(MeetingStatus.PLANNED)
        services.fill_agenda(meeting=following, by=self.person(by), on=self.on)
        following.refresh_from_db()
        self.read(following)

    @verb(by=BY)
    def take_late(self, by: str) -> None:
        """Referrals that came late are taken onto the agenda."""
        running = self._meeting(MeetingStatus.RUNNING)
        services.fill_agenda(meeting=running, by=self.person(by), on=self.on, late_too=True)
        self.read(running)

    @verb()
    def add_matter(self) -> None:
        """A matter of the team is added; an endless agenda would show nothing that two of them do not."""
        running = self._meeting(MeetingStatus.RUNNING)
        if running.items.filter(kind=ItemKind.OTHER).count() > 1:
            raise Nothing
        services.add_item(meeting=running, title="Summer", by=self.person("mara"))
        self.read(running)

    @verb(who=SOMEBODY, expected=st.booleans(), by=BY)
    def invite(self, who: str, expected: bool, by: str) -> None:
        """Somebody is expected from the next meeting on, or no longer is."""
        job = job_of(self.person(who), self.world.centres["alder"])
        if job is None:
            raise Nothing
        change = {"add" if expected else "remove": [job]}
        services.change_series_members(series=self.world.series, **change, by=self.person(by), on=self.on)
        for planned in self.world.series.meetings.filter(status=MeetingStatus.PLANNED):
            self.read(planned)

    @verb(who=GUEST, which=WHICH, by=BY)
    def invite_guest(self, who: str, which: int, by: str) -> None:
        """Somebody is invited to one item of a meeting that runs or is planned."""
        self._invite(who, which, by)

    def _invite(self, who: str, which: int, by: str) -> None:
        under_way = (MeetingStatus.RUNNING, MeetingStatus.PLANNED)
        item = self.pick(AgendaItem.objects.filter(meeting__series=self.world.series, meeting__status__in=under_way,
                                                   status=ItemStatus.WAITING), which)  # fmt: skip
        self._invite_to(item, who, by)

    def _invite_to(self, item: AgendaItem, who: str, by: str) -> None:
        job = job_of(self.person(who), self.world.centres["alder"])
        if job is None:
            raise Nothing
        services.invite_guest(item=item, membership=job, by=self.person(by))
        self.read(item.meeting)

    @verb(which=WHICH, by=BY)
    def uninvite_guest(self, which: int, by: str) -> None:
        """An invitation to one item is taken back."""
        invitations = GuestItem.objects.filter(item__meeting__series=self.world.series)
        if not invitations.exists():
            self._invite("bo", which, "mara")
        asked = self.pick(invitations.all(), which)
        services.uninvite_guest(item=asked.item, person=asked.attendance.user, by=self.person(by))
        self.read(asked.item.meeting)

    @verb(who=SOMEBODY, status=st.sampled_from((MeetingStatus.RUNNING, MeetingStatus.PLANNED)))
    def change_chair(self, who: str, status: str) -> None:
        """Somebody else takes the chair: for an excluded agency, too."""
        meeting = self._meeting(status)
        changed = services.change_chair(meeting=meeting, chair=self.person(who), by=self.person("mara"))
        self.read(changed)

    @verb(which=WHICH, answer=st.sampled_from(ANSWERS), going_on=st.sampled_from(GOING_ON), lead=SOMEBODY,
          owner=SOMEBODY, by=BY)  # fmt: skip
    def decide(self, which: int, answer: str, going_on: str, lead: str, owner: str, by: str) -> None:
        """The meeting decides on an item: with an action, and somebody who is asked to lead if nobody does."""
        running = self._meeting(MeetingStatus.RUNNING)
        rows = running.items.filter(status=ItemStatus.WAITING).select_related("case", "family", "review")
        item = self.pick(rows, which)
        job = Membership.objects.filter(user=self.person(owner), centre=running.centre).in_force(self.on).last()
        actions = [services.NewAction("zqtask", self.person(owner), job.agency, self.days(3))] if job else []
        kind = {ItemKind.REFERRAL: answer, ItemKind.OTHER: "noted", ItemKind.REFLECTION: "noted",
                ItemKind.PART: "agreed" if actions else "noted"}.get(item.kind, going_on)  # fmt: skip
        goes_on = item.case and item.kind != ItemKind.PART and kind != "close"
        wanted = kind == "support" or (goes_on and not item.case.leads.filter(
            status__in=("offered", "accepted")).exists())  # fmt: skip
        made = services.decide(
            item=item, version=item.version, kind=kind, reason="It helps", actions=actions if item.family else [],
            lead=self.person(lead) if wanted else None, closing="goals_met" if kind == "close" else "",
            review=services.ReviewRatings(5, 5) if item.holds_review else None, by=self.person(by), on=self.on,
        )  # fmt: skip
        self._followed(AgendaItem.objects.select_related("case").get(pk=item.pk), made)

    def _followed(self, item: Any, made: Any) -> None:
        """What came of it, for the oracle."""
        self.oracle.meetings[item.meeting_id].decided.add(item.pk)
        if item.case:
            told = self.oracle.cases.setdefault(item.case_id, facts.Case(item.family_id))
            if made.lead:
                told.asked, told.asked_for = made.lead.user_id, made.lead.agency_id
            if made.kind == "close":
                self.closed(told)
            self.read_reviews(item.case)
        for one in made.actions.all():
            self.oracle.actions[one.pk] = facts.Action(one.centre_id, one.owner_id, one.case_id)

    @verb(by=BY)
    def close_meeting(self, by: str) -> None:
        """The minutes are made: they remember which agencies could know of which family."""
        self._close(by)

    def _close(self, by: str) -> None:
        running = self._meeting(MeetingStatus.RUNNING)
        came = {one.pk: ("present", "") for one in running.attendance.all()}
        services.record_attendance(meeting=running, attendance=came, by=self.person("mara"))
        services.close_meeting(meeting=running, by=self.person(by), on=self.on)
        self.oracle.meetings[running.pk].known_at_close = {
            pk: {agency for agency, included in family.wishes.items() if included} if self.oracle.agreed(pk) else set()
            for pk, family in self.oracle.families.items()
        }

    @verb(which=WHICH, by=BY)
    def release_minutes(self, which: int, by: str) -> None:
        """Everybody expected reads their edition; opening the next meeting does the same."""
        waiting = Minutes.objects.waiting_for_release().filter(meeting__series=self.world.series)
        if not waiting.exists() and which % 4 == 0:  # making minutes takes long: now and then is enough
            self._close("mara")
        found = self.pick(waiting.all(), which)
        services.release_minutes(minutes=found, by=self.person(by), on=self.on)
        self.oracle.meetings[found.meeting_id].released = True

    @verb(which=WHICH)
    def approve_minutes(self, which: int) -> None:
        """A later meeting approves the minutes: invitations to the one before end. If need be it is held first."""
        drafts = Minutes.objects.filter(meeting__series=self.world.series, status="draft")
        if not drafts.exists() and which % 4 == 0:
            self._close("mara")
        if not self.world.series.meetings.filter(status=MeetingStatus.RUNNING).exists():
            self._open("mara")
        draft, running = self.pick(drafts.all(), which), self._meeting(MeetingStatus.RUNNING)
        services.approve_minutes(minutes=draft, at=running, by=self.person("mara"), on=self.on)
        self.oracle.meetings[draft.meeting_id].approved = True
