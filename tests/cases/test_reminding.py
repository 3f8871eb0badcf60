"""Who is told of what is due or late, and that nobody is told twice."""

from datetime import timedelta

import pytest

from cases import tasks
from cases.models import Lead, Review
from centres.models import Membership
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


def told():
    """Who was told what."""
    return [(reminder.to, reminder.sentence) for reminder in Reminder.objects.order_by("id")]


def people_told():
    """Who was told anything."""
    return [reminder.to for reminder in Reminder.objects.order_by("id")]


def an_action(**fields):
    """A case whose lead owns an action."""
    case = cases.led_case()
    lead = cases.lead_of(case)
    return case, lead, cases.action(lead, case.centre, case=case, **fields)


@pytest.mark.parametrize(("days", "words"), [(1, "due tomorrow"), (0, "due today"), (-1, "is late")])
def test_the_owner_is_told_of_an_action(days, words):
    case, lead, _ = an_action(due_on=today() + timedelta(days=days))
    tasks.remind_actions()
    [(to, sentence)] = told()
    assert (to, words in sentence, case.reference in sentence) == (lead, True, True)


def test_an_action_due_later_is_not_mentioned():
    an_action(due_on=today() + timedelta(days=2))
    assert tasks.remind_actions() == 0


def test_a_finished_action_is_not_mentioned():
    case, lead, action = an_action(due_on=today())
    action.delete()
    cases.done_action(lead, case.centre, case=case, due_on=today())
    assert tasks.remind_actions() == 0


def test_nobody_is_told_twice_of_the_same_thing():
    an_action(due_on=today())
    tasks.remind_actions()
    assert tasks.remind_actions() == 0


def test_a_late_action_comes_back_every_week():
    an_action(due_on=days_ago(1))
    tasks.remind_actions()
    days = [today() + timedelta(days=ahead) for ahead in (5, 6, 7, 13)]
    assert [tasks.remind_actions(on=day.isoformat()) for day in days] == [0, 0, 1, 0]


def test_a_run_that_never_happened_heals_with_the_next():
    an_action(due_on=days_ago(4))
    assert tasks.remind_actions() == 1


def test_when_the_owner_has_left_the_manager_is_told():
    case, lead, _ = an_action(due_on=today())
    manager = centres.manager(case.centre)
    Membership.objects.filter(user=lead).update(ends_on=days_ago(1))
    tasks.remind_actions()
    assert people_told() == [manager]


def test_the_lead_is_told_of_a_review_within_a_week():
    case = cases.led_case(review_due_on=today() + timedelta(days=7))
    centres.manager(case.centre)
    tasks.remind_reviews()
    assert people_told() == [cases.lead_of(case)]


def test_without_a_lead_the_manager_is_told_of_a_review():
    case = cases.case_without_lead(review_due_on=today() + timedelta(days=3))
    manager = centres.manager(case.centre)
    tasks.remind_reviews()
    assert people_told() == [manager]


def test_of_a_late_review_the_manager_is_told_too():
    case = cases.led_case(review_due_on=days_ago(1))
    manager = centres.manager(case.centre)
    tasks.remind_reviews()
    assert set(people_told()) == {cases.lead_of(case), manager}


def test_a_review_that_gets_another_date_is_told_again():
    case = cases.led_case(review_due_on=today() + timedelta(days=3))
    tasks.remind_reviews()
    Review.objects.filter(case=case).update(due_on=today() + timedelta(days=4))
    assert tasks.remind_reviews() == 1


def test_the_review_of_a_closed_case_is_not_mentioned():
    case = cases.closed_case()
    Review.objects.create(case=case, due_on=days_ago(10))
    assert tasks.remind_reviews() == 0


def an_offer(days):
    """An offer made so many days ago."""
    case = cases.case_without_lead()
    worker = centres.support_worker(case.centre)
    return cases.lead_offer(case, worker, offered_on=days_ago(days)), centres.manager(case.centre)


def test_a_fresh_offer_is_not_pressed():
    an_offer(1)
    assert tasks.remind_lead_offers() == 0


def test_who_was_asked_is_told_after_two_days():
    lead, _ = an_offer(2)
    tasks.remind_lead_offers()
    assert people_told() == [lead.user]


def test_the_manager_is_told_after_five_days():
    lead, manager = an_offer(5)
    tasks.remind_lead_offers()
    assert people_told() == [lead.user, manager]


def test_when_who_was_asked_has_left_the_manager_is_told_at_once():
    lead, manager = an_offer(2)
    Membership.objects.filter(user=lead.user).update(ends_on=days_ago(1))
    tasks.remind_lead_offers()
    assert people_told() == [manager]


def test_an_answered_offer_is_not_mentioned():
    an_offer(9)
    Lead.objects.update(status="taken_back")
    assert tasks.remind_lead_offers() == 0


@pytest.mark.parametrize(("days", "count"), [(15, 0), (14, 1), (3, 1), (0, 1)])
def test_an_agreement_that_runs_out_is_mentioned_in_time(days, count):
    case = cases.led_case()
    case.family.agreements.update(until=today() + timedelta(days=days))
    assert tasks.remind_agreements() == count


def test_an_agreement_is_mentioned_14_and_3_days_ahead():
    case = cases.led_case()
    case.family.agreements.update(until=today() + timedelta(days=14))
    days = [today() + timedelta(days=ahead) for ahead in (0, 1, 10, 11, 12)]
    assert [tasks.remind_agreements(on=day.isoformat()) for day in days] == [1, 0, 0, 1, 0]


def test_an_agreement_followed_by_another_is_not_mentioned():
    case = cases.led_case()
    case.family.agreements.update(until=today() + timedelta(days=5))
    from tests.factories import families

    families.agreement(case.family, by=cases.lead_of(case), given_on=today())
    assert tasks.remind_agreements() == 0


@pytest.mark.parametrize(
    "sweep", [tasks.remind_actions, tasks.remind_reviews, tasks.remind_lead_offers, tasks.remind_agreements]
)
def test_no_sentence_says_anything_about_a_family(sweep):
    case = cases.led_case(review_due_on=days_ago(1))
    lead = cases.lead_of(case)
    cases.action(lead, case.centre, case=case, due_on=today(), what="Ring Grace")
    cases.lead_offer(case, centres.health_visitor(case.centre), offered_on=days_ago(3))
    case.family.agreements.update(until=today() + timedelta(days=2))
    sweep()
    text = " ".join(f"{reminder.sentence} {reminder.path}" for reminder in Reminder.objects.all())
    private = [case.family.name, lead.name, "Grace", "Ada"]
    assert (bool(text), [word for word in private if word in text]) == (True, [])


def test_every_path_leads_somewhere(client):
    case = cases.led_case(review_due_on=days_ago(1))
    lead = cases.lead_of(case)
    cases.action(lead, case.centre, case=case, due_on=today())
    case.family.agreements.update(until=today() + timedelta(days=2))
    for sweep in (tasks.remind_actions, tasks.remind_reviews, tasks.remind_agreements):
        sweep()
    client.force_login(lead)
    assert {client.get(reminder.path).status_code for reminder in Reminder.objects.filter(to=lead)} == {200}
