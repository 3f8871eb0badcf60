"""What the questions about closings count, each asked directly."""

import pytest

from cases.models import Closure
from cases.status import CheckResult
from centres.models import Membership
from centres.status import Role
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


def needs_help(at, **fields):
    """The family was asked yesterday, and needs help again."""
    made = cases.case_to_check(at)
    given = {"checked_on": days_ago(1), "checked_by": made.check_by, "check_result": CheckResult.NEEDS_HELP}
    Closure.objects.filter(pk=made.pk).update(**given, check_words="He does not sleep.", **fields)
    return made


def opened_again(made):
    """The case was opened again today."""
    again = {"reopened_on": today(), "reopened_by": centres.user(), "reopened_because": "They rang."}
    Closure.objects.filter(pk=made.pk).update(**again)
    return made


def kept_from(made, who):
    sharing.kept(made.case.family, cases.agency_of(who, made.case.centre), Information.PLAN, by=centres.user())


def sees(who):
    return list(Closure.objects.visible_to(who))


def test_the_manager_and_whoever_is_to_ask_see_it_and_no_other(at):
    made, other = cases.case_to_check(at), cases.case_to_check()
    assert sees(centres.manager(at)) == sees(made.check_by) == [made]
    assert sees(other.check_by) == [other]
    assert sees(centres.health_visitor(at)) == sees(centres.manager(centres.centre())) == []


def test_it_says_what_the_plan_says_and_is_kept_as_that_is(at):
    case = cases.led_case(at=at)
    lead, made = cases.lead_of(case), opened_again(cases.closure(case))
    before = sees(lead)
    kept_from(made, lead)
    assert (before, sees(lead)) == ([made], [])


def test_whoever_is_to_ask_sees_it_also_where_the_plan_is_kept_from_them(at):
    made = cases.case_to_check(at)
    kept_from(made, made.check_by)
    assert sees(made.check_by) == [made]


def test_who_is_to_ask_is_asked_and_nobody_else_and_only_as_long_as_they_work_there(at):
    made = cases.case_to_check(at)
    asked = [list(Closure.objects.asked_by(who)) for who in (made.check_by, centres.manager(at))]
    Membership.objects.filter(user=made.check_by).update(ends_on=days_ago(1))
    assert (asked, list(Closure.objects.asked_by(made.check_by))) == ([[made], []], [])


@pytest.mark.parametrize(("days", "asked"), [(1, True), (0, True), (-1, False)])
def test_it_is_to_be_asked_from_the_day_that_was_set(at, days, asked):
    cases.case_to_check(at, check_opens_on=days_ago(days))
    assert Closure.objects.to_ask(today()).exists() is asked


def test_after_the_answer_or_once_the_case_is_open_again_it_is_not_to_be_asked(at):
    needs_help(at)
    opened_again(cases.case_to_check(at))
    assert not Closure.objects.to_ask(today()).exists()


def test_what_nobody_completed_is_incomplete_until_the_case_is_opened_again(at):
    complete, asked = cases.closed_case(at), cases.case_to_check(at)
    made, again = cases.closed_case(at), cases.closed_case(at)
    Closure.objects.filter(case__in=[made, again]).update(unmet=None, no_check_because="")
    opened_again(again.closures.get())
    found = list(Closure.objects.incomplete())
    assert [one.case for one in found] == [made] and {complete, asked.case}.isdisjoint({made})


def test_help_is_needed_until_somebody_did_something_or_the_case_is_open_again(at):
    made = needs_help(at)
    needs_help(at, settled_on=today(), settled_words="A new referral.")
    opened_again(needs_help(at))
    well = needs_help(at)
    Closure.objects.filter(pk=well.pk).update(check_result=CheckResult.WELL)
    assert list(Closure.objects.need_help()) == [made]


def test_the_manager_is_shown_what_is_incomplete_late_or_in_need_of_help_at_their_centre(at):
    incomplete = cases.closed_case(at).closures.get()
    Closure.objects.filter(pk=incomplete.pk).update(unmet=None, no_check_because="")
    late, help_needed = cases.case_to_check(at, check_on=days_ago(1)), needs_help(at)
    cases.closed_case(at), cases.case_to_check(at, check_on=today()), needs_help(centres.centre())
    waits = Closure.objects.for_manager
    assert set(waits(centres.manager(at), today())) == {incomplete, late, help_needed}
    for role in set(Role) - {Role.CENTRE_MANAGER}:
        assert not waits(centres.member(at, role), today()).exists(), role


def test_what_is_asked_late_counts_only_once_it_may_be_asked_and_was_not(at):
    answered = cases.case_to_check(at, check_on=days_ago(1))
    Closure.objects.filter(pk=answered.pk).update(
        checked_on=today(), checked_by=answered.check_by, check_result=CheckResult.WELL
    )
    assert not Closure.objects.for_manager(centres.manager(at), today()).exists()
