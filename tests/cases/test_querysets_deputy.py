"""What the questions about deputies count, each asked directly."""

import pytest

from cases.models import Case, Deputy
from cases.status import DeputyStatus
from centres.models import Membership
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


def asked(case, **fields):
    """A health visitor who is asked to stand in from tomorrow."""
    return cases.asked_to_deputise(case, centres.health_visitor(case.centre), **fields)


def stands_in(case, **fields):
    """A health visitor who stands in."""
    return cases.deputy(case, centres.health_visitor(case.centre), **fields)


def sees(who):
    return list(Deputy.objects.visible_to(who))


def test_who_is_asked_and_who_opens_the_case_sees_it_and_no_other(case):
    made, elsewhere = asked(case), asked(cases.led_case())
    for who in (made.user, cases.lead_of(case), centres.manager(case.centre)):
        assert sees(who) == [made]
    assert sees(elsewhere.user) == [elsewhere]
    assert sees(centres.health_visitor(case.centre)) == sees(centres.manager(centres.centre())) == []


def test_of_two_who_are_asked_neither_sees_the_other(case):
    one, two = asked(case), asked(case, starts_on=days_ago(-20), ends_on=days_ago(-25))
    assert (sees(one.user), sees(two.user)) == ([one], [two])


def test_each_is_asked_what_is_put_to_them_as_long_as_they_work_there(case):
    made, other = asked(case), stands_in(cases.led_case())
    before = [list(Deputy.objects.asked_of(who)) for who in (made.user, other.user, cases.lead_of(case))]
    Membership.objects.filter(user=made.user).update(ends_on=days_ago(1))
    assert (before, list(Deputy.objects.asked_of(made.user)), sees(made.user)) == ([[made], [], []], [], [])


@pytest.mark.parametrize(("ends", "counts"), [(1, False), (0, True), (-1, True)])
def test_the_last_day_still_counts(case, ends, counts):
    days = {"starts_on": days_ago(5), "ends_on": days_ago(ends)}
    waiting, accepted = asked(case, **days), stands_in(cases.led_case(at=case.centre), **days)
    assert list(Deputy.objects.waiting(today())) == [waiting] * counts
    assert list(Deputy.objects.accepted(today())) == list(Deputy.objects.current(today())) == [accepted] * counts


@pytest.mark.parametrize(("starts", "counts"), [(1, True), (0, True), (-1, False)])
def test_the_first_day_counts(case, starts, counts):
    made = stands_in(case, starts_on=days_ago(starts))
    assert list(Deputy.objects.accepted(today())) == [made]
    assert list(Deputy.objects.current(today())) == [made] * counts


@pytest.mark.parametrize(("first", "last", "meets"), [
    (-5, -9, False), (-4, -9, True), (-3, -3, True), (9, -2, True), (5, 1, True), (5, 2, False),
])  # fmt: skip
def test_who_stands_in_or_is_asked_to_on_one_of_these_days(case, first, last, meets):
    """Both from yesterday to in four days, which is minus four days ago."""
    days = {"starts_on": days_ago(1), "ends_on": days_ago(-4)}
    asked(case, **days), stands_in(cases.led_case(at=case.centre), **days)
    assert Deputy.objects.then(days_ago(first), days_ago(last)).count() == 2 * meets


def test_whoever_said_no_stands_in_on_no_day(case):
    asked(case, status=DeputyStatus.DECLINED, answered_on=today(), reason="On leave too.")
    assert not Deputy.objects.then(today(), days_ago(-9)).exists()


def named(case):
    """Who stands in today, and until when, as every page of the case says it."""
    return Case.objects.with_next().values_list("deputy_name", "deputy_until").get(pk=case.pk)


@pytest.mark.parametrize(("starts", "ends", "says"), [(0, -3, True), (3, 0, True), (-1, -3, False), (3, 1, False)])
def test_each_case_names_who_stands_in_today(case, starts, ends, says):
    other = cases.led_case(at=case.centre)
    made = stands_in(case, starts_on=days_ago(starts), ends_on=days_ago(ends))
    assert named(case) == ((made.user.name, made.ends_on) if says else (None, None))
    assert named(other) == (None, None)


def test_nobody_is_named_who_works_there_no_more_or_has_not_answered(case):
    made = stands_in(case)
    asked(cases.led_case(at=case.centre), starts_on=days_ago(1))
    Membership.objects.filter(user=made.user).update(ends_on=days_ago(1))
    assert {named(one) for one in Case.objects.all()} == {(None, None)}
