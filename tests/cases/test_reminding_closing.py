"""Who is told after cases were closed: to complete them, to ask the family, to do something about what it says."""

from datetime import timedelta

import pytest

from cases import tasks
from cases.models import Closure
from cases.services import check_later, complete_closing
from centres.models import Membership
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db


@pytest.fixture
def closure():
    """A closing after which somebody is to ask by the day after tomorrow, and the centre's manager."""
    made = cases.case_to_check()
    made.manager = centres.manager(made.case.centre)
    return made


def sweep(days=0):
    """What the sweep so many days from today newly tells, to whom."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    tasks.remind_closings(on=(today() + timedelta(days=days)).isoformat())
    return sorted(Reminder.objects.exclude(pk__in=before).values_list("to__name", flat=True))


def names(*people):
    return sorted(one.name for one in people)


def test_who_asks_is_told_a_week_ahead_once(closure):
    Closure.objects.update(check_on=today() + timedelta(days=8))
    assert sweep() == []
    assert sweep(1) == names(closure.check_by)
    assert sweep(5) == []
    told = Reminder.objects.get()
    assert closure.case.reference in told.sentence and closure.case.family.name not in told.sentence


def test_once_it_is_late_the_manager_is_told_too_and_both_every_week(closure):
    Closure.objects.update(check_on=days_ago(1))
    both = names(closure.check_by, closure.manager)
    assert [sweep(days) for days in (0, 3, 7, 13)] == [both, [], both, []]


def test_if_who_asks_has_left_it_is_the_manager(closure):
    Membership.objects.filter(user=closure.check_by).update(ends_on=days_ago(1))
    assert sweep() == names(closure.manager)


def test_if_the_family_excludes_their_agency_or_no_longer_agrees_it_is_the_manager(closure):
    agency = cases.agency_of(closure.check_by, closure.case.centre)
    families.wish(closure.case.family, agency, by=closure.check_by, included=False)
    assert sweep() == names(closure.manager)


def test_if_the_family_no_longer_agrees_it_is_the_manager(closure):
    cases.without_agreement(closure.case)
    assert sweep() == names(closure.manager)


def test_once_the_family_was_asked_nobody_is_told_and_what_was_told_is_put_away(closure):
    sweep()
    check_later(closure=closure, result="well", by=closure.check_by, on=today())
    assert not Reminder.objects.filter(seen_at=None).exists()
    assert sweep(20) == []


def test_the_manager_is_told_weekly_of_a_closing_that_nobody_completed():
    case = cases.closed_case(after={"unmet": None, "no_check_because": ""})
    manager = centres.manager(case.centre)
    assert [sweep(days) for days in (0, 3, 7)] == [names(manager), [], names(manager)]
    complete_closing(closure=case.closures.get(), afterwards=cases.AFTERWARDS, by=manager, on=today())
    assert sweep(14) == []
    assert not Reminder.objects.filter(seen_at=None).exists()


def test_of_a_family_that_needs_help_the_manager_is_told_again_every_week(closure):
    check_later(closure=closure, result="needs_help", words="Debts", by=closure.check_by, on=today())
    assert [sweep(days) for days in (0, 1, 7, 8)] == [[], names(closure.manager), [], names(closure.manager)]


def test_three_weeks_without_a_sweep_lose_and_double_nothing(closure):
    Closure.objects.update(check_on=today() + timedelta(days=3))
    assert sweep(24) == names(closure.check_by, closure.manager)
    assert sweep(24) == []
