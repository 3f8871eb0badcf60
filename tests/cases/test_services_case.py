"""Opening, changing, closing and opening a case again."""

from datetime import timedelta

import pytest

from audit.models import Entry
from cases.access import grant, shares_of
from cases.models import Case, Review
from cases.rules import next_review_day
from cases.services import (
    change_tier,
    close_case,
    offer_lead,
    open_case,
    reopen_case,
    set_next_review,
    undo_open_case,
)
from cases.status import ActionStatus, CaseStatus, Closing, LeadStatus
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Feedback
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db


def waiting():
    """A referral before the meeting, and the centre's manager."""
    at = centres.centre()
    of = families.family(at)
    return cases.waiting_referral(of, by=centres.health_visitor(at)), centres.manager(at)


def broken(code, verb, **facts):
    """The verb is refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        verb(**facts)
    assert error.value.code == code, error.value.sentence
    return error.value


def test_opening_a_case_takes_family_and_tier_from_the_referral():
    referral, manager = waiting()
    case = open_case(referral=referral, by=manager, on=today())
    assert (case.family, case.tier, case.status) == (referral.family, 2, CaseStatus.OPEN)


def test_an_open_case_has_a_first_review_in_six_weeks():
    referral, manager = waiting()
    case = open_case(referral=referral, by=manager, on=today())
    assert cases.pending_review(case).due_on == next_review_day(case.centre, today())


def test_a_health_visitor_who_chairs_can_record_that_a_case_is_opened():
    referral, _ = waiting()
    assert open_case(referral=referral, by=centres.health_visitor(referral.centre), on=today()).pk


def test_opening_is_logged():
    referral, manager = waiting()
    case = open_case(referral=referral, by=manager, on=today())
    assert Entry.objects.get(verb="open_case", subject_id=case.pk).by == manager


def test_an_administrator_cannot_open_a_case():
    referral, _ = waiting()
    with pytest.raises(NotAllowed):
        open_case(referral=referral, by=centres.administrator(referral.centre), on=today())


def test_a_manager_of_another_centre_cannot_open_a_case():
    referral, _ = waiting()
    with pytest.raises(NotAllowed):
        open_case(referral=referral, by=centres.manager(centres.centre()), on=today())


def test_a_case_is_not_opened_without_an_agreement_in_force():
    referral, manager = waiting()
    referral.family.agreements.update(until=days_ago(1))
    broken("no_agreement", open_case, referral=referral, by=manager, on=today())


def test_a_family_has_one_open_case():
    referral, manager = waiting()
    cases.case_without_lead(of=referral.family)
    error = broken("already_open", open_case, referral=referral, by=manager, on=today())
    assert Case.objects.get(family=referral.family).reference in error.sentence


def test_a_case_is_not_opened_at_tier_4():
    referral, manager = waiting()
    broken("tier_not_for_the_meeting", open_case, referral=referral, tier=4, by=manager, on=today())


def test_the_first_review_is_at_most_the_centres_weeks_away():
    referral, manager = waiting()
    late = today() + timedelta(days=43)
    broken("review_too_far", open_case, referral=referral, first_review_on=late, by=manager, on=today())


def test_a_withdrawn_referral_opens_no_case():
    referral, manager = waiting()
    referral.status = "withdrawn"
    referral.save()
    broken("referral_not_waiting", open_case, referral=referral, by=manager, on=today())


def test_opening_can_be_undone_with_the_offer_and_the_actions_it_came_with():
    referral, manager = waiting()
    case = open_case(referral=referral, by=manager, on=today())
    worker = centres.support_worker(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(worker, case.centre), by=manager)
    offer_lead(case=case, user=worker, by=manager, on=today())
    cases.action(worker, case.centre, case=case)
    undo_open_case(case=case, by=manager, on=today())
    assert not Case.objects.filter(pk=case.pk).exists()
    assert not Reminder.objects.filter(to=worker, seen_at=None).exists()


def test_opening_cannot_be_undone_after_a_contact():
    referral, manager = waiting()
    case = open_case(referral=referral, by=manager, on=today())
    cases.contact(case, by=manager)
    broken("built_on", undo_open_case, case=case, by=manager, on=today())


def test_opening_cannot_be_undone_after_the_lead_accepted():
    case = cases.led_case()
    broken("built_on", undo_open_case, case=case, by=centres.manager(case.centre), on=today())


def test_an_administrator_cannot_undo_the_opening():
    case = cases.case_without_lead()
    with pytest.raises(NotAllowed):
        undo_open_case(case=case, by=centres.administrator(case.centre), on=today())


def test_the_lead_changes_the_tier():
    case = cases.led_case()
    assert change_tier(case=case, tier=3, by=cases.lead_of(case), on=today()).tier == 3


def test_somebody_in_the_team_cannot_change_the_tier():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        change_tier(case=case, tier=3, by=member, on=today())


def test_the_meeting_may_change_the_tier_whoever_chairs():
    case = cases.led_case()
    chair = centres.health_visitor(case.centre)
    assert change_tier(case=case, tier=3, by=chair, on=today(), in_meeting=True).tier == 3


def test_a_case_has_no_tier_4():
    case = cases.led_case()
    broken("tier_not_for_the_meeting", change_tier, case=case, tier=4, by=cases.lead_of(case), on=today())


def test_the_next_review_can_be_moved_within_six_weeks_of_the_opening():
    case = cases.led_case()
    review = set_next_review(case=case, due_on=today() + timedelta(days=3), by=cases.lead_of(case), on=today())
    assert cases.pending_review(case) == review


def test_the_next_review_cannot_be_moved_beyond_six_weeks_after_the_last():
    case = cases.led_case(opened_on=days_ago(30))
    too_far = today() + timedelta(days=13)
    broken("review_too_far", set_next_review, case=case, due_on=too_far, by=cases.lead_of(case), on=today())


def test_the_next_review_cannot_be_moved_into_the_past():
    case = cases.led_case()
    broken("date_too_early", set_next_review, case=case, due_on=days_ago(1), by=cases.lead_of(case), on=today())


def test_somebody_in_the_team_cannot_move_the_review():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        set_next_review(case=case, due_on=today(), by=member, on=today())


def closed(case, **facts):
    """The case closed by its lead."""
    given = {"closing": Closing.GOALS_MET, "words": "They are well.", "afterwards": cases.AFTERWARDS}
    given |= {"by": cases.lead_of(case), "on": today()}
    return close_case(case=case, **{**given, **facts})


def test_closing_ends_the_lead():
    case = cases.led_case()
    lead = case.leads.get()
    closed(case)
    lead.refresh_from_db()
    assert (lead.status, lead.ended_on) == (LeadStatus.ENDED, today())


def test_closing_ends_the_team():
    case = cases.led_case()
    member = cases.team_member(case, centres.health_visitor(case.centre))
    closed(case)
    member.refresh_from_db()
    assert member.until == today()


def test_closing_ends_every_share_and_opening_again_brings_none_back():
    case, until = cases.led_case(), days_ago(-30)
    manager, reader = centres.manager(case.centre), centres.health_visitor(case.centre)
    for to in (reader, centres.partner(case.centre)):
        grant(case=case, to=to, until=until, reason="Joint visit", by=manager)
    close_case(case=case, closing=Closing.GOALS_MET, words="Well", afterwards=cases.AFTERWARDS, by=manager, on=today())
    reopen_case(case=case, reason="They asked again", by=manager, on=today())
    assert shares_of(case, today()) == []
    assert not Case.objects.visible_to(reader).exists()


def test_closing_takes_back_an_unanswered_offer_to_lead():
    case = cases.led_case()
    offer = cases.lead_offer(case, centres.health_visitor(case.centre))
    closed(case)
    offer.refresh_from_db()
    assert offer.status == LeadStatus.TAKEN_BACK


def test_closing_tells_the_referrer_the_outcome():
    case = cases.led_case()
    closed(case)
    assert "They are well." in Feedback.objects.get(referral=case.referral, kind="outcome").words


def test_closing_leaves_no_review_to_come():
    case = cases.led_case()
    closed(case)
    assert not case.reviews.filter(held_on=None).exists()


def test_a_review_that_was_late_stays_on_record_as_missed_when_the_case_closes():
    case = cases.led_case(review_due_on=days_ago(3))
    closed(case)
    assert (case.reviews.get().due_on, case.reviews.get().missed_on) == (days_ago(3), today())


def test_a_reopened_case_never_begins_with_an_old_review():
    case = cases.led_case(review_due_on=days_ago(3))
    manager = centres.manager(case.centre)
    closed(case)
    reopen_case(case=case, reason="They came back.", by=manager, on=today())
    assert Review.objects.pending().get(case=case).due_on == next_review_day(case.centre, today())
    assert Case.objects.with_next().get(pk=case.pk).review_due_on == next_review_day(case.centre, today())


def test_closing_leaves_open_actions_with_their_owners():
    case = cases.led_case()
    action = cases.action(cases.lead_of(case), case.centre, case=case)
    closed(case)
    action.refresh_from_db()
    assert action.status == ActionStatus.OPEN


def test_closing_settles_the_actions_it_is_told_about():
    case = cases.led_case()
    lead = cases.lead_of(case)
    done, not_needed = (cases.action(lead, case.centre, case=case, what=what) for what in ("one", "two"))
    closed(case, actions={done.pk: "done", not_needed.pk: "taken_back"})
    assert [action.status for action in case.actions.order_by("id")] == [ActionStatus.DONE, ActionStatus.TAKEN_BACK]


def test_the_lead_can_close_after_the_agreement_was_withdrawn():
    case = cases.without_agreement(cases.led_case())
    assert closed(case, closing=Closing.WITHDRAWN).status == CaseStatus.CLOSED


def test_somebody_in_the_team_cannot_close():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        closed(case, by=member)


def test_closing_needs_words():
    case = cases.led_case()
    broken("no_words", close_case, case=case, closing="moved", words=" ", by=cases.lead_of(case), on=today())


def test_closing_needs_an_outcome():
    case = cases.led_case()
    broken("no_outcome", close_case, case=case, closing="", words="Well", by=cases.lead_of(case), on=today())


def test_a_closed_case_is_not_closed_again():
    case = cases.closed_case()
    broken(
        "already_closed", close_case, case=case, closing="moved", words="x", by=centres.manager(case.centre), on=today()
    )


def test_the_manager_opens_a_closed_case_again_with_a_next_review():
    case = cases.closed_case()
    families.agreement(case.family, by=case.referral.referred_by)
    reopen_case(case=case, reason="They came back.", by=centres.manager(case.centre), on=today())
    assert Review.objects.pending().get(case=case).due_on == next_review_day(case.centre, today())


def test_only_the_manager_opens_a_case_again():
    case = cases.closed_case()
    with pytest.raises(NotAllowed):
        reopen_case(case=case, reason="x", by=centres.support_worker(case.centre), on=today())


def test_opening_again_needs_a_reason():
    case = cases.closed_case()
    broken("no_reason", reopen_case, case=case, reason="", by=centres.manager(case.centre), on=today())


def test_an_open_case_is_not_opened_again():
    case = cases.case_without_lead()
    broken("already_open", reopen_case, case=case, reason="x", by=centres.manager(case.centre), on=today())


def test_a_closed_case_is_not_opened_again_beside_another():
    case = cases.closed_case()
    cases.case_without_lead(of=case.family)
    broken("already_open", reopen_case, case=case, reason="x", by=centres.manager(case.centre), on=today())
