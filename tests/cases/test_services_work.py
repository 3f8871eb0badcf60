"""What was done and agreed: contacts, offers, progress, goals, actions."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from audit.models import Entry
from cases.models import Action, Contact
from cases.services import (
    agree_action,
    answer_offer,
    finish_action,
    reach_goal,
    record_contact,
    record_offer,
    reopen_action,
    reopen_goal,
    report_progress,
    set_goal,
    take_back_action,
    take_back_contact,
)
from cases.status import ActionStatus, OfferStatus
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Feedback
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


def by_lead(case, verb, /, **facts):
    """The verb, by the lead and today."""
    return verb(**{"by": cases.lead_of(case), "on": today(), **facts})


def broken(code, case, verb, /, **facts):
    """The verb is refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        by_lead(case, verb, **facts)
    assert error.value.code == code, error.value.sentence


def forbidden(case, verb, /, **facts):
    """The verb is refused to a colleague without a relation."""
    with pytest.raises(NotAllowed):
        verb(**{"by": centres.support_worker(case.centre), "on": today(), **facts})


def a_contact(case, /, **facts):
    """What a visit is recorded with."""
    return {"case": case, "kind": "visit", "reached": True, "happened_on": today(), **facts}


def test_the_lead_records_a_contact():
    case = cases.led_case()
    assert by_lead(case, record_contact, **a_contact(case)).by == cases.lead_of(case)


def test_a_contact_is_logged_without_its_words():
    case = cases.led_case()
    by_lead(case, record_contact, **a_contact(case, note="Mother was sad"))
    assert "sad" not in str(Entry.objects.get(verb="record_contact").detail)


def test_a_member_of_the_team_records_a_contact():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    assert record_contact(**a_contact(case), by=member, on=today()).pk


def test_a_colleague_does_not_record_a_contact():
    case = cases.led_case()
    forbidden(case, record_contact, **a_contact(case))


def test_a_contact_cannot_lie_in_the_future():
    case = cases.led_case()
    broken("date_too_late", case, record_contact, **a_contact(case, happened_on=days_ago(-1)))


def test_a_contact_cannot_lie_before_the_opening():
    case = cases.led_case(opened_on=days_ago(3))
    broken("date_too_early", case, record_contact, **a_contact(case, happened_on=days_ago(4)))


def test_a_child_is_seen_only_if_somebody_was_reached():
    case = cases.led_case()
    broken("seen_not_reached", case, record_contact, **a_contact(case, reached=False, child_seen=True))


def test_the_same_contact_sent_twice_is_one():
    case = cases.led_case()
    by_lead(case, record_contact, **a_contact(case))
    broken("already_recorded", case, record_contact, **a_contact(case))


def test_what_happened_can_be_recorded_after_withdrawal():
    case = cases.without_agreement(cases.led_case())
    assert by_lead(case, record_contact, **a_contact(case)).pk


def test_nothing_is_recorded_on_a_closed_case():
    case = cases.closed_case()
    with pytest.raises(RuleBroken, match="closed"):
        record_contact(**a_contact(case, happened_on=days_ago(1)), by=centres.manager(case.centre), on=today())


def test_a_contact_is_taken_back_by_whoever_entered_it():
    case = cases.led_case()
    contact = cases.contact(case, by=cases.lead_of(case))
    by_lead(case, take_back_contact, contact=contact)
    assert not Contact.objects.exists()


def test_nobody_takes_back_a_colleagues_contact():
    case = cases.led_case()
    contact = cases.contact(case, by=centres.health_visitor(case.centre))
    with pytest.raises(NotAllowed):
        by_lead(case, take_back_contact, contact=contact)


def test_yesterdays_entry_is_history():
    case = cases.led_case()
    contact = cases.contact(case, by=cases.lead_of(case))
    Contact.objects.update(entered_at=contact.entered_at - timedelta(days=1))
    with pytest.raises(NotAllowed):
        by_lead(case, take_back_contact, contact=contact)


def test_a_service_offered_gives_the_offer_its_name():
    case = cases.led_case()
    service = centres.service(case.centre, name="Chatterbox")
    assert by_lead(case, record_offer, case=case, service=service, offered_on=today()).what == "Chatterbox"


def test_an_offer_says_what_was_offered():
    case = cases.led_case()
    broken("no_offer", case, record_offer, case=case, offered_on=today())


def test_a_service_of_another_centre_is_not_offered():
    case = cases.led_case()
    elsewhere = centres.service(centres.centre())
    broken("service_elsewhere", case, record_offer, case=case, service=elsewhere, offered_on=today())


def test_nothing_new_is_offered_without_an_agreement():
    case = cases.without_agreement(cases.led_case())
    broken("no_agreement", case, record_offer, case=case, what="Group", offered_on=today())


def test_a_colleague_offers_nothing():
    case = cases.led_case()
    forbidden(case, record_offer, case=case, what="Group", offered_on=today())


def test_the_familys_answer_is_recorded():
    case = cases.led_case()
    offer = cases.offer(case, by=cases.lead_of(case))
    assert by_lead(case, answer_offer, offer=offer, status="refused").answered_on == today()


def test_a_family_can_change_its_mind():
    case = cases.led_case()
    offer = cases.offer(case, by=cases.lead_of(case), status="refused", answered_on=today())
    assert by_lead(case, answer_offer, offer=offer, status="accepted").status == OfferStatus.ACCEPTED


def test_an_answer_does_not_become_none():
    case = cases.led_case()
    offer = cases.offer(case, by=cases.lead_of(case), status="refused", answered_on=today())
    broken("already_refused", case, answer_offer, offer=offer, status="waiting")


def test_a_colleague_answers_nothing():
    case = cases.led_case()
    forbidden(case, answer_offer, offer=cases.offer(case, by=cases.lead_of(case)), status="refused")


def test_progress_reaches_the_referrer():
    case = cases.led_case()
    by_lead(case, report_progress, case=case, words="Two visits.")
    assert Feedback.objects.get(referral=case.referral, kind="progress").words == "Two visits."


def test_a_member_of_the_team_does_not_report_progress():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        report_progress(case=case, words="x", by=member, on=today())


def test_progress_says_something():
    case = cases.led_case()
    broken("no_words", case, report_progress, case=case, words=" ")


def test_no_progress_is_reported_after_withdrawal():
    case = cases.without_agreement(cases.led_case())
    broken("no_agreement", case, report_progress, case=case, words="Well")


NEW_GOAL = {"words": "To sleep", "outcome": "healthy", "start_rating": 2, "target_rating": 6}


def test_a_goal_is_set_in_the_familys_words():
    case = cases.led_case()
    assert by_lead(case, set_goal, case=case, **NEW_GOAL).set_by == cases.lead_of(case)


def test_a_colleague_sets_no_goal():
    case = cases.led_case()
    forbidden(case, set_goal, case=case, **NEW_GOAL)


def test_a_goal_is_not_set_twice():
    case = cases.led_case()
    goal = cases.goal(case, by=cases.lead_of(case))
    broken("already_recorded", case, set_goal, case=case, **{**NEW_GOAL, "words": goal.words})


def test_no_goal_is_set_without_an_agreement():
    case = cases.without_agreement(cases.led_case())
    broken("no_agreement", case, set_goal, case=case, **NEW_GOAL)


def test_a_goal_is_reached_and_that_can_be_undone():
    case = cases.led_case()
    goal = by_lead(case, reach_goal, goal=cases.goal(case, by=cases.lead_of(case)))
    assert by_lead(case, reopen_goal, goal=goal).reached_on is None


def test_a_goal_is_reached_once():
    case = cases.led_case()
    goal = cases.goal(case, by=cases.lead_of(case), reached_on=days_ago(1))
    broken("already_reached", case, reach_goal, goal=goal)


def test_a_colleague_reaches_no_goal():
    case = cases.led_case()
    forbidden(case, reach_goal, goal=cases.goal(case, by=cases.lead_of(case)))


def an_action(case, /, owner=None, **facts):
    """What an action is agreed with."""
    owner = owner or cases.lead_of(case)
    given = {"centre": case.centre, "case": case, "what": "Ring the nursery", "owner": owner, "due_on": today()}
    return {**given, "agency": cases.agency_of(owner, case.centre), **facts}


def test_an_action_has_an_owner_an_agency_and_a_date():
    case = cases.led_case()
    action = by_lead(case, agree_action, **an_action(case))
    assert (action.owner, action.agency, action.due_on) == (
        cases.lead_of(case),
        cases.agency_of(cases.lead_of(case), case.centre),
        today(),
    )


def test_the_owner_of_an_action_works_here_today():
    case = cases.led_case()
    gone = centres.health_visitor(case.centre, ends_on=days_ago(1))
    broken("not_a_member", case, agree_action, **an_action(case, owner=gone))


def test_the_agency_of_an_action_is_its_owners():
    case = cases.led_case()
    broken("not_their_agency", case, agree_action, **an_action(case, agency=centres.agency()))


def test_an_action_is_not_due_in_the_past():
    case = cases.led_case()
    broken("date_too_early", case, agree_action, **an_action(case, due_on=days_ago(1)))


def test_no_new_action_without_an_agreement():
    case = cases.without_agreement(cases.led_case())
    broken("no_agreement", case, agree_action, **an_action(case))


def test_the_same_action_sent_twice_is_one():
    case = cases.led_case()
    by_lead(case, agree_action, **an_action(case))
    broken("already_recorded", case, agree_action, **an_action(case))


def test_a_colleague_agrees_no_action_for_a_family():
    case = cases.led_case()
    forbidden(case, agree_action, **an_action(case))


def test_an_action_of_the_team_needs_no_case():
    case = cases.led_case()
    worker = centres.support_worker(case.centre)
    assert agree_action(**an_action(case, owner=worker, case=None), by=worker, on=today()).case is None


def test_an_administrator_agrees_no_action_of_the_team():
    case = cases.led_case()
    with pytest.raises(NotAllowed):
        agree_action(**an_action(case, case=None), by=centres.administrator(case.centre), on=today())


def test_the_owner_finishes_the_action():
    case = cases.led_case()
    owner = centres.health_visitor(case.centre)
    action = cases.action(owner, case.centre, case=case)
    assert finish_action(action=action, status="done", by=owner, on=today()).finished_on == today()


def test_a_colleague_does_not_finish_somebodys_action():
    case = cases.led_case()
    forbidden(case, finish_action, action=cases.action(cases.lead_of(case), case.centre, case=case), status="done")


def test_in_the_meeting_the_outcome_of_an_action_is_recorded_by_whoever_holds_the_pen():
    case = cases.led_case()
    action = cases.action(cases.lead_of(case), case.centre, case=case)
    chair = centres.health_visitor(case.centre)
    assert finish_action(action=action, status="done", by=chair, on=today(), in_meeting=True).status == "done"


def test_not_done_says_why():
    case = cases.led_case()
    action = cases.action(cases.lead_of(case), case.centre, case=case)
    broken("no_reason", case, finish_action, action=action, status="not_done")


def test_an_action_is_finished_once():
    case = cases.led_case()
    action = cases.done_action(cases.lead_of(case), case.centre, case=case)
    broken("already_done", case, finish_action, action=action, status="done")


def test_an_action_of_a_closed_case_can_still_be_finished():
    case = cases.closed_case()
    owner = centres.support_worker(case.centre)
    action = cases.action(owner, case.centre, case=case)
    assert finish_action(action=action, status="done", by=owner, on=today()).status == ActionStatus.DONE


def test_a_finished_action_can_be_opened_again():
    case = cases.led_case()
    action = cases.done_action(cases.lead_of(case), case.centre, case=case)
    assert by_lead(case, reopen_action, action=action).finished_on is None


def test_an_open_action_is_not_opened_again():
    case = cases.led_case()
    broken("already_open", case, reopen_action, action=cases.action(cases.lead_of(case), case.centre, case=case))


def test_an_action_is_taken_back_by_whoever_agreed_it():
    case = cases.led_case()
    action = by_lead(case, agree_action, **an_action(case))
    assert by_lead(case, take_back_action, action=action).status == ActionStatus.TAKEN_BACK


def test_its_owner_does_not_take_an_action_back():
    case = cases.led_case()
    owner = centres.health_visitor(case.centre)
    action = cases.action(owner, case.centre, case=case, agreed_by=cases.lead_of(case))
    with pytest.raises(NotAllowed):
        take_back_action(action=action, by=owner, on=today())


def twice_at_once(call):
    """The call in two threads at the same moment; the codes of the refusals."""
    gate, codes = threading.Barrier(2), []

    def run():
        try:
            gate.wait(timeout=10)
            call()
        except RuleBroken as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return codes


@pytest.mark.django_db(transaction=True)
def test_a_contact_sent_twice_at_once_is_recorded_once():
    case = cases.led_case()
    lead = cases.lead_of(case)
    codes = twice_at_once(lambda: record_contact(**a_contact(case), by=lead, on=today()))
    assert (codes, Contact.objects.count()) == (["already_recorded"], 1)


@pytest.mark.django_db(transaction=True)
def test_an_action_finished_twice_at_once_is_finished_once():
    case = cases.led_case()
    lead = cases.lead_of(case)
    pk = cases.action(lead, case.centre, case=case).pk
    codes = twice_at_once(lambda: finish_action(action=Action.objects.get(pk=pk), status="done", by=lead, on=today()))
    assert codes == ["already_done"]
