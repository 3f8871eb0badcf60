"""Who is told of standing in: not answered, about to begin, about to end; reviews and agreements meanwhile."""

from datetime import timedelta

import pytest

from cases import tasks
from centres.models import Membership
from centres.status import Role
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(case):
    """Who stands in, or is asked to."""
    return centres.support_worker(case.centre, name="Ada Byron")


def told(sweep=tasks.remind_deputies, on=0):
    """Who is told by the sweep so many days from now."""
    Reminder.objects.all().delete()
    sweep(str(today() + timedelta(days=on)))
    return {one.to for one in Reminder.objects.all()}


def test_who_has_not_answered_is_asked_again_after_two_days(case, ada):
    cases.asked_to_deputise(case, ada, starts_on=days_ago(-20), ends_on=days_ago(-30))
    assert [told(on=days) for days in (0, 1, 2)] == [set(), set(), {ada}]


def test_or_on_the_day_before_it_begins(case, ada):
    cases.asked_to_deputise(case, ada, starts_on=days_ago(-2))
    assert told(on=1) == {ada}


def test_after_five_days_or_when_it_has_begun_who_leads_and_the_manager_are_told(case, ada):
    manager, lead = centres.manager(case.centre), cases.lead_of(case)
    made = cases.asked_to_deputise(case, ada, starts_on=days_ago(-20), ends_on=days_ago(-30))
    assert (told(on=4), told(on=5)) == ({ada}, {ada, manager, lead})
    type(made).objects.filter(pk=made.pk).update(starts_on=days_ago(-1))
    assert told(on=1) == {ada, manager, lead}


def test_who_cannot_answer_any_more_is_not_asked_the_others_are_told(case, ada):
    manager, lead = centres.manager(case.centre), cases.lead_of(case)
    cases.asked_to_deputise(case, ada, starts_on=days_ago(-20), ends_on=days_ago(-30))
    Membership.objects.filter(user=ada).update(ends_on=today())
    assert told(on=1) == {manager, lead}


def with_a_second_job(case, who):
    """Who works there for another agency as well, after the family has excluded the first."""
    first = cases.agency_of(who, case.centre)
    centres.member(case.centre, Role.SPECIALIST, user=who)
    case.family.wishes.filter(agency=first).update(included=False)


def test_whose_agency_the_family_excludes_is_not_asked_to_answer_for_a_second_job(case, ada):
    manager, lead = centres.manager(case.centre), cases.lead_of(case)
    cases.asked_to_deputise(case, ada, starts_on=days_ago(-20), ends_on=days_ago(-30))
    with_a_second_job(case, ada)
    assert told(on=2) == {manager, lead}


def test_nor_told_that_they_stand_in(case, ada):
    cases.deputy(case, ada, starts_on=days_ago(-5), ends_on=days_ago(-6), answered_on=today())
    with_a_second_job(case, ada)
    assert (told(on=4), told(on=5)) == (set(), {cases.lead_of(case)})


def test_of_what_is_over_or_without_agreement_nobody_is_told(case, ada):
    made = cases.asked_to_deputise(case, ada)
    assert told(on=8) == set()
    type(made).objects.filter(pk=made.pk).update(ends_on=days_ago(-30))
    cases.without_agreement(case)
    assert told(on=8) == set()


def test_who_said_yes_days_before_is_told_the_day_before_it_begins(case, ada):
    cases.deputy(case, ada, starts_on=days_ago(-5), ends_on=days_ago(-20), answered_on=today())
    assert [told(on=days) for days in (3, 4)] == [set(), {ada}]


def test_who_said_yes_the_day_before_is_not_told_what_they_know(case, ada):
    cases.deputy(case, ada, starts_on=days_ago(-1), ends_on=days_ago(-20), answered_on=today())
    assert told(on=1) == set()


def test_three_days_before_it_ends_both_are_told_once(case, ada):
    cases.deputy(case, ada, ends_on=days_ago(-9), answered_on=days_ago(2))
    assert [told(on=days) for days in (5, 6)] == [set(), {ada, cases.lead_of(case)}]
    assert tasks.remind_deputies(str(today() + timedelta(days=7))) == 0


def test_no_sentence_names_anybody(case, ada):
    cases.asked_to_deputise(case, ada, matters="Ring before nine", starts_on=days_ago(-20), ends_on=days_ago(-30))
    cases.deputy(case, centres.support_worker(case.centre), ends_on=days_ago(-9))
    centres.manager(case.centre)
    told(on=6)
    sentences = " ".join(Reminder.objects.values_list("sentence", flat=True))
    assert case.reference in sentences
    assert not [word for word in (case.family.name, "Ada", "Ring") if word in sentences]


def test_meanwhile_who_stands_in_is_told_of_the_review_too(case, ada):
    case.reviews.update(due_on=days_ago(-3))
    assert told(tasks.remind_reviews) == {cases.lead_of(case)}
    cases.deputy(case, ada)
    assert told(tasks.remind_reviews) == {cases.lead_of(case), ada}
    assert told(tasks.remind_reviews, on=8) == {cases.lead_of(case)}


def test_and_of_the_agreement_that_runs_out(case, ada):
    case.family.agreements.update(until=days_ago(-3))
    cases.deputy(case, ada)
    assert told(tasks.remind_agreements) == {cases.lead_of(case), ada}


def test_who_stands_in_is_told_that_the_family_no_longer_agrees(case, ada):
    cases.deputy(case, ada)
    cases.without_agreement(case)
    assert ada in told(tasks.remind_withdrawals)
    assert "decide otherwise" in Reminder.objects.get(to=ada).sentence
