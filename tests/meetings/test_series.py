"""Starting a series of meetings."""

import pytest

from audit.models import Entry
from centres.models import Membership
from centres.status import Role
from inputs.errors import NotAllowed
from meetings.models import Series
from tests.at_once import at_once
from tests.days import days_ago, later
from tests.factories import centres, meetings
from tests.meetings.asking import code_of
from tests.meetings.inviting import job
from tests.meetings.keeping_series import expected, started

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("keeper", [centres.administrator, centres.manager])
def test_an_administrator_or_manager_starts_a_series_and_three_months_are_planned(keeper):
    at = centres.centre()
    assert started(at, keeper(at)).meetings.count() == 7


def test_everybody_in_it_is_expected_and_the_chair_rotates():
    at = centres.centre()
    manager, visitor = centres.manager(at), centres.health_visitor(at)
    series = started(at, manager, members=[job(manager), job(visitor)], chairs=[job(visitor), job(manager)])
    first, second = series.meetings.order_by("on")[:2]
    assert [first.chair, second.chair] == [visitor, manager]
    assert expected(first) == {manager, visitor}


@pytest.mark.parametrize("other", [centres.health_visitor, centres.support_worker])
def test_nobody_else_starts_a_series(other):
    at = centres.centre()
    with pytest.raises(NotAllowed):
        started(at, other(at))


def test_the_manager_of_another_centre_starts_no_series():
    with pytest.raises(NotAllowed):
        started(centres.centre(), centres.manager(centres.centre()))


REFUSED = [
    ("first_past", later(lambda: {"first_on": days_ago(1)})),
    ("rhythm", {"every_weeks": 13}),
    ("papers_too_early", {"every_weeks": 1, "papers_close_days": 7}),
    ("no_members", {"members": []}),
]


@pytest.mark.parametrize(("code", "fields"), REFUSED)
def test_a_series_that_cannot_be_is_refused_and_nothing_is_made(code, fields):
    at = centres.centre()
    assert code_of(started, at, centres.manager(at), **fields) == code
    assert not Series.objects.exists()


def test_two_series_of_a_centre_have_two_names():
    at = centres.centre()
    by = centres.manager(at)
    started(at, by)
    assert code_of(started, at, by, name="early help MEETING ") == "series_exists"


def test_a_series_that_ended_gives_its_name_free():
    at = centres.centre()
    meetings.series(at, name="Early help meeting", ended_on=days_ago(1))
    assert started(at, centres.manager(at))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_does_not_work_with_families_is_not_expected(role):
    at = centres.centre()
    members = [job(centres.manager(at)), job(centres.member(at, role))]
    assert code_of(started, at, members[0].user, members=members, chairs=[]) == "cannot_attend"


def test_who_works_elsewhere_is_not_expected():
    at = centres.centre()
    members = [job(centres.health_visitor(centres.centre()))]
    assert code_of(started, at, centres.manager(at), members=members) == "cannot_attend"


def test_who_has_left_by_the_first_meeting_is_not_expected():
    at = centres.centre()
    members = [job(centres.health_visitor(at, ends_on=days_ago(-3)))]
    assert code_of(started, at, centres.manager(at), members=members) == "cannot_attend"


def test_somebody_with_two_roles_comes_for_one_agency():
    at = centres.centre()
    visitor = centres.health_visitor(at)
    centres.member(at, Role.SPECIALIST, user=visitor)
    both = list(Membership.objects.filter(user=visitor))
    assert code_of(started, at, centres.manager(at), members=both, chairs=[]) == "person_twice"


def test_who_takes_the_chair_is_expected():
    at = centres.centre()
    by = centres.manager(at)
    chairs = [job(centres.health_visitor(at))]
    assert code_of(started, at, by, members=[job(by)], chairs=chairs) == "chair_not_expected"


def test_nobody_has_two_turns_in_the_chair():
    at = centres.centre()
    by = centres.manager(at)
    assert code_of(started, at, by, members=[job(by)], chairs=[job(by), job(by)]) == "chair_twice"


def test_without_turns_and_without_a_manager_nobody_could_chair():
    at = centres.centre()
    members = [job(centres.health_visitor(at))]
    assert code_of(started, at, centres.administrator(at), members=members, chairs=[]) == "no_chair"
    assert not Series.objects.exists()


def test_a_first_meeting_more_than_three_months_ahead_is_planned():
    at = centres.centre()
    assert started(at, centres.manager(at), first_on=days_ago(-150)).meetings.exists()


def test_starting_is_logged():
    at = centres.centre()
    series = started(at, centres.manager(at))
    entry = Entry.objects.get(verb="start_series")
    assert (entry.subject_id, entry.centre_id) == (series.pk, at.pk)


@committing
def test_started_twice_at_once_there_is_one_series_and_the_other_is_told():
    at = centres.centre()
    one, other = centres.manager(at), centres.administrator(at)
    members = [job(one)]
    answers = at_once(*[lambda by=by: started(at, by, members=members).pk for by in (one, other)])
    assert answers.count("series_exists") == 1
    assert Series.objects.count() == 1
