"""What somebody sees of a meeting, its items and its minutes, in each role: expected, in the chair, or neither."""

import pytest

from centres.models import Membership
from centres.status import CASEWORK_ROLES, DIRECTORY_ROLES, Role
from consent.status import Information
from meetings.models import AgendaItem, Attendance, Leaving, Meeting, Minutes
from meetings.querysets import still_works_for_it
from tests.days import days_ago, today
from tests.factories import centres, families, meetings, sharing

pytestmark = pytest.mark.django_db
MANAGES = "You manage this centre."
EXPECTED = "You are expected at this meeting for an agency that the family lets know."
OF_TEAM = "You are expected at this meeting, and this is a matter of the team."
MEETING, FAMILYS, TEAMS, DRAFT, RELEASED = "meeting", "the family's item", "the team's item", "draft", "minutes"


class At:
    """A meeting with the item of a family that lets the council know, a matter of the team, and two minutes."""

    def __init__(self):
        self.team = meetings.team()
        self.meeting = meetings.running_meeting(self.team)
        self.item, self.matter = meetings.progress_item(self.meeting, self.team), meetings.other_item(self.meeting)
        self.before = [meetings.closed_meeting(self.team, on=days_ago(14 * n)) for n in (1, 2)]
        self.released = meetings.draft_minutes(self.before[0], by=self.team.manager)
        unreleased = {"released_at": None, "released_by": None}
        self.draft = meetings.draft_minutes(self.before[1], by=self.team.manager, **unreleased)

    def somebody(self, role):
        """Of the council, in that role, expected nowhere."""
        return centres.member(self.team.centre, role, of=self.team.council)

    def expect(self, who, *of):
        """They are expected at the meetings (all, if none is given)."""
        for meeting in of or (self.meeting, *self.before):
            Attendance.objects.create(meeting=meeting, user=who, agency=self.team.council, job="Worker")
        return who

    def sees(self, who):
        """What of it they see."""
        items, minutes = AgendaItem.objects.visible_to(who), Minutes.objects.visible_to(who)
        found = {
            MEETING: Meeting.objects.visible_to(who).filter(pk=self.meeting.pk), FAMILYS: items.filter(pk=self.item.pk),
            TEAMS: items.filter(pk=self.matter.pk), DRAFT: minutes.filter(pk=self.draft.pk),
            RELEASED: minutes.filter(pk=self.released.pk),
        }  # fmt: skip
        return {name for name, rows in found.items() if rows.exists()}

    def why(self, who, item=None):
        """The answer to "why can I see this?" of the family's item, or of another."""
        return AgendaItem.objects.seen_by(who, (item or self.item).pk).why


@pytest.fixture
def at():
    return At()


def by_role(role, *, casework):
    """A manager sees everything, an administrator that there is a meeting, an information lead nothing."""
    if role == Role.CENTRE_MANAGER:
        return {MEETING, FAMILYS, TEAMS, DRAFT, RELEASED}
    if role == Role.ADMINISTRATOR:
        return {MEETING}
    return casework if role in CASEWORK_ROLES else set()


@pytest.mark.parametrize("role", Role)
def test_who_is_expected_nowhere(at, role):
    who = at.somebody(role)
    assert at.sees(who) == by_role(role, casework=set())
    assert at.why(who) == ([MANAGES] if role == Role.CENTRE_MANAGER else [])


@pytest.mark.parametrize("role", Role)
def test_who_is_expected(at, role):
    who = at.expect(at.somebody(role))
    assert at.sees(who) == by_role(role, casework={MEETING, FAMILYS, TEAMS, RELEASED})
    manages = [MANAGES] if role == Role.CENTRE_MANAGER else []
    assert at.why(who) == manages + ([EXPECTED] if role in CASEWORK_ROLES else [])
    assert at.why(who, at.matter) == manages + ([OF_TEAM] if role in CASEWORK_ROLES else [])


@pytest.mark.parametrize("role", Role)
def test_who_comes_as_a_guest(at, role):
    who = at.somebody(role)
    meetings.guest(who, at.item, at.matter)
    seen = at.sees(who)
    assert seen == by_role(role, casework={MEETING, FAMILYS, TEAMS})
    manages = [MANAGES] if role == Role.CENTRE_MANAGER else []
    guest = [at.why(who, item) for item in (at.item, at.matter)]
    assert [len(one) for one in guest] == [len(manages) + (role in CASEWORK_ROLES)] * 2


def test_an_invitation_ends_with_the_approval_of_these_minutes_and_of_no_others(at):
    who, guest = at.expect(at.somebody(Role.SPECIALIST)), at.somebody(Role.SPECIALIST)
    meetings.guest(guest, at.item, at.matter)
    why = lambda: [bool(at.why(one, item)) for one in (who, guest) for item in (at.item, at.matter)]  # noqa: E731
    approved = {"status": "approved", "approved_on": today(), "approved_by": at.team.manager}
    Minutes.objects.filter(pk=at.released.pk).update(**approved)
    draft = meetings.draft_minutes(at.meeting, by=at.team.manager)
    before = why()
    Minutes.objects.filter(pk=draft.pk).update(**approved)
    assert (before, why()) == ([True] * 4, [False] * 4)


def test_who_works_for_the_agency_at_another_centre_only_comes_for_nobody_here(at):
    who = at.expect(at.somebody(Role.SPECIALIST))
    Membership.objects.filter(user=who).update(centre=centres.centre())
    centres.health_visitor(at.team.centre, user=who)
    assert (at.why(who), at.why(who, at.matter)) == ([], [OF_TEAM])


def test_the_newest_minutes_of_each_meeting_and_those_that_wait_for_release(at):
    second = {"version": 2, "correction": "A name."}
    corrected = meetings.draft_minutes(at.before[0], by=at.team.manager, **second)
    assert set(Minutes.objects.latest()) == {corrected, at.draft}
    assert list(Minutes.objects.waiting_for_release()) == [at.draft]


@pytest.mark.parametrize("role", Role)
def test_who_has_the_chair(at, role):
    who = at.somebody(role)
    Meeting.objects.update(chair=who)
    assert at.sees(who) == by_role(role, casework={MEETING, DRAFT, RELEASED})


@pytest.mark.parametrize("role", Role)
def test_who_works_at_another_centre_now_sees_nothing_whatever_they_were(at, role):
    who = at.expect(at.somebody(role))
    Meeting.objects.update(chair=who)
    Membership.objects.filter(user=who).update(centre=centres.centre())
    assert (at.sees(who), at.why(who)) == (set(), [])


def test_who_is_expected_at_another_meeting_sees_nothing_of_this_one(at):
    who = at.expect(at.somebody(Role.SPECIALIST), at.before[0])
    assert at.sees(who) == {RELEASED}


def test_what_another_family_lets_an_agency_know_opens_nothing(at):
    who = at.expect(at.somebody(Role.SPECIALIST))
    at.item.family.wishes.filter(agency=at.team.council).delete()
    families.wish(families.family(at.team.centre), at.team.council, by=who)
    assert at.sees(who) == {MEETING, TEAMS, RELEASED}


@pytest.mark.parametrize("role", Role)
def test_what_the_family_keeps_is_kept_from_everybody_but_the_manager(at, role):
    who = at.expect(at.somebody(role))
    sharing.kept(at.item.family, at.team.council, Information.HEALTH, by=at.team.manager)
    knows = Information.HEALTH in AgendaItem.objects.seen_by(who, at.item.pk).kinds
    assert knows is (role == Role.CENTRE_MANAGER)


def test_of_a_matter_of_the_team_nothing_is_kept(at):
    who = at.expect(at.somebody(Role.SPECIALIST))
    assert AgendaItem.objects.seen_by(who, at.matter.pk).kinds == set(Information.values)


@pytest.mark.parametrize("role", CASEWORK_ROLES)
def test_items_whose_plan_one_may_know(at, role):
    who = at.expect(at.somebody(role))
    known = lambda: set(AgendaItem.objects.whose_plan_is_known_to(who))  # noqa: E731
    before = known()
    sharing.kept(at.item.family, at.team.council, Information.PLAN, by=at.team.manager)
    assert before == {at.item, at.matter}
    assert known() == ({at.item, at.matter} if role == Role.CENTRE_MANAGER else {at.matter})


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_office_work_shows_no_family_that_keeps_its_plan(at, role):
    who = at.somebody(role)
    sharing.kept(at.item.family, at.team.council, Information.PLAN, by=at.team.manager)
    assert set(AgendaItem.objects.whose_plan_is_known_to(who)) == {at.matter}


@pytest.mark.parametrize("role", Role)
def test_whoever_is_expected_comes_as_long_as_they_work_with_families(at, role):
    at.expect(who := at.somebody(role), at.meeting)
    comes = at.meeting.attendance.filter(still_works_for_it(), user=who)
    assert comes.exists() is (role in CASEWORK_ROLES)


@pytest.mark.parametrize("role", Role)
def test_who_leaves_is_seen_by_themselves_and_by_whoever_keeps_the_directory(at, role):
    job = Membership.objects.get(user=at.somebody(Role.SPECIALIST))
    made = meetings.leaving(job, asked_by=at.team.manager, ends_on=today())
    there, elsewhere = at.somebody(role), centres.member(centres.centre(), role)
    seen = [Leaving.objects.visible_to(who).exists() for who in (job.user, there, elsewhere)]
    assert made and seen == [True, role in DIRECTORY_ROLES, False]
