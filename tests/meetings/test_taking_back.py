"""Taking a decision back."""

import pytest

from cases.models import Action, Case
from cases.services import accept_lead
from cases.status import ActionStatus
from inputs.errors import NotAllowed, RuleBroken
from meetings.models import Decision
from meetings.services import NewAction, undo_decision
from meetings.status import DecisionKind, ItemStatus, MeetingStatus
from referrals.status import ReferralStatus
from tests.days import days_ago, today
from tests.factories import cases, meetings
from tests.meetings.decided import at_the_meeting, decided, ratings, supported

pytestmark = pytest.mark.django_db


def test_taking_support_back_leaves_a_waiting_referral_and_no_case():
    team, item = at_the_meeting()
    action = NewAction("Ring the family", team.support_worker, team.council, days_ago(-7))
    supported(item, team, actions=[action])
    item = undo_decision(item=item, by=team.manager, on=today())
    item.referral.refresh_from_db()
    assert (item.status, item.referral.status) == (ItemStatus.WAITING, ReferralStatus.SUBMITTED)
    assert (Case.objects.count(), Action.objects.count(), Decision.objects.count()) == (0, 0, 0)


def test_after_taking_back_the_item_can_be_decided_anew():
    team, item = at_the_meeting()
    supported(item, team)
    item = undo_decision(item=item, by=team.manager, on=today())
    assert supported(item, team).lead.user == team.support_worker


def test_taking_a_step_back_restores_tier_review_and_actions():
    team, item = at_the_meeting(meetings.progress_item)
    due_on = cases.pending_review(item.case).due_on
    action = NewAction("Ring", team.support_worker, team.council, days_ago(-7))
    facts = {"kind": DecisionKind.STEP_UP, "tier": 3, "next_review_on": days_ago(-5), "actions": [action]}
    decided(item, team, **facts)
    undo_decision(item=item, by=team.manager, on=today())
    item.case.refresh_from_db()
    assert (item.case.tier, cases.pending_review(item.case).due_on) == (2, due_on)
    assert Action.objects.get().status == ActionStatus.TAKEN_BACK


def test_a_decision_is_not_taken_back_once_the_lead_has_accepted():
    team, item = at_the_meeting()
    accept_lead(lead=supported(item, team).lead, by=team.support_worker, on=today())
    with pytest.raises(RuleBroken) as error:
        undo_decision(item=item, by=team.manager, on=today())
    assert error.value.code == "cannot_undo"


def test_a_review_that_was_held_is_not_taken_back():
    team, item = at_the_meeting(meetings.review_item)
    decided(item, team, kind=DecisionKind.GO_ON, review=ratings())
    with pytest.raises(RuleBroken) as error:
        undo_decision(item=item, by=team.manager, on=today())
    assert error.value.code == "cannot_undo"


def test_a_case_that_was_closed_is_not_opened_again_by_taking_back():
    team, item = at_the_meeting(meetings.progress_item)
    decided(item, team, kind=DecisionKind.CLOSE, closing="goals_met")
    with pytest.raises(RuleBroken) as error:
        undo_decision(item=item, by=team.manager, on=today())
    assert error.value.code == "cannot_undo"


def test_a_decision_is_not_taken_back_after_the_meeting():
    team, item = at_the_meeting()
    decided(item, team)
    item.meeting.closed_at, item.meeting.status = item.meeting.opened_at, MeetingStatus.CLOSED
    item.meeting.save()
    with pytest.raises(RuleBroken) as error:
        undo_decision(item=item, by=team.manager, on=today())
    assert error.value.code == "meeting_closed"


def test_without_a_decision_there_is_nothing_to_take_back():
    team, item = at_the_meeting()
    with pytest.raises(RuleBroken) as error:
        undo_decision(item=item, by=team.manager, on=today())
    assert error.value.code == "not_decided"


def test_a_participant_cannot_take_a_decision_back():
    team, item = at_the_meeting()
    decided(item, team)
    with pytest.raises(NotAllowed):
        undo_decision(item=item, by=team.support_worker, on=today())
