"""Ratings over time: the points of the chart, its table, and where both are shown."""

import pytest
from django.urls import reverse

from cases.models import HelpAsked
from cases.ratings import BOTTOM, LEFT, OVERALL, RIGHT, TOP, Drawn, Rated, ratings_of
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db


def drawn(*ratings):
    """Ratings a week apart: (family, worker)."""
    return Drawn("x", [Rated(days_ago(70 - 7 * week), *one) for week, one in enumerate(ratings)])


def test_ten_is_on_top_and_nothing_at_the_bottom():
    marks = drawn((0, 10), (10, 0)).family_marks
    assert [mark.y for mark in marks] == [BOTTOM, TOP]


def test_the_first_is_left_and_the_last_right_in_the_proportion_of_their_days():
    first, middle, last = (mark.x for mark in drawn((1, 1), (2, 2), (3, 3)).worker_marks)
    assert LEFT < first < middle < last < RIGHT
    assert middle - first == last - middle


def test_one_rating_stands_in_the_middle():
    assert drawn((3, 4)).family_marks[0].x == (LEFT + RIGHT) // 2


def test_a_rating_that_the_family_did_not_give_breaks_its_line():
    lines = drawn((1, 1), (None, 2), (3, 3), (4, 4)).family_lines
    assert [len(line) for line in lines] == [1, 2]


def test_the_last_two_stand_beside_the_form_the_newest_first():
    assert [one.family for one in drawn((1, 1), (2, 2), (3, 3)).last_two] == [3, 2]


def a_rated_case():
    """A case with one goal, two reviews of it, and what the family thought of the help."""
    case = cases.led_case()
    lead = cases.lead_of(case)
    goal = cases.goal(case, by=lead, set_on=days_ago(60))
    for days, rating in ((40, 3), (10, 5)):
        held = cases.held_review(case, by=lead, held_on=days_ago(days), due_on=days_ago(days), family_words="We talk")
        cases.goal_rating(held, goal, family_rating=rating, worker_rating=rating + 1)
    cases.help_asked(held, words="They listen")
    return case, goal, held


def test_what_is_rated_comes_from_one_place(django_assert_num_queries):
    case, goal, _ = a_rated_case()
    with django_assert_num_queries(3):
        everything, of_goal = ratings_of(case)
    assert (everything.title, [one.family for one in everything.rated]) == (OVERALL, [4, 4])
    rated = [(one.family, one.worker, one.start) for one in of_goal.rated]
    assert rated == [(2, None, True), (3, 4, False), (5, 6, False)]
    assert (of_goal.goal_id, of_goal.target) == (goal.pk, 7)


def shown(client, case, route, *args, **query):
    """The page as the lead reads it."""
    client.force_login(cases.lead_of(case))
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_reviews_have_a_chart_with_its_table_and_what_the_family_thinks(client):
    case, goal, _ = a_rated_case()
    page = shown(client, case, "case", case.pk, part="reviews")
    assert page.count('class="fn-ratings__chart"') == 2
    assert f"Ratings: {goal.words}" in page
    assert "Do you get on well with the people who help you? <strong>Yes, very much</strong>" in page
    assert "They listen" in page
    assert "style=" not in page


def test_the_form_has_the_last_two_ratings_beside_each_goal(client):
    case, _, _ = a_rated_case()
    page = shown(client, case, "review_hold", cases.pending_review(case).pk)
    assert "the family 5, the worker 6" in page
    assert "the family 3, the worker 4" in page
    assert "fn-ratings__chart" in page


def test_a_family_that_keeps_its_plan_keeps_the_chart(client):
    case, _, _ = a_rated_case()
    lead = cases.lead_of(case)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), "plan", by=lead)
    page = shown(client, case, "case", case.pk, part="reviews")
    assert "fn-ratings__chart" not in page
    assert "They listen" not in page


def typed(case, **fields):
    """A review as typed."""
    goals = {f"goal_{goal.pk}_{who}_rating": "4" for goal in case.goals.open() for who in ("family", "worker")}
    given = {
        "held_on": f"{today():%d %m %Y}", "held_where": "home", "present": "Her mother", "worker_rating": "6",
        "family_rating": "5", "decision": "go_on", "reason": "It helps.", "staff": "5", "satisfaction": "4",
        "help_words": "Good",
    }  # fmt: skip
    return {**goals, **given, **fields}


def test_the_page_keeps_goals_and_answers(client):
    case, _, _ = a_rated_case()
    review = cases.pending_review(case)
    client.force_login(cases.lead_of(case))
    assert client.post(reverse("review_hold", args=[review.pk]), typed(case)).status_code == 302
    review.refresh_from_db()
    assert (review.held_where, review.present, review.goal_ratings.get().family_rating) == ("home", "Her mother", 4)
    asked = HelpAsked.objects.get(review=review)
    assert (asked.staff, asked.needs_met, asked.satisfaction, asked.words) == (5, None, 4, "Good")


def test_a_goal_left_out_is_asked_for_beside_it_and_nothing_is_lost(client):
    case, goal, _ = a_rated_case()
    client.force_login(cases.lead_of(case))
    without = typed(case, what_changed="He sleeps")
    del without[f"goal_{goal.pk}_worker_rating"]
    answer = client.post(reverse("review_hold", args=[cases.pending_review(case).pk]), without)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_goal_{goal.pk}_worker_rating"' in page
    assert "He sleeps" in page


def test_the_api_tells_and_takes_the_same(client):
    case, goal, _ = a_rated_case()
    client.force_login(cases.lead_of(case))
    first = client.get(f"/api/v1/cases/{case.pk}/reviews/").json()["results"]
    last = next(one for one in first if one["goal_ratings"] and one["help_asked"])
    assert (last["goal_ratings"][0]["family_rating"], last["help_asked"]["staff"]) == (5, 5)
    sent = {
        "worker_rating": 6, "family_rating": 5, "decision": "go_on", "reason": "It helps.", "held_where": "call",
        "present": "Mother", "help_said": {"staff": 3}, "held_on": str(days_ago(1)),
        "goals": [{"goal": goal.pk, "worker_rating": 7, "family_rating": None, "no_rating_because": "Asleep"}],
    }  # fmt: skip
    path = f"/api/v1/reviews/{cases.pending_review(case).pk}/hold/"
    answer = client.post(path, sent, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["goal_ratings"][0]["no_rating_because"] == "Asleep"
    assert answer.json()["held_on"] == str(days_ago(1))


def copied(client, who, review, status=200, **fields):
    """The family's copy, with what was added."""
    client.force_login(who)
    path = reverse("review_copy", args=[review.pk])
    answer = client.post(path, fields) if fields else client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_copy_has_the_familys_ratings_and_the_decision_in_plain_words(client):
    case, goal, held = a_rated_case()
    page = copied(client, cases.lead_of(case), held)
    assert "We go on as we planned with you." in page
    assert goal.words in page
    assert "You started at 2 and want to be at 7" in page
    assert "Yes, very much" in page


def test_the_copy_has_nothing_that_was_written_for_colleagues_and_no_address(client):
    case, _, held = a_rated_case()
    page = copied(client, cases.lead_of(case), held)
    for words in ("First words.", "It helps.", "We talk", case.family.addresses.get().lines):
        assert words not in page


def test_what_is_ticked_and_added_stands_on_the_copy_and_is_kept_nowhere(client):
    case, _, held = a_rated_case()
    lead = cases.lead_of(case)
    action = cases.action(lead, case.centre, case=case, what="Ring the library")
    cases.action(lead, case.centre, case=case, what="Ask the police")
    page = copied(client, lead, held, words="Thank you for the tea", say_words="on", tell=[str(action.pk)])
    letter = page.split('id="add"')[0]
    assert all(words in letter for words in ("Thank you for the tea", "We talk", "Ring the library"))
    assert "Ask the police" not in letter
    assert "Thank you for the tea" not in copied(client, lead, held)


def test_an_address_that_must_not_be_known_gets_onto_no_copy(client):
    case, goal, held = a_rated_case()
    case.family.addresses.update(confidential=True, lines="12 Elm Street", postcode="LS1 4AP")
    page = copied(client, cases.lead_of(case), held, status=422, words="We come to 12 Elm Street")
    assert "Take the address out" in page
    type(goal).objects.filter(pk=goal.pk).update(words="To leave 12 Elm Street")
    page = copied(client, cases.lead_of(case), held)
    assert "12 Elm Street" not in page
    assert "A goal is left out" in page


def test_nor_where_it_stands_in_who_does_an_action(client):
    case, _, held = a_rated_case()
    case.family.addresses.update(confidential=True, lines="12 Elm Street", postcode="LS1 4AP")
    lead = cases.lead_of(case)
    action = cases.action(lead, case.centre, case=case, what="Ring us", done_by="Gran at 12 Elm Street")
    page = copied(client, lead, held, status=422, tell=[str(action.pk)])
    assert "Take the address out" in page


def test_the_team_makes_no_copy(client):
    case, _, held = a_rated_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    copied(client, member, held, status=403)


def test_a_review_to_come_has_no_copy(client):
    case, _, _ = a_rated_case()
    copied(client, cases.lead_of(case), cases.pending_review(case), status=404)
