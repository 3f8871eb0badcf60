"""Nobody is left untold because no worker ran for weeks; and nobody is told what is no longer for them."""

from datetime import timedelta

import pytest

from cases.reminding import remind_of_agreements, remind_of_lead_offers, remind_of_pass_ons, remind_of_reviews
from cases.services import go_on_without_agreement
from cases.stopping import remind_of_withdrawals
from centres.models import Membership
from consent.models import SharingWish
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families, sharing

pytestmark = pytest.mark.django_db


def withdrawn(days):
    """A led case whose family withdrew so many days ago."""
    case = cases.led_case(opened_on=days_ago(60))
    case.family.agreements.update(status="withdrawn", withdrawn_on=days_ago(days), withdrawn_by="Mother")
    return case


def run_out(days):
    """A led case whose family's agreement ran out so many days ago."""
    case = cases.led_case(opened_on=days_ago(90))
    case.family.agreements.update(given_on=days_ago(90), until=days_ago(days))
    return case


def go_on(case):
    facts = sharing.facts(asked="refused")
    return go_on_without_agreement(case=case, facts=facts, by=cases.lead_of(case), on=today())


def told(who):
    return list(Reminder.objects.filter(to=who).values_list("sentence", flat=True))


# --- a withdrawal


def test_a_withdrawal_twenty_days_old_is_told():
    case = withdrawn(20)
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member, since=days_ago(30))
    remind_of_withdrawals(today())
    assert "was withdrawn" in told(cases.lead_of(case))[0]
    assert "Stop what you do" in told(member)[0]


def test_a_withdrawal_that_was_told_is_not_told_again_weeks_later():
    case = withdrawn(20)
    remind_of_withdrawals(days_ago(20))
    assert remind_of_withdrawals(today()) == 0
    assert len(told(cases.lead_of(case))) == 1


def test_a_manager_who_came_since_is_told_as_long_as_nothing_is_decided():
    case = withdrawn(20)
    remind_of_withdrawals(days_ago(20))
    manager = centres.manager(case.centre)
    remind_of_withdrawals(today())
    assert "Close the case or decide otherwise" in told(manager)[0]


def test_once_it_is_decided_nobody_is_asked_to_decide():
    case = withdrawn(3)
    go_on(case)
    manager = centres.manager(case.centre)
    remind_of_withdrawals(today())
    assert told(manager) == told(cases.lead_of(case)) == []


def test_the_lead_who_goes_on_is_not_told_to_stop_what_they_do_themselves():
    case = withdrawn(3)
    lead = cases.lead_of(case)
    cases.action(lead, case.centre, case=case, agreed_on=days_ago(9))
    go_on(case)
    remind_of_withdrawals(today())
    assert told(lead) == []


def test_who_does_something_for_a_case_that_goes_on_is_not_told_to_stop():
    case = withdrawn(3)
    go_on(case)
    owner = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(owner, case.centre), by=owner)
    cases.action(owner, case.centre, case=case, agreed_on=today())
    remind_of_withdrawals(today())
    assert told(owner) == []


def test_a_withdrawal_before_an_agreement_that_ran_out_is_not_what_is_told():
    case = run_out(2)
    families.withdrawn_agreement(case.family, by=cases.lead_of(case), given_on=days_ago(200))
    case.family.agreements.filter(status="withdrawn").update(withdrawn_on=days_ago(150))
    remind_of_withdrawals(today())
    assert told(cases.lead_of(case)) == []
    remind_of_agreements(today())
    assert "ran out on" in told(cases.lead_of(case))[0]


# --- an agreement that has run out


@pytest.mark.parametrize("days", [1, 20])
def test_an_agreement_that_has_run_out_is_told_to_lead_and_manager(days):
    case = run_out(days)
    manager = centres.manager(case.centre)
    remind_of_agreements(today())
    assert [f"for {case.reference} ran out on" in told(who)[0] for who in (cases.lead_of(case), manager)] == [True] * 2


def test_it_is_told_once():
    run_out(1)
    days = [today() + timedelta(days=ahead) for ahead in (0, 1, 7, 30)]
    assert [remind_of_agreements(day) for day in days] == [1, 0, 0, 0]


def test_on_its_last_day_it_has_not_run_out():
    run_out(0)
    remind_of_agreements(today())
    assert not Reminder.objects.filter(sentence__contains="ran out").exists()


def test_what_goes_on_all_the_same_is_not_asked_about():
    case = run_out(5)
    go_on(case)
    assert remind_of_agreements(today()) == 0


def test_a_family_that_agreed_again_is_not_asked_about():
    case = run_out(5)
    families.agreement(case.family, by=cases.lead_of(case), given_on=today())
    assert remind_of_agreements(today()) == 0


def test_of_an_agreement_that_was_withdrawn_nobody_is_told_that_it_ran_out():
    case = withdrawn(5)
    older = families.agreement(case.family, by=cases.lead_of(case), given_on=days_ago(100))
    type(older).objects.filter(pk=older.pk).update(until=days_ago(40))
    assert remind_of_agreements(today()) == 0


# --- for an agency that the family has excluded since, with a second job for another


def with_two_jobs(at):
    """Somebody who works for two agencies; the second job."""
    who = centres.support_worker(at)
    centres.member(at, "specialist", user=who)
    return who


def exclude(case, who):
    """The family excludes the agency for which somebody came first, and not their other one."""
    first = Membership.objects.filter(user=who, role="family_support_worker").get().agency
    SharingWish.objects.filter(family=case.family, agency=first).update(included=False)


def test_who_no_longer_leads_for_an_excluded_agency_is_not_told_of_the_review():
    at = centres.centre()
    who, manager = with_two_jobs(at), centres.manager(at)
    case = cases.case_without_lead(at, review_due_on=today())
    agency = Membership.objects.get(user=who, role="family_support_worker").agency
    cases.wishes_to_include(case.family, agency, by=who)
    cases.lead(case, who, agency=agency)
    exclude(case, who)
    remind_of_reviews(today())
    assert told(who) == []
    assert "is due on" in told(manager)[0]


def test_who_was_asked_for_an_excluded_agency_is_not_asked_again():
    at = centres.centre()
    who, manager = with_two_jobs(at), centres.manager(at)
    case = cases.case_without_lead(at)
    agency = Membership.objects.get(user=who, role="family_support_worker").agency
    cases.lead_offer(case, who, agency=agency, offered_on=days_ago(3))
    cases.wishes_to_include(case.family, agency, by=who)
    exclude(case, who)
    remind_of_lead_offers(today())
    assert told(who) == []
    assert "has no answer" in told(manager)[0]


def test_nor_to_take_an_action_on():
    case = cases.led_case()
    who = with_two_jobs(case.centre)
    agency = Membership.objects.get(user=who, role="family_support_worker").agency
    cases.wishes_to_include(case.family, agency, by=who)
    action = cases.action(cases.lead_of(case), case.centre, case=case)
    cases.pass_on(action, who, agency=agency, asked_on=days_ago(3))
    exclude(case, who)
    remind_of_pass_ons(today())
    assert told(who) == []
    assert "Nobody has answered" in told(cases.lead_of(case))[0]
