"""Recording what the meeting decided for a family that has a case, or for the team itself."""

import pytest

from cases.models import Action
from cases.rules import next_review_day
from cases.status import CaseStatus, LeadStatus
from meetings.services import NewAction
from meetings.status import DecisionKind
from tests.days import days_ago, today
from tests.factories import cases, meetings
from tests.meetings.decided import at_the_meeting, broken, decided, ratings

pytestmark = pytest.mark.django_db


def test_a_review_is_held_with_both_ratings():
    team, item = at_the_meeting(meetings.review_item)
    decided(item, team, kind=DecisionKind.GO_ON, review=ratings(what_changed="First words"))
    item.review.refresh_from_db()
    assert (item.review.held_on, item.review.worker_rating, item.review.family_rating) == (today(), 6, 7)
    assert cases.pending_review(item.case).due_on == next_review_day(item.case.centre, today())


def test_a_review_needs_the_workers_rating():
    team, item = at_the_meeting(meetings.review_item)
    facts = {"kind": DecisionKind.GO_ON, "review": ratings(worker_rating=None)}
    assert broken("no_worker_rating", item, team, **facts).field == "worker_rating"


def test_a_review_needs_the_familys_own_rating_or_why_there_is_none():
    team, item = at_the_meeting(meetings.review_item)
    broken("no_family_rating", item, team, kind=DecisionKind.GO_ON, review=ratings(family_rating=None))


def test_a_review_held_meanwhile_is_decided_like_progress():
    team, item = at_the_meeting(meetings.review_item)
    held = {"held_on": days_ago(1), "worker_rating": 5, "family_rating": 5, "decision": "go_on", "reason": "It helps",
            "held_where": "home", "present": "Mother"}  # fmt: skip
    type(item.review).objects.filter(pk=item.review.pk).update(**held)
    type(item.review).objects.create(case=item.case, due_on=days_ago(-20))
    assert decided(item, team, kind=DecisionKind.GO_ON)


def test_a_review_that_fell_away_leaves_an_item_that_can_be_decided():
    team, item = at_the_meeting(meetings.review_item)
    item.review.delete()
    assert decided(item, team, kind=DecisionKind.GO_ON)


def test_progress_steps_up():
    team, item = at_the_meeting(meetings.progress_item)
    decided(item, team, kind=DecisionKind.STEP_UP, tier=3)
    item.case.refresh_from_db()
    assert item.case.tier == 3


def test_there_is_no_step_beyond_the_tiers_of_the_team():
    team, item = at_the_meeting(meetings.progress_item)
    broken("no_such_step", item, team, kind=DecisionKind.STEP_DOWN, tier=1)


def test_progress_closes_the_case_with_its_outcome():
    team, item = at_the_meeting(meetings.progress_item)
    decided(item, team, kind=DecisionKind.CLOSE, closing="goals_met")
    item.case.refresh_from_db()
    assert (item.case.status, item.case.closing) == (CaseStatus.CLOSED, "goals_met")


def test_closing_needs_an_outcome():
    team, item = at_the_meeting(meetings.progress_item)
    assert broken("no_outcome", item, team, kind=DecisionKind.CLOSE).field == "closing"


def test_a_family_nobody_leads_does_not_go_on_without_somebody_asked():
    team, item = at_the_meeting(meetings.progress_item)
    item.case.leads.update(status=LeadStatus.ENDED)
    broken("no_lead", item, team, kind=DecisionKind.GO_ON)


def test_a_matter_of_the_team_is_noted_with_its_actions():
    team = meetings.team()
    item = meetings.other_item(meetings.running_meeting(team))
    action = NewAction("Book the hall", team.housing_officer, team.housing, days_ago(-7))
    decided(item, team, kind=DecisionKind.NOTED, actions=[action])
    assert Action.objects.get().case is None
