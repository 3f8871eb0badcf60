"""Sharing decisions in a case, what happens when the agreement ends, and who is told to stop."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, GoingOn
from cases.reminding import remind_of_actions, remind_of_lead_offers
from cases.services import (
    GoalRated,
    HelpSaid,
    decide_sharing,
    go_on_without_agreement,
    hold_review,
    record_offer,
    report_progress,
    set_goal,
)
from cases.stopping import remind_of_withdrawals
from centres.models import Membership
from centres.status import Role
from consent.models import SharingDecision
from consent.services import withdraw_agreement
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Feedback
from reminders.models import Reminder
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import cases, centres, families, sharing

pytestmark = pytest.mark.django_db


def decide(case, by, **fields):
    return decide_sharing(case=case, facts=sharing.facts(**fields), by=by, on=today())


def go_on(case, by):
    return go_on_without_agreement(case=case, facts=sharing.facts(asked="refused"), by=by, on=today())


def broken(code, verb, *args):
    with pytest.raises(RuleBroken) as caught:
        verb(*args)
    assert caught.value.code == code, caught.value.sentence


def ended_case(**fields):
    """An open case whose family withdrew its agreement today."""
    case = cases.led_case(**fields)
    withdraw(case, cases.lead_of(case))
    return case


def withdraw(case, by):
    agreement = case.family.agreements.in_force(today()).get()
    withdraw_agreement(agreement=agreement, withdrawn_by="Grace", by=by, on=today())


def social_worker(case):
    """A link social worker in the team."""
    who = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    cases.team_member(case, who)
    return who


def told(who):
    return list(Reminder.objects.filter(to=who, key__startswith="withdrawn").values_list("sentence", "path"))


def test_the_lead_records_a_sharing_decision():
    case = cases.led_case()
    assert decide(case, cases.lead_of(case)).family == case.family


def test_the_manager_records_one_in_a_case():
    case = cases.led_case()
    assert decide(case, centres.manager(case.centre)).pk


def test_a_link_social_worker_who_takes_part_records_one():
    case = cases.led_case()
    assert decide(case, social_worker(case)).pk


def test_a_link_social_worker_who_supervises_the_lead_records_one():
    case = cases.led_case()
    who = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    cases.wishes_to_include(case.family, cases.agency_of(who, case.centre), by=who)
    Membership.objects.filter(user=cases.lead_of(case)).update(supervisor=who)
    assert decide(case, who).pk


def test_a_link_social_worker_without_a_part_records_none():
    case = cases.led_case()
    with pytest.raises(NotAllowed):
        decide(case, centres.member(case.centre, Role.LINK_SOCIAL_WORKER))


def test_another_member_of_the_team_records_none():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        decide(case, member)


def test_nothing_is_decided_in_a_closed_case():
    case = cases.closed_case()
    broken("already_closed", decide, case, centres.manager(case.centre))


def test_the_team_reads_the_decisions_of_its_family(client):
    case = cases.led_case()
    sharing.decision(case.family, by=cases.lead_of(case), why="Canary purpose")
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    client.force_login(member)
    assert "Canary purpose" in client.get(reverse("case", args=[case.pk]) + "?part=agreement").content.decode()


def test_with_whom_a_case_is_only_shared_reads_no_decision(client):
    from cases.access import grant

    case = cases.led_case()
    sharing.decision(case.family, by=cases.lead_of(case), why="Canary purpose")
    reader = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(reader, case.centre), by=reader)
    grant(case=case, to=reader, until=today(), reason="Visit", by=cases.lead_of(case))
    client.force_login(reader)
    assert "Canary purpose" not in client.get(reverse("case", args=[case.pk]) + "?part=agreement").content.decode()
    assert client.get(reverse("case-sharing-decisions", args=[case.pk])).json()["results"] == []


def test_the_lead_goes_on_without_agreement_on_recorded_grounds():
    case = ended_case()
    made = go_on(case, cases.lead_of(case))
    assert (made.decision.family, made.agreement.status) == (case.family, "withdrawn")


def test_a_colleague_does_not_decide_to_go_on():
    case = ended_case()
    with pytest.raises(NotAllowed):
        go_on(case, centres.support_worker(case.centre))


def test_while_the_family_agrees_there_is_nothing_to_decide():
    case = cases.led_case()
    broken("agreement_in_force", go_on, case, cases.lead_of(case))


def test_it_is_decided_once():
    case = ended_case()
    go_on(case, cases.lead_of(case))
    broken("already_decided", go_on, case, cases.lead_of(case))


@pytest.mark.django_db(transaction=True)
def test_lead_and_manager_at_once_decide_it_once():
    case = ended_case()
    both = cases.lead_of(case), centres.manager(case.centre)
    codes = at_once(*(lambda by=by: go_on(case, by) for by in both))
    assert "already_decided" in codes
    assert (GoingOn.objects.count(), SharingDecision.objects.count()) == (1, 1)


def test_a_case_that_goes_on_takes_offers_goals_and_reviews():
    case = ended_case()
    by = cases.lead_of(case)
    go_on(case, by)
    record_offer(case=case, what="Group", offered_on=today(), by=by, on=today())
    set_goal(case=case, words="To be safe", outcome="safe", start_rating=2, target_rating=6, by=by, on=today())
    hold_review(
        review=cases.pending_review(case), worker_rating=3, family_rating=3, decision="go_on", reason="Canary",
        held_where="home", present="Mother", help_said=HelpSaid({"staff": 4}), by=by, on=today(),
        goals=[GoalRated(case.goals.get().pk, 3, 3)],
    )  # fmt: skip
    assert not Feedback.objects.filter(words__contains="Canary").exists()


def test_a_case_that_goes_on_reports_nothing_to_the_meeting():
    case = ended_case()
    go_on(case, cases.lead_of(case))
    with pytest.raises(RuleBroken):
        report_progress(case=case, words="Well", by=cases.lead_of(case), on=today())


def test_going_on_opens_the_case_to_nobody_else():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    withdraw(case, cases.lead_of(case))
    go_on(case, cases.lead_of(case))
    assert not Case.objects.visible_to(member).filter(pk=case.pk).exists()


def test_after_a_new_agreement_and_a_new_withdrawal_it_is_decided_anew():
    case = ended_case()
    by = cases.lead_of(case)
    go_on(case, by)
    families.agreement(case.family, by=by, given_on=today())
    withdraw(case, by)
    assert case in Case.objects.to_settle(today())


@pytest.mark.parametrize("state", ["withdrawn", "run out"])
def test_a_case_without_agreement_is_to_settle_until_that_is_decided(state):
    case = cases.led_case()
    if state == "withdrawn":
        withdraw(case, cases.lead_of(case))
    else:
        case.family.agreements.update(until=days_ago(1))
    assert case in Case.objects.to_settle(today())
    go_on(case, cases.lead_of(case))
    assert case not in Case.objects.to_settle(today())


@pytest.mark.parametrize("who", ["lead", "manager"])
def test_my_fortnight_asks_lead_and_manager_to_close_or_decide_otherwise(client, who):
    case = ended_case()
    client.force_login(cases.lead_of(case) if who == "lead" else centres.manager(case.centre))
    assert "close or decide otherwise" in client.get("/").content.decode()


def test_the_page_settles_it(client):
    case = ended_case()
    client.force_login(cases.lead_of(case))
    assert client.get(reverse("case_settle", args=[case.pk])).status_code == 200
    client.post(reverse("case_settle", args=[case.pk]), sharing.typed(asked="refused"))
    shown = client.get(reverse("case", args=[case.pk]) + "?part=agreement").content.decode()
    assert "Goes on without agreement" in shown


def test_a_program_settles_it(client):
    case = ended_case()
    client.force_login(cases.lead_of(case))
    answer = client.post(reverse("case-go-on", args=[case.pk]), sharing.sent(), content_type="application/json")
    assert answer.status_code == 201, answer.content


def test_a_program_records_a_decision_in_a_case(client):
    case = cases.led_case()
    client.force_login(cases.lead_of(case))
    body = sharing.sent()
    answer = client.post(reverse("case-sharing-decisions", args=[case.pk]), body, content_type="application/json")
    assert answer.status_code == 201, answer.content


def everybody(case):
    """One person in each relation that ends with the agreement."""
    people = {name: centres.health_visitor(case.centre) for name in ("team", "owner", "asked")}
    cases.team_member(case, people["team"])
    cases.wishes_to_include(case.family, cases.agency_of(people["owner"], case.centre), by=people["owner"])
    cases.action(people["owner"], case.centre, case=case)
    cases.lead_offer(case, people["asked"])
    people["referrer"] = case.referral.referred_by
    cases.wishes_to_include(case.family, case.referral.agency, by=people["referrer"])
    return people


@pytest.mark.parametrize("who", ["team", "owner", "asked", "referrer"])
def test_who_must_stop_is_told_by_reference_and_link_only(who):
    case = cases.led_case()
    person = everybody(case)[who]
    withdraw(case, cases.lead_of(case))
    remind_of_withdrawals(today())
    sentence, path = told(person)[0]
    assert case.reference in sentence
    assert case.family.name not in sentence + path


def test_lead_and_manager_are_told_to_close_or_decide():
    case = cases.led_case()
    manager = centres.manager(case.centre)
    withdraw(case, manager)
    remind_of_withdrawals(today())
    assert [path for who in (manager, cases.lead_of(case)) for _, path in told(who)] == [
        reverse("case_settle", args=[case.pk])
    ] * 2


def test_each_is_told_once():
    case = cases.led_case()
    everybody(case)
    withdraw(case, cases.lead_of(case))
    assert remind_of_withdrawals(today()) > 0
    assert remind_of_withdrawals(today()) == 0


def test_when_the_family_agrees_again_nobody_is_told_to_stop():
    case = ended_case()
    families.agreement(case.family, by=cases.lead_of(case), given_on=today())
    assert remind_of_withdrawals(today()) == 0


def test_who_works_for_an_excluded_agency_is_told_nothing():
    case = cases.led_case()
    person = everybody(case)["team"]
    case.family.wishes.filter(agency=cases.agency_of(person, case.centre)).update(included=False)
    withdraw(case, cases.lead_of(case))
    remind_of_withdrawals(today())
    assert told(person) == []


def test_the_referrer_of_a_waiting_referral_is_told():
    at = centres.centre()
    visitor = centres.health_visitor(at)
    referral = cases.waiting_referral(families.family(at), by=visitor)
    withdraw_agreement(agreement=referral.agreement, withdrawn_by="Grace", by=visitor, on=today())
    remind_of_withdrawals(today())
    assert referral.reference in told(visitor)[0][0]


def test_telling_costs_the_same_for_one_case_and_for_ten(django_assert_max_num_queries):
    at = centres.centre()
    worker = centres.support_worker(at)
    for _ in range(10):
        withdraw(cases.case_led_by(worker, at), worker)
    remind_of_withdrawals(today())
    # What is read does not grow; each telling is one statement that finds it was told already.
    with django_assert_max_num_queries(11 + 3 * 10):
        remind_of_withdrawals(today())


def test_the_owner_of_an_action_is_not_asked_to_go_on_with_it():
    case = cases.led_case()
    person = everybody(case)["owner"]
    manager = centres.manager(case.centre)
    case.actions.update(due_on=today())
    withdraw(case, manager)
    remind_of_actions(today())
    assert not Reminder.objects.filter(to=person, kind="action").exists()
    assert Reminder.objects.filter(to=manager, kind="action").exists()


def test_nobody_is_asked_again_to_lead():
    case = cases.led_case()
    cases.lead_offer(case, centres.health_visitor(case.centre), offered_on=days_ago(9))
    withdraw(case, cases.lead_of(case))
    remind_of_lead_offers(today())
    assert not Reminder.objects.filter(kind="lead").exists()


def test_ending_the_agreement_on_the_case_tells_at_once(client):
    case = cases.led_case()
    person = everybody(case)["team"]
    client.force_login(cases.lead_of(case))
    client.post(reverse("agreement_end", args=[case.pk]), {"withdrawn_by": "Grace"})
    assert told(person)


def test_withdrawal_erases_nothing():
    case = cases.led_case()
    cases.contact(case, by=cases.lead_of(case))
    withdraw(case, cases.lead_of(case))
    assert (case.contacts.count(), case.family.agreements.count()) == (1, 1)
    assert Entry.objects.filter(verb="withdraw_agreement").exists()
