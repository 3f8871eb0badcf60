"""What each person at a meeting may do there: one line for each question, written by hand from access.md.

What a role alone decides stands in tests/access/test_roles.py.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from centres.models import Membership
from centres.status import Role
from consent.models import KindWish
from consent.status import Information
from meetings import policies
from meetings.models import Attendance, Meeting
from tests.days import days_ago
from tests.factories import cases, centres, meetings

pytestmark = pytest.mark.django_db
CASEWORK = {"manager", "chair", "lead", "expected", "left_out", "guest", "colleague"}
ALL = CASEWORK | {"administrator", "information", "elsewhere"}
RUNS = {"manager", "chair"}
KEEPS = {"manager", "administrator"}
SEES = {"manager", "chair", "lead", "expected", "guest"}


class At:
    """A running meeting with the item of a family that does not let housing know, and everybody around it."""

    def __init__(self) -> None:
        self.team = meetings.team()
        here = self.team.centre
        self.manager, self.chair = self.team.manager, self.team.health_visitor
        self.lead, self.expected = self.team.support_worker, self.team.social_worker
        self.left_out = self.team.housing_officer
        self.guest, self.colleague = (centres.member(here, Role.SPECIALIST, of=self.team.trust) for _ in range(2))
        self.administrator = centres.administrator(here, of=self.team.council)
        self.information = centres.member(here, Role.INFORMATION_LEAD, of=self.team.council)
        self.elsewhere = centres.manager(centres.centre(), of=self.team.trust)
        self.meeting = meetings.running_meeting(self.team, chair=self.chair)
        self.item = meetings.progress_item(self.meeting, self.team)
        self.matter = meetings.other_item(self.meeting)
        meetings.guest(self.guest, self.item)
        self.minutes = meetings.draft_minutes(meetings.closed_meeting(self.team, chair=self.chair), by=self.chair)

    def who(self, may: Callable[[Any], Any]) -> set[str]:
        """For whom the answer is yes."""
        return {name for name in ALL if may(getattr(self, name))}

    def keeps(self, kind: str, *who: Any) -> None:
        """The family keeps a kind of information from their agencies."""
        for agency in {Membership.objects.get(user=one).agency for one in who}:
            said = {"included": False, "recorded_by": self.manager}
            KindWish.objects.create(family=self.item.family, agency=agency, kind=kind, **said)


@pytest.fixture
def at():
    """The meeting."""
    return At()


TABLE: dict[str, tuple[Callable[[Any, At], Any], set[str]]] = {
    "run it": (lambda one, at: policies.may_run(one, at.meeting), RUNS),
    "fill it": (lambda one, at: policies.may_fill(one, at.meeting), RUNS),
    "change its date": (lambda one, at: policies.may_change_date(one, at.meeting), RUNS | KEEPS),
    "plan": (lambda one, at: policies.may_plan(one, at.team.series), KEEPS),
    "see how they went": (
        lambda one, at: policies.may_see_over_time(one, at.team.series), CASEWORK - {"guest", "colleague"} | KEEPS,
    ),
    "say that somebody is away": (
        lambda one, at: policies.may_say_away(one, at.lead, at.team.centre.pk), KEEPS | {"lead"},
    ),
    "decide": (lambda one, at: policies.may_decide(one, at.item), RUNS),
    "decide a matter of the team": (lambda one, at: policies.may_decide(one, at.matter), RUNS),
    "choose guests": (lambda one, at: policies.may_choose_guests(one, at.item), RUNS),
    "make the letter": (lambda one, at: policies.may_make_letter(one, at.item), RUNS | {"lead"}),
    "give the trust's view": (lambda one, at: policies.may_give_view(one, at.item, at.team.trust), RUNS | {"guest"}),
    "give the council's view": (
        lambda one, at: policies.may_give_view(one, at.item, at.team.council), RUNS | {"lead", "expected"},
    ),
    "give housing's view": (lambda one, at: policies.may_give_view(one, at.item, at.team.housing), RUNS),
    "give housing's view of the team's": (
        lambda one, at: policies.may_give_view(one, at.matter, at.team.housing), RUNS | {"left_out"},
    ),
    "release": (lambda one, at: policies.may_release(one, at.minutes), RUNS),
    "approve": (lambda one, at: policies.may_approve(one, at.meeting), RUNS),
    "correct": (lambda one, at: policies.may_correct(one, at.minutes), RUNS),
}  # fmt: skip


@pytest.mark.parametrize("question", TABLE)
def test_who_may(at, question):
    asked, expected = TABLE[question]
    assert at.who(lambda one: asked(one, at)) == expected


def test_the_clock_plans_and_fills(at):
    assert policies.may_plan(None, at.team.series) and policies.may_fill(None, at.meeting)


def test_a_chair_whom_the_family_leaves_out_decides_only_matters_of_the_team(at):
    at.meeting.chair = at.left_out
    at.item.meeting = at.matter.meeting = at.meeting
    assert at.who(lambda one: policies.may_decide(one, at.item)) == {"manager"}
    assert at.who(lambda one: policies.may_choose_guests(one, at.item)) == {"manager"}
    assert at.who(lambda one: policies.may_decide(one, at.matter)) == {"manager", "left_out"}
    assert at.who(lambda one: policies.may_make_letter(one, at.item)) == {"manager", "lead"}


def test_a_chair_from_whom_the_family_keeps_its_plan_decides_nothing_of_it(at):
    at.keeps(Information.PLAN, at.chair)
    assert at.who(lambda one: policies.may_decide(one, at.item)) == {"manager"}
    assert at.who(lambda one: policies.may_make_letter(one, at.item)) == {"manager", "lead"}


def test_a_lead_from_whom_the_family_keeps_its_plan_makes_no_letter(at):
    at.keeps(Information.PLAN, at.lead)
    assert at.who(lambda one: policies.may_make_letter(one, at.item)) == RUNS


def test_a_lead_makes_no_letter_about_a_family_without_a_case(at):
    at.item = meetings.referral_item(at.meeting, at.team)
    assert at.who(lambda one: policies.may_make_letter(one, at.item)) == RUNS


def test_who_stands_in_for_the_lead_makes_the_letter(at):
    cases.deputy(at.item.case, at.colleague)
    assert at.who(lambda one: policies.may_make_letter(one, at.item)) == RUNS | {"lead", "colleague"}


def test_whoever_runs_nothing_is_not_told_what_the_family_wishes(at):
    answers = [policies.may_choose_guests(one, at.item) for one in (at.left_out, at.colleague)]
    assert {one.because for one in answers} == {policies.ONLY_RUNNING}


def test_who_came_for_an_agency_to_another_meeting_gives_no_view_for_it_here(at):
    before = meetings.closed_meeting(at.team, on=days_ago(28))
    Attendance.objects.filter(meeting=before, user=at.expected).update(agency=at.team.trust)
    assert not policies.may_give_view(at.expected, at.item, at.team.trust)


def test_how_a_series_went_is_not_for_who_is_expected_at_another_one(at):
    other = meetings.series(at.team.centre, name="Early years panel")
    assert at.who(lambda one: policies.may_see_over_time(one, other)) == KEEPS


def test_the_list_of_families_that_nobody_leads_is_for_managers(at):
    assert at.who(policies.may_see_without_lead) == {"manager", "elsewhere"}


def test_what_somebody_leaves_is_for_a_manager_who_stays(at):
    for who, others in ((at.expected, {"manager"}), (at.manager, set())):
        leaving = meetings.leaving(Membership.objects.get(user=who, centre=at.team.centre))
        assert at.who(lambda one, leaving=leaving: policies.may_see_to(one, leaving)) == others
        assert ("You leave yourself" in policies.may_see_to(who, leaving).because) is (who == at.manager)


def test_whoever_chairs_another_meeting_runs_this_one_no_more(at):
    at.meeting.chair = at.expected
    assert at.who(lambda one: policies.may_run(one, at.meeting)) == {"manager", "expected"}


@pytest.mark.parametrize("role", [Role.INFORMATION_LEAD, Role.ADMINISTRATOR])
@pytest.mark.parametrize("question", ["run it", "decide", "choose guests", "make the letter", "fill it"])
def test_a_chair_who_works_with_families_no_more_may_nothing(at, question, role):
    Membership.objects.filter(user=at.chair).update(role=role)
    asked, expected = TABLE[question]
    assert at.who(lambda one: asked(one, at)) == expected - {"chair"}


def test_how_meetings_went_is_for_who_is_expected_at_one_to_come(at):
    Meeting.objects.filter(pk=at.meeting.pk).update(on=days_ago(1), status="closed", closed_at=timezone.now())
    assert at.who(lambda one: policies.may_see_over_time(one, at.team.series)) == KEEPS
