"""What the questions about goals, steppings up, who is around a family and reviews that are near count."""

import pytest

from cases.models import Goal, OtherInvolved, Review, SteppingUp, TeamMember
from cases.status import StepUpStatus
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db


def test_what_the_family_wants_now_comes_before_what_it_has_reached_or_given_up(case, lead):
    days = [{"reached_on": today()}, {"given_up_on": today(), "given_up_because": "Later."}, {}, {}]
    reached, given_up, *wanted = [cases.goal(case, by=lead, **fields) for fields in days]
    assert set(Goal.objects.open()) == set(wanted)
    assert set(Goal.objects.open_first()[:2]) == set(wanted)
    assert set(Goal.objects.open_first()[2:]) == {reached, given_up}


@pytest.mark.parametrize(("days", "near"), [(1, True), (0, True), (-14, True), (-15, False)])
def test_a_review_is_near_from_two_weeks_before_its_day(case, days, near):
    Review.objects.update(due_on=days_ago(days))
    assert Review.objects.near(today()).exists() is near


def test_no_review_of_a_closed_case_is_near(case):
    Review.objects.update(due_on=today())
    type(case).objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")
    assert not Review.objects.near(today()).exists()


@pytest.mark.parametrize(("days", "counts"), [(5, False), (4, True), (3, True)])
def test_a_yes_counts_from_the_day_on_which_it_was_said(case, lead, days, counts):
    answered = {"status": StepUpStatus.ACCEPTED, "answered_on": days_ago(days), "answered_by": "Duty team"}
    cases.step_up(case, by=lead, **answered)
    assert SteppingUp.objects.accepted_since(days_ago(4)).exists() is counts


def test_a_no_is_no_yes(case, lead):
    cases.step_up(case, by=lead, status=StepUpStatus.REFUSED, answered_on=today(), answered_by="Duty team")
    assert not SteppingUp.objects.accepted_since(days_ago(4)).exists()


@pytest.mark.parametrize(("until", "left"), [(1, True), (0, False), (-1, False), (None, False)])
def test_somebody_has_left_the_team_the_day_after_their_last(case, until, left):
    member = cases.team_member(case, centres.health_visitor(case.centre))
    TeamMember.objects.filter(pk=member.pk).update(until=None if until is None else days_ago(until))
    assert TeamMember.objects.left(today()).exists() is left


def test_who_else_is_involved_is_seen_with_the_case_and_of_health_only_by_who_may_know_it(case, lead):
    midwife, gp = (cases.other_involved(case, by=lead, kind=kind) for kind in ("midwife", "gp"))
    sees = lambda who: set(OtherInvolved.objects.visible_to(who))  # noqa: E731
    assert (sees(lead), sees(centres.health_visitor(case.centre))) == ({midwife, gp}, set())
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.HEALTH, by=lead)
    assert sees(lead) == {gp}
    assert set(OtherInvolved.objects.telling_of_health()) == {midwife}
    assert set(OtherInvolved.objects.but_health()) == {gp}


def test_who_was_involved_is_in_the_past_the_last_first(case, lead):
    days = [{"until": days_ago(9)}, {"until": days_ago(2)}, {}]
    first, second, still = [cases.other_involved(case, by=lead, **fields) for fields in days]
    assert list(OtherInvolved.objects.past()) == [second, first]
    assert list(OtherInvolved.objects.current()) == [still]
