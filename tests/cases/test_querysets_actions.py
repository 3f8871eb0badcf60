"""What the questions about actions, offers, reviews and the team count, each asked directly."""

import pytest

from cases.models import Action, Case, Offer, Review, TeamMember
from cases.querysets.record import ASK_AFTER
from cases.status import ActionStatus, NextStep, OfferStatus, PassOnStatus
from centres.models import Membership
from centres.status import CASEWORK_ROLES, Role
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, families, sharing

pytestmark = pytest.mark.django_db


def sees(model, who):
    return set(model.objects.visible_to(who))


def member(case):
    who = centres.health_visitor(case.centre)
    cases.team_member(case, who)
    return who


@pytest.mark.parametrize("role", Role)
def test_of_the_teams_own_actions_each_sees_theirs_in_a_job_with_families_and_the_manager_all(role):
    at = centres.centre()
    who, other = centres.health_visitor(at), centres.health_visitor(at)
    mine, theirs = cases.action(who, at), cases.action(other, at)
    Membership.objects.filter(user=who).update(role=role)
    seen = {mine} if role in CASEWORK_ROLES else set()
    assert sees(Action, who) == (seen | {theirs} if role == Role.CENTRE_MANAGER else seen)
    Membership.objects.filter(user=who).update(centre=centres.centre())
    assert sees(Action, who) == set()


def test_what_there_is_to_do_for_a_family_is_seen_with_its_plan_and_by_whoever_does_it(case, lead):
    owner, who = centres.health_visitor(case.centre), member(case)
    mine, other = (cases.action(one, case.centre, case=case) for one in (owner, lead))
    elsewhere = cases.action(owner, case.centre, case=cases.led_case(at=case.centre))
    assert (sees(Action, who), sees(Action, owner)) == ({mine, other}, {mine, elsewhere})
    sharing.kept(case.family, cases.agency_of(who, case.centre), Information.PLAN, by=lead)
    assert (sees(Action, who), sees(Action, owner)) == (set(), {mine, elsewhere})
    families.wish(case.family, cases.agency_of(owner, case.centre), by=lead, included=False)
    assert sees(Action, owner) == {elsewhere}


def test_an_action_has_no_doer_when_its_owner_left_and_it_is_still_to_do(case):
    owner = centres.health_visitor(case.centre)
    made, done = cases.action(owner, case.centre, case=case), cases.done_action(owner, case.centre, case=case)
    cases.action(cases.lead_of(case), case.centre, case=case)
    assert not Action.objects.without_doer(today()).exists()
    Membership.objects.filter(user=owner).update(ends_on=days_ago(1))
    assert list(Action.objects.without_doer(today())) == [made] and done.status == ActionStatus.DONE


@pytest.mark.parametrize(("days", "late"), [(1, True), (0, False), (-1, False)])
def test_an_action_is_late_the_day_after_its_own(case, lead, days, late):
    cases.action(lead, case.centre, case=case, due_on=days_ago(days))
    cases.done_action(lead, case.centre, case=case, due_on=days_ago(9))
    assert Action.objects.overdue(today()).count() == late


# --- offers ---------------------------------------------------------------------------------------------------------


def refused(case, **fields):
    by = cases.lead_of(case)
    given = {"status": OfferStatus.REFUSED, "answered_on": days_ago(2), "on": days_ago(5), **fields}
    return cases.offer(case, by=by, **given)


def then(case, status):
    """What comes next after a refusal: an action that is in this state."""
    by = cases.lead_of(case)
    action = cases.action(by, case.centre, case=case)
    ended = {"finished_on": today(), "result": "Rang."} if status != ActionStatus.OPEN else {}
    Action.objects.filter(pk=action.pk).update(status=status, **ended)
    return {"next_step": NextStep.ASK, "next_action": action, "next_on": today(), "next_by": by}


STATES = [ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.NOT_DONE, ActionStatus.TAKEN_BACK]


@pytest.mark.parametrize("status", [None, *STATES])
@pytest.mark.parametrize("since", [False, True])
def test_after_a_refusal(case, status, since):
    """What waits for a next step, what is not settled, what was not tried; `since`: something was offered after it."""
    beside = cases.led_case(at=case.centre)
    made = refused(case, **(then(case, status) if status else {}))
    cases.offer(beside, by=cases.lead_of(beside), on=today())
    cases.action(cases.lead_of(beside), beside.centre, case=beside)
    if since:
        cases.offer(case, by=cases.lead_of(case), on=today())
    nothing = status in {None, ActionStatus.NOT_DONE, ActionStatus.TAKEN_BACK} and not since
    untried = status != ActionStatus.DONE and not since
    of = case.offers
    assert (made in of.waiting_for_next()) is nothing
    assert (made in of.unsettled()) is (nothing or status == ActionStatus.OPEN)
    assert (made in of.untried()) is untried
    assert not beside.offers.unsettled().exists()


def test_that_nothing_more_is_offered_now_settles_a_refusal(case, lead):
    said = {"next_step": NextStep.NOTHING_NOW, "next_because": "They moved.", "next_on": today(), "next_by": lead}
    refused(case, **said)
    for left in (case.offers.waiting_for_next(), case.offers.unsettled(), case.offers.untried()):
        assert not left.exists()


@pytest.mark.parametrize(("days", "asks"), [(27, False), (28, True), (29, True)])
def test_four_weeks_after_a_yes_it_is_asked_whether_it_helped(case, lead, days, asks):
    assert ASK_AFTER.days == 28
    yes = cases.offer(case, by=lead, status=OfferStatus.ACCEPTED, on=days_ago(40), answered_on=days_ago(days))
    refused(case, on=days_ago(60), answered_on=days_ago(50))
    assert list(Offer.objects.to_ask_about(today())) == [yes] * asks
    Offer.objects.filter(pk=yes.pk).update(came_of="helped", came_on=today(), came_by=lead)
    assert not Offer.objects.to_ask_about(today()).exists()


# --- reviews and the team -------------------------------------------------------------------------------------------


def test_reviews_are_seen_with_the_case_and_its_plan(case, lead):
    who, mine = member(case), set(case.reviews.all())
    cases.led_case(at=case.centre)
    assert sees(Review, lead) == sees(Review, who) == mine
    assert sees(Review, centres.health_visitor(case.centre)) == set()
    sharing.kept(case.family, cases.agency_of(who, case.centre), Information.PLAN, by=lead)
    assert (sees(Review, lead), sees(Review, who)) == (mine, set())


def test_a_review_is_to_come_until_it_is_held_or_missed_and_pending_while_the_case_is_open(case, lead):
    review = case.reviews.get()
    held = cases.held_review(case, by=lead)
    assert set(Review.objects.to_come()) == set(Review.objects.pending()) == {review}
    assert list(Review.objects.held()) == [held]
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")
    assert (list(Review.objects.to_come()), list(Review.objects.pending())) == ([review], [])
    Review.objects.filter(pk=review.pk).update(missed_on=today())
    assert not Review.objects.to_come().exists()


@pytest.mark.parametrize(("since", "until", "takes_part"), [
    (9, None, True), (0, None, True), (-1, None, False), (9, 0, True), (9, -1, True), (9, 1, False),
])  # fmt: skip
def test_somebody_takes_part_from_their_first_day_to_their_last(case, since, until, takes_part):
    who = member(case)
    ends = None if until is None else days_ago(until)
    TeamMember.objects.filter(user=who).update(since=days_ago(since), until=ends)
    assert TeamMember.objects.in_force(today()).exists() is takes_part


def test_an_action_shows_to_whom_it_was_passed_on_and_not_who_would_not_take_it():
    case = cases.led_case()
    mine, who = cases.action(cases.lead_of(case), case.centre, case=case), centres.health_visitor(case.centre)
    cases.pass_on(mine, who, status=PassOnStatus.DECLINED, answered_on=today(), reason="On leave too.")
    taken = cases.pass_on(mine, who, status=PassOnStatus.ACCEPTED, answered_on=today())
    waits = cases.pass_on(mine, who)
    assert list(Action.objects.shown().get(pk=mine.pk).pass_ons.all()) == [taken, waits]
