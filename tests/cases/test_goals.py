"""Goals with a start and a target, in other words, and given up."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import Entry
from cases.models import Goal
from cases.services import change_goal, give_up_goal, reach_goal, reopen_goal, set_goal
from inputs.errors import NotAllowed, RuleBroken
from tests.days import later, today
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db
GOAL = {"words": "To sleep through", "outcome": "healthy", "start_rating": 2, "target_rating": 6}


def a_goal(**fields):
    """A goal of a case, and its lead."""
    case = cases.led_case()
    lead = cases.lead_of(case)
    return cases.goal(case, by=lead, **fields), lead


def broken(code, verb, **facts):
    """Refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        verb(on=today(), **facts)
    assert error.value.code == code, error.value.sentence
    return error.value


def test_a_goal_starts_somewhere_and_wants_to_be_somewhere():
    case = cases.led_case()
    goal = set_goal(case=case, by=cases.lead_of(case), on=today(), **GOAL)
    assert (goal.start_rating, goal.target_rating) == (2, 6)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start_rating": None}, "no_start_rating"),
        ({"target_rating": None}, "no_target_rating"),
        ({"start_rating": 11}, "rating_range"),
        ({"target_rating": -1}, "rating_range"),
        ({"start_rating": 7}, "target_below_start"),
    ],
)
def test_both_ratings_are_needed_and_in_their_order(fields, code):
    case = cases.led_case()
    broken(code, set_goal, case=case, by=cases.lead_of(case), **{**GOAL, **fields})


def test_what_is_good_already_can_be_kept():
    case = cases.led_case()
    assert set_goal(case=case, by=cases.lead_of(case), on=today(), **{**GOAL, "target_rating": 2})


@pytest.mark.parametrize(
    "fields",
    [
        {"start_rating": 5, "target_rating": 4},
        {"start_rating": 5, "target_rating": 11},
        {"start_rating": 5, "target_rating": None},
        {"start_rating": None, "target_rating": 5},
        later(lambda: {"given_up_on": today()}),
        {"given_up_because": "x"},
        later(lambda: {"given_up_on": today(), "given_up_because": "x", "reached_on": today()}),
    ],
)
def test_the_database_refuses_a_goal_that_makes_no_sense(fields):
    case = cases.led_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.goal(case, by=cases.lead_of(case), **fields)


def test_a_goal_is_said_in_other_words_and_the_history_keeps_the_old():
    goal, lead = a_goal()
    changed = change_goal(goal=goal, by=lead, on=today(), **GOAL)
    assert (changed.words, changed.target_rating) == ("To sleep through", 6)
    assert Entry.objects.filter(verb="change_goal").exists()


def test_a_goal_is_not_changed_into_another_of_the_plan():
    goal, lead = a_goal()
    cases.goal(goal.case, by=lead, words=GOAL["words"])
    broken("already_recorded", change_goal, goal=goal, by=lead, **GOAL)


def test_a_goal_keeps_its_own_words():
    goal, lead = a_goal()
    assert change_goal(goal=goal, by=lead, on=today(), **{**GOAL, "words": goal.words}).target_rating == 6


@pytest.mark.parametrize("verb", [change_goal, give_up_goal])
def test_a_goal_that_is_reached_is_neither_changed_nor_given_up(verb):
    goal, lead = a_goal(reached_on=today())
    facts = GOAL if verb is change_goal else {"because": "Moved"}
    broken("already_reached", verb, goal=goal, by=lead, **facts)


def test_a_goal_is_given_up_with_a_reason():
    goal, lead = a_goal()
    broken("no_reason", give_up_goal, goal=goal, by=lead, because=" ")
    assert give_up_goal(goal=goal, because="We moved", by=lead, on=today()).given_up_on == today()


def test_a_goal_that_is_given_up_is_not_reached():
    goal, lead = a_goal(given_up_on=today(), given_up_because="Moved")
    broken("already_given_up", reach_goal, goal=goal, by=lead)


def test_a_goal_is_taken_up_again():
    goal, lead = a_goal(given_up_on=today(), given_up_because="Moved")
    again = reopen_goal(goal=goal, by=lead, on=today())
    assert (again.given_up_on, again.given_up_because) == (None, "")


def test_a_goal_is_not_taken_up_again_beside_its_like():
    goal, lead = a_goal(given_up_on=today(), given_up_because="Moved")
    cases.goal(goal.case, by=lead)
    broken("already_recorded", reopen_goal, goal=goal, by=lead)


@pytest.mark.parametrize(("verb", "facts"), [(change_goal, GOAL), (give_up_goal, {"because": "Moved"})])
def test_a_colleague_changes_no_goal(verb, facts):
    goal, _ = a_goal()
    with pytest.raises(NotAllowed):
        verb(goal=goal, by=centres.health_visitor(goal.case.centre), on=today(), **facts)


def test_without_an_agreement_a_goal_is_given_up_but_not_changed():
    goal, lead = a_goal()
    cases.without_agreement(goal.case)
    broken("no_agreement", change_goal, goal=goal, by=lead, **GOAL)
    assert give_up_goal(goal=goal, because="They no longer agree", by=lead, on=today()).given_up_on


def test_the_pages_change_a_goal_and_give_it_up(client):
    goal, lead = a_goal()
    client.force_login(lead)
    change = reverse("goal_change", args=[goal.pk])
    assert goal.words in client.get(change).content.decode()
    plan = client.post(change, {**GOAL, "target_rating": "8"}, follow=True).content.decode()
    assert "Started at 2; wants to be at 8 of 10" in plan
    plan = client.post(reverse("goal_give_up", args=[goal.pk]), {"because": "We moved"}, follow=True).content.decode()
    assert "We moved" in plan
    assert "Take up again" in plan


def test_errors_keep_what_was_typed(client):
    goal, lead = a_goal()
    client.force_login(lead)
    answer = client.post(reverse("goal_change", args=[goal.pk]), {**GOAL, "start_rating": "9"})
    assert answer.status_code == 422
    assert "To sleep through" in answer.content.decode()


@pytest.mark.parametrize("route", ["goal_change", "goal_give_up"])
def test_whoever_is_not_to_know_the_plan_does_not_see_the_goal(client, route):
    goal, lead = a_goal()
    sharing.kept(goal.case.family, cases.agency_of(lead, goal.case.centre), "plan", by=lead)
    client.force_login(lead)
    assert client.get(reverse(route, args=[goal.pk])).status_code == 404


def test_programs_change_a_goal_and_give_it_up(client):
    goal, lead = a_goal()
    client.force_login(lead)
    path = f"/api/v1/goals/{goal.pk}/"
    changed = client.post(f"{path}change/", GOAL, content_type="application/json")
    assert (changed.status_code, changed.json()["words"]) == (200, "To sleep through")
    given_up = client.post(f"{path}give-up/", {"because": "We moved"}, content_type="application/json")
    assert given_up.json()["given_up_because"] == "We moved"
    assert Goal.objects.open().count() == 0
