"""The six-weekly review in the meeting: each goal and the help can be asked about there, too."""

import json
import re

import pytest
from django.urls import reverse

from cases.models import GoalRating, HelpAsked
from cases.services import GoalRated, HelpSaid
from cases.status import HELP_QUESTIONS, HeldWhere
from consent.status import Information
from meetings.services import close_meeting, release_minutes
from meetings.status import DecisionKind
from tests.days import today
from tests.factories import cases, meetings, sharing
from tests.meetings.asking import signed_in
from tests.meetings.decided import at_the_meeting, broken, decided, ratings
from tests.meetings.on_pages import seen, sent, text, typed

pytestmark = pytest.mark.django_db
GO_ON = DecisionKind.GO_ON


@pytest.fixture
def review():
    """A team, its running meeting's item with a review, and a goal of the family."""
    team, item = at_the_meeting(meetings.review_item)
    goal = cases.goal(item.case, by=team.support_worker, words="zqgoal: out of the house each day", start_rating=2,
                      target_rating=8)  # fmt: skip
    return team, item, goal


def on_the_page(item, goal, **more):
    """What the chair's screen sends of a review with this goal."""
    rated = {f"goal_{goal.pk}_worker_rating": "5", f"goal_{goal.pk}_family_rating": "4"}
    return typed(item, kind="go_on", worker_rating="6", family_rating="7", **{**rated, **more})


def unfolded(page):
    """What stands open on the page."""
    return re.findall(r"<details[^>]*\sopen[^>]*>\s*<summary[^>]*>\s*<span[^>]*>\s*(.*?)\s*</span>", page)


def chosen(page, name):
    """Which of the radio buttons of this name is chosen."""
    return re.findall(rf'name="{name}" type="radio" value="(\d+)"[^>]*\schecked', page)


def test_goals_and_the_help_are_recorded_with_the_review(review):
    team, item, goal = review
    said = ratings(goals=[GoalRated(goal.pk, 5, 4)], help_said=HelpSaid({"staff": 5}, "She listens"))
    decided(item, team, kind=GO_ON, review=said)
    item.review.refresh_from_db()
    assert item.review.held_where == HeldWhere.MEETING
    assert GoalRating.objects.values_list("review", "goal", "worker_rating", "family_rating").get() == (
        item.review.pk, goal.pk, 5, 4,
    )  # fmt: skip
    assert (item.review.help_asked.staff, item.review.help_asked.words) == (5, "She listens")


def test_the_meeting_need_not_ask_about_either(review):
    team, item, _ = review
    decided(item, team, kind=GO_ON, review=ratings())
    assert (GoalRating.objects.count(), HelpAsked.objects.count()) == (0, 0)


def test_a_goal_that_is_rated_is_rated_whole(review):
    team, item, goal = review
    facts = {"kind": GO_ON, "review": ratings(goals=[GoalRated(goal.pk, 5)])}
    assert broken("no_family_rating", item, team, **facts).field == f"goal_{goal.pk}_family_rating"
    item.refresh_from_db()
    assert item.status == "waiting"


def test_another_familys_goal_is_not_rated(review):
    team, item, _ = review
    other = cases.goal(cases.led_case(), by=team.support_worker)
    broken("no_such_goal", item, team, kind=GO_ON, review=ratings(goals=[GoalRated(other.pk, 5, 5)]))


def test_the_screen_shows_where_each_goal_stands_and_takes_its_ratings(client, review):
    team, item, goal = review
    page = text(seen(client, team.manager, "item", item.pk))
    assert "The family started at 2; wants to come to 8." in page
    assert "Rate each goal (1)" in page
    sent(client, team.manager, "item_decide", item.pk, **on_the_page(item, goal, staff="4"))
    item.review.refresh_from_db()
    assert (item.review.goal_ratings.get().family_rating, item.review.help_asked.staff) == (4, 4)


def test_what_is_wrong_with_a_goal_is_said_beside_it_and_nothing_is_lost(client, review):
    team, item, goal = review
    name = f"goal_{goal.pk}_family_rating"
    answer = sent(client, team.manager, "item_decide", item.pk, **on_the_page(item, goal, **{name: ""}))
    assert answer.status_code == 422
    page = text(answer)
    assert re.search(
        f'id="[^"]*{name}[^"]*error"[^>]*>.*?Give the family&#39;s own rating, or say why', page, re.DOTALL
    )
    assert chosen(page, f"goal_{goal.pk}_worker_rating") == ["5"]
    assert unfolded(page) == ["Rate each goal (1)"]


def test_what_is_typed_of_goals_is_kept_as_it_is_typed(client, review):
    team, item, goal = review
    name = f"goal_{goal.pk}_no_rating_because"
    client.force_login(team.manager)
    client.post(
        reverse("item_autosave", args=[item.pk]), on_the_page(item, goal, **{name: "Not at home"}, not_alone="3"),
        headers={"Accept": "application/json"},
    )  # fmt: skip
    page = text(seen(client, team.manager, "item", item.pk))
    assert re.search(f'name="{name}"[^>]*value="Not at home"', page)
    assert chosen(page, "not_alone") == ["3"]
    assert unfolded(page) == ["Rate each goal (1)", "What the family thinks of the help"]


def test_a_program_keeps_and_records_the_same(review):
    team, item, goal = review
    api, at = signed_in(team.manager), f"/api/v1/items/{item.pk}"
    half = {f"goal_{goal.pk}_worker_rating": "5", "staff": "2", "reason": "It"}
    kept = api.post(f"{at}/draft/", {"version": item.version, "typed": half}, format="json").json()
    assert kept["typed"] == half
    whole = {
        "worker_rating": 6, "family_rating": 7, "goals": [{"goal": goal.pk, "worker_rating": 5, "family_rating": 4}],
        "help_said": {"staff": 2},
    }  # fmt: skip
    facts = {"version": kept["version"], "kind": "go_on", "reason": "It helps", "review": whole}
    assert api.post(f"{at}/decide/", facts, format="json").status_code == 200
    item.review.refresh_from_db()
    assert (item.review.goal_ratings.get().worker_rating, item.review.help_asked.staff) == (5, 2)


def test_the_minutes_say_what_was_rated_and_not_what_the_family_thinks_of_the_help(client, review):
    team, item, goal = review
    said = ratings(goals=[GoalRated(goal.pk, 5, None, "zqasleep")], family_words="zqwords",
                   help_said=HelpSaid(dict.fromkeys(HELP_QUESTIONS, 1), "zqhelp"))  # fmt: skip
    decided(item, team, kind=GO_ON, review=said)
    minutes = close_meeting(meeting=item.meeting, by=team.manager, on=today())
    page = text(seen(client, team.manager, "minutes", item.meeting_id))
    assert all(one in page for one in ("zqgoal", "None: zqasleep", "How things are altogether", "zqwords"))
    assert "zqhelp" not in json.dumps(minutes.content)


def test_an_agency_from_which_the_plan_is_kept_reads_no_rating(client, review):
    team, item, goal = review
    decided(item, team, kind=GO_ON, review=ratings(goals=[GoalRated(goal.pk, 5, 4)], family_words="zqwords"))
    minutes = close_meeting(meeting=item.meeting, by=team.manager, on=today())
    release_minutes(minutes=minutes, by=team.manager, on=today())
    reader = team.health_visitor
    before = text(seen(client, reader, "minutes", item.meeting_id))
    assert "zqgoal" in before
    sharing.kept(item.family, team.trust, Information.PLAN, by=team.manager)
    after = text(seen(client, reader, "minutes", item.meeting_id))
    assert item.family.name in after
    assert [one for one in ("zqgoal", "zqwords") if one in after] == []


def test_a_review_held_with_the_family_is_not_in_the_minutes(review):
    team, item, _ = review
    held = {"held_on": today(), "worker_rating": 5, "family_rating": 5, "decision": "go_on", "reason": "It helps",
            "held_where": HeldWhere.HOME, "present": "Mother"}  # fmt: skip
    type(item.review).objects.filter(pk=item.review.pk).update(**held)
    item.refresh_from_db()
    decided(item, team, kind=GO_ON)
    minutes = close_meeting(meeting=item.meeting, by=team.manager, on=today())
    assert "review" not in minutes.content["items"][0]["decision"]
