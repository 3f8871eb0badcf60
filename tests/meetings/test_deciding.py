"""Recording what the meeting decided: who may, what must be true, and what a referral's answer sets in motion."""

import pytest

from audit.models import Entry
from cases.models import Case
from cases.status import CaseStatus, LeadStatus
from inputs.errors import NotAllowed
from meetings.models import Decision
from meetings.services import NewAction
from meetings.status import DecisionKind, ItemStatus
from referrals.status import FeedbackKind, ReferralStatus
from tests.days import days_ago
from tests.factories import cases, centres, meetings
from tests.meetings.decided import at_the_meeting, broken, decided, supported

pytestmark = pytest.mark.django_db


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


def test_deciding_is_logged_without_what_was_said():
    team, item = at_the_meeting()
    decided(item, team, reason="Something private")
    entry = Entry.objects.get(verb="decide")
    assert entry.detail["kind"] == "signpost"
    assert "private" not in str(entry.detail)
