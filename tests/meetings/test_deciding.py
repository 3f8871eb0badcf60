"""Recording what the meeting decided, and taking it back."""

from datetime import timedelta

import pytest

from audit.models import Entry
from cases.models import Action, Case
from cases.services import accept_lead
from cases.status import ActionStatus, CaseStatus, LeadStatus
from inputs.errors import NotAllowed, RuleBroken
from meetings.models import Decision
from meetings.services import NewAction, ReviewRatings, decide, undo_decision
from meetings.status import DecisionKind, ItemStatus, MeetingStatus
from referrals.status import FeedbackKind, ReferralStatus
from tests.factories import cases, centres, meetings
from tests.factories.centres import days_ago, today

pytestmark = pytest.mark.django_db


def at_the_meeting(make=meetings.referral_item, **fields):
    """A team and an item of its running meeting."""
    team = meetings.team()
    return team, make(meetings.running_meeting(team), team, **fields)


def decided(item, team, **facts):
    """Decide the item."""
    given = {"version": item.version, "kind": DecisionKind.SIGNPOST, "reason": "It fits best.", "by": team.manager}
    return decide(item=item, on=today(), **{**given, **facts})


def supported(item, team, **facts):
    """Agree support, led by the family support worker."""
    return decided(item, team, **{"kind": DecisionKind.SUPPORT, "lead": team.support_worker, **facts})


def ratings(**fields):
    """The ratings of a review."""
    return ReviewRatings(**{"worker_rating": 6, "family_rating": 7, **fields})


def broken(code, item, team, **facts):
    """The decision is refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        decided(item, team, **facts)
    assert error.value.code == code, error.value.sentence
    return error.value


def test_support_opens_a_case_with_a_first_review():
    team, item = at_the_meeting()
    supported(item, team, next_review_on=days_ago(-28))
    case = Case.objects.get(referral=item.referral)
    assert (case.status, cases.pending_review(case).due_on) == (CaseStatus.OPEN, days_ago(-28))


def test_support_offers_the_family_to_a_lead_professional():
    team, item = at_the_meeting()
    decision = supported(item, team, family_view="They know Sam from the playgroup.")
    assert (decision.lead.user, decision.lead.status) == (team.support_worker, LeadStatus.OFFERED)
    assert decision.lead.family_view == "They know Sam from the playgroup."


def test_support_answers_the_referrer_in_plain_words():
    team, item = at_the_meeting()
    supported(item, team, next_review_on=days_ago(-42))
    item.referral.refresh_from_db()
    words = item.referral.feedback.get(kind=FeedbackKind.DECISION).words
    assert item.referral.status == ReferralStatus.ACCEPTED
    assert "Sam Worth has been asked to be the family's lead professional." in words


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (DecisionKind.SIGNPOST, ReferralStatus.SIGNPOSTED),
        (DecisionKind.MORE_NEEDED, ReferralStatus.MORE_NEEDED),
        (DecisionKind.NOT_ACCEPTED, ReferralStatus.NOT_ACCEPTED),
    ],
)
def test_every_decision_answers_the_referral(kind, status):
    team, item = at_the_meeting()
    decided(item, team, kind=kind)
    item.referral.refresh_from_db()
    assert (item.referral.status, item.referral.feedback.count()) == (status, 1)


def test_actions_are_agreed_each_with_one_owner_agency_and_date():
    team, item = at_the_meeting()
    action = NewAction("Ring the family", team.support_worker, team.council, days_ago(-7))
    decision = supported(item, team, actions=[action])
    agreed = decision.actions.get()
    assert (agreed.owner, agreed.agency, agreed.due_on) == (team.support_worker, team.council, days_ago(-7))
    assert agreed.case.referral == item.referral


def test_the_decision_keeps_reason_alternatives_dissent_and_services():
    team, item = at_the_meeting()
    service = centres.service(team.centre, name="Chatterbox")
    decision = decided(item, team, alternatives="A joint visit.", dissent="Housing.", services=[service])
    item.refresh_from_db()
    assert (decision.reason, decision.alternatives, decision.dissent) == ("It fits best.", "A joint visit.", "Housing.")
    assert (list(decision.services.all()), item.status) == ([service], ItemStatus.DECIDED)


def test_a_chair_who_is_a_health_visitor_can_decide():
    team = meetings.team()
    item = meetings.referral_item(meetings.running_meeting(team, chair=team.health_visitor), team)
    assert supported(item, team, by=team.health_visitor).lead


def test_a_participant_cannot_decide():
    team, item = at_the_meeting()
    with pytest.raises(NotAllowed):
        decided(item, team, by=team.support_worker)


def test_a_chair_whose_agency_the_family_leaves_out_cannot_decide():
    team = meetings.team()
    meeting = meetings.running_meeting(team, chair=team.housing_officer)
    item = meetings.referral_item(meeting, team)
    with pytest.raises(NotAllowed):
        decided(item, team, by=team.housing_officer)


def test_a_manager_of_another_centre_cannot_decide():
    team, item = at_the_meeting()
    with pytest.raises(NotAllowed):
        decided(item, team, by=centres.manager(centres.centre()))


def test_a_chair_whose_membership_has_ended_cannot_decide():
    team = meetings.team()
    item = meetings.referral_item(meetings.running_meeting(team, chair=team.health_visitor), team)
    team.health_visitor.memberships.update(ends_on=days_ago(1))
    with pytest.raises(NotAllowed):
        decided(item, team, by=team.health_visitor)


def test_nothing_is_decided_before_the_meeting_opens():
    team = meetings.team()
    broken("meeting_not_open", meetings.referral_item(meetings.meeting(team), team), team)


def test_nothing_is_decided_after_the_meeting_closed():
    team = meetings.team()
    broken("meeting_closed", meetings.referral_item(meetings.closed_meeting(team), team), team)


def test_an_item_is_decided_once():
    team, item = at_the_meeting()
    decided(item, team)
    error = broken("already_decided", item, team)
    assert "Marion Field has recorded a decision" in error.sentence


def test_nobody_decides_over_what_somebody_else_has_changed():
    team, item = at_the_meeting()
    broken("stale_item", item, team, version=item.version - 1)


def test_somebodys_own_saving_as_they_type_does_not_stand_in_the_way():
    team, item = at_the_meeting(version=2)
    item.saved_by = team.manager
    item.save()
    assert decided(item, team, version=1)


def test_a_decision_needs_a_kind():
    team, item = at_the_meeting()
    broken("no_decision", item, team, kind="")


def test_a_referral_cannot_be_decided_like_a_review():
    team, item = at_the_meeting()
    broken("wrong_decision", item, team, kind=DecisionKind.GO_ON)


def test_a_decision_needs_a_reason():
    team, item = at_the_meeting()
    assert broken("no_reason", item, team, reason="  ").field == "reason"


def test_support_needs_somebody_who_is_asked_to_lead():
    team, item = at_the_meeting()
    assert broken("no_lead", item, team, kind=DecisionKind.SUPPORT).field == "lead"


def test_support_needs_an_agreement_in_force():
    team, item = at_the_meeting()
    item.family.agreements.update(until=days_ago(1))
    broken("no_agreement", item, team, kind=DecisionKind.SUPPORT, lead=team.support_worker)


def test_a_family_that_no_longer_agrees_can_be_declined_by_the_manager():
    team, item = at_the_meeting()
    item.family.agreements.update(until=days_ago(1))
    assert decided(item, team, kind=DecisionKind.NOT_ACCEPTED)


def test_somebody_of_an_agency_the_family_leaves_out_cannot_be_asked_to_lead():
    team, item = at_the_meeting()
    broken("may_not_lead", item, team, kind=DecisionKind.SUPPORT, lead=team.housing_officer)


def test_an_action_is_not_given_to_an_agency_the_family_leaves_out():
    team, item = at_the_meeting()
    action = NewAction("Look at the damp", team.housing_officer, team.housing, days_ago(-7))
    broken("agency_left_out", item, team, actions=[action])


def test_an_action_is_not_agreed_for_a_day_that_is_over():
    team, item = at_the_meeting()
    action = NewAction("Ring", team.support_worker, team.council, days_ago(1))
    broken("action_in_the_past", item, team, actions=[action])


def test_passing_on_says_what_was_done_now():
    team, item = at_the_meeting()
    assert broken("nothing_done_now", item, team, kind=DecisionKind.PASS_ON).field == "done_now"


def test_passing_on_tells_the_referrer_what_was_done():
    team, item = at_the_meeting()
    decided(item, team, kind=DecisionKind.PASS_ON, done_now="Duty desk rung at 3pm.")
    assert "Duty desk rung at 3pm." in item.referral.feedback.get().words


def test_the_next_review_is_at_most_six_weeks_away():
    team, item = at_the_meeting()
    far = days_ago(-43)
    broken("review_too_far", item, team, kind=DecisionKind.SUPPORT, lead=team.support_worker, next_review_on=far)


def test_if_one_part_is_refused_nothing_is_recorded():
    team, item = at_the_meeting()
    cases.case_without_lead(of=item.family)
    broken("already_open", item, team, kind=DecisionKind.SUPPORT, lead=team.support_worker)
    item.referral.refresh_from_db()
    assert (item.referral.status, Decision.objects.count()) == (ReferralStatus.SUBMITTED, 0)


def test_a_review_is_held_with_both_ratings():
    team, item = at_the_meeting(meetings.review_item)
    decided(item, team, kind=DecisionKind.GO_ON, review=ratings(what_changed="First words"))
    item.review.refresh_from_db()
    assert (item.review.held_on, item.review.worker_rating, item.review.family_rating) == (today(), 6, 7)
    assert cases.pending_review(item.case).due_on == today() + timedelta(days=42)


def test_a_review_needs_the_workers_rating():
    team, item = at_the_meeting(meetings.review_item)
    facts = {"kind": DecisionKind.GO_ON, "review": ratings(worker_rating=None)}
    assert broken("no_worker_rating", item, team, **facts).field == "worker_rating"


def test_a_review_needs_the_familys_own_rating_or_why_there_is_none():
    team, item = at_the_meeting(meetings.review_item)
    broken("no_family_rating", item, team, kind=DecisionKind.GO_ON, review=ratings(family_rating=None))


def test_a_review_held_meanwhile_is_decided_like_progress():
    team, item = at_the_meeting(meetings.review_item)
    held = {"held_on": days_ago(1), "worker_rating": 5, "family_rating": 5, "decision": "go_on", "reason": "It helps"}
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


def test_deciding_is_logged_without_what_was_said():
    team, item = at_the_meeting()
    decided(item, team, reason="Something private")
    entry = Entry.objects.get(verb="decide")
    assert entry.detail["kind"] == "signpost"
    assert "private" not in str(entry.detail)


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
