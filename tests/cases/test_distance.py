"""Distance travelled: worked out from the ratings, in each stretch of the work by itself."""

import pytest

from cases.distance import Way, distance_so_far
from cases.serializers import closures_of
from tests.days import days_ago, today
from tests.factories import cases, centres
from tests.queries import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case that was opened a year ago."""
    return cases.led_case(opened_on=days_ago(365))


def rated(case, days, family, worker, **goals):
    """A review held so many days ago; `goals`: the ratings of goals by their words."""
    lead = cases.lead_of(case)
    because = "" if family is not None else "She did not want to"
    held = cases.held_review(
        case, by=lead, due_on=days_ago(days), held_on=days_ago(days), family_rating=family, worker_rating=worker,
        no_rating_because=because,
    )  # fmt: skip
    for words, (theirs, ours) in goals.items():
        cases.goal_rating(held, case.goals.get(words=words), family_rating=theirs, worker_rating=ours)
    return held


def test_altogether_it_goes_from_the_first_rating_to_the_last(case):
    for days, family, worker in ((80, 3, 4), (40, 9, 5), (5, 6, 6)):
        rated(case, days, family, worker)
    (found,) = distance_so_far(case, today())
    assert (found.family, found.worker) == (Way(3, 6), Way(4, 6))
    assert (found.family.travelled, found.family.in_words) == (3, "From 3 to 6: 3 up")


def test_each_goal_begins_where_the_family_saw_itself_when_it_was_set(case):
    cases.goal(case, by=cases.lead_of(case), words="sleep", start_rating=2, set_on=days_ago(90), outcome="healthy")
    rated(case, 40, 5, 5, sleep=(6, 5))
    found = distance_so_far(case, today())[1]
    assert (found.title, found.outcome, found.target, found.family, found.worker) == (
        "sleep", "Be healthy", 7, Way(2, 6), None,
    )  # fmt: skip


def test_a_rating_that_was_not_given_is_passed_over(case):
    for days, family in ((80, None), (40, 7), (5, None), (2, 5)):
        rated(case, days, family, 5)
    assert distance_so_far(case, today())[0].family == Way(7, 5)


@pytest.mark.parametrize(("last", "words"), [(3, "From 5 to 3: 2 down"), (5, "From 5 to 5: no change")])
def test_down_and_no_change_are_said(case, last, words):
    rated(case, 40, 5, 5)
    rated(case, 5, last, 5)
    assert distance_so_far(case, today())[0].family.in_words == words


def test_what_was_rated_once_has_no_distance(case):
    rated(case, 40, 5, 5)
    assert distance_so_far(case, today())[0].family is None


def test_without_a_rating_there_is_nothing_to_say(case):
    assert distance_so_far(case, today()) == []


def test_each_closing_counts_only_the_work_that_ended_then(case):
    for days, family in ((300, 1), (280, 4), (100, 5), (60, 9)):
        rated(case, days, family, 5)
    opened = {"reopened_on": days_ago(200), "reopened_by": cases.lead_of(case), "reopened_because": "Back"}
    cases.closure(case, closed_on=days_ago(270), **opened)
    cases.closure(case, closed_on=days_ago(10))
    last, first = closures_of(case)
    assert (first["distance"][0]["family"]["in_words"], last["distance"][0]["family"]["in_words"]) == (
        "From 1 to 4: 3 up", "From 5 to 9: 4 up",
    )  # fmt: skip


def test_the_work_that_goes_on_counts_from_the_day_it_was_opened_again(case):
    for days, family in ((300, 1), (100, 5), (60, 9)):
        rated(case, days, family, 5)
    type(case).objects.filter(pk=case.pk).update(reopened_on=days_ago(200))
    case.refresh_from_db()
    assert distance_so_far(case, today())[0].family == Way(5, 9)


def test_many_closings_cost_no_more_queries():
    case, number = cases.case_without_lead(opened_on=days_ago(365)), []
    by = centres.manager(case.centre)
    for days in (300, 200, 100):
        opened = {"reopened_on": days_ago(days - 10), "reopened_by": by, "reopened_because": "Back"}
        cases.closure(case, closed_on=days_ago(days), **opened)
        with asked() as statements:
            closures_of(case)
        number.append(len(statements))
    assert len(set(number)) == 1
