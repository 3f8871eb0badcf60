"""A reflection: its questions and figures, where the team sees itself, and what it wanted to change last time."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from rest_framework.test import APIClient

from inputs.errors import RuleBroken
from meetings.models import Reflection
from meetings.services import TeamReflection, close_meeting, decide, release_minutes, undo_decision
from meetings.status import DecisionKind, ItemKind
from tests.days import days_ago, today
from tests.factories import meetings

pytestmark = pytest.mark.django_db


def reflecting(meeting):
    """The reflection on a meeting's agenda."""
    return meetings.other_item(meeting, kind=ItemKind.REFLECTION, title="How do we work together?")


@pytest.fixture
def item(team):
    return reflecting(meetings.running_meeting(team))


def noted(item, team, **said):
    """What the team noted."""
    return decide(
        item=item, version=item.version, kind=DecisionKind.NOTED, reason="We talked about it.", by=team.manager,
        on=today(), reflection=TeamReflection(**said),
    )  # fmt: skip


def reflected_before(team, **said):
    """A reflection at the meeting of a fortnight ago."""
    made = meetings.decision(reflecting(meetings.closed_meeting(team)), by=team.manager, kind=DecisionKind.NOTED)
    return Reflection.objects.create(decision=made, **said)


def page(client, who, item):
    client.force_login(who)
    return client.get(reverse("item", args=[item.pk])).content.decode()


def test_the_level_and_the_one_thing_to_change_are_kept_with_the_decision(item, team):
    made = noted(item, team, level=2, to_change=" Ask housing first. ")
    assert (made.reflection.level, made.reflection.to_change) == (2, "Ask housing first.")


def test_a_reflection_may_come_to_neither(item, team):
    noted(item, team)
    assert not Reflection.objects.exists()


def test_another_item_records_no_reflection(team):
    with pytest.raises(RuleBroken) as error:
        noted(meetings.other_item(meetings.running_meeting(team)), team, level=2)
    assert error.value.code == "no_reflection"


def test_there_are_four_levels(item, team):
    with pytest.raises(RuleBroken) as error:
        noted(item, team, level=5)
    assert error.value.code == "no_such_level"


@pytest.mark.parametrize("said", [{"level": 5}, {"level": None, "to_change": ""}])
def test_postgresql_keeps_no_other_level_and_none_that_says_nothing(team, said):
    with pytest.raises(IntegrityError), transaction.atomic():
        reflected_before(team, **said)


def test_taking_the_decision_back_takes_the_reflection_back(item, team):
    noted(item, team, level=1)
    item.refresh_from_db()
    undo_decision(item=item, by=team.manager, on=today())
    assert not Reflection.objects.exists()


def test_the_screen_asks_whether_people_listen_and_says_where_the_question_comes_from(client, item, team):
    shown = page(client, team.manager, item)
    assert "Are people listening to each other in this meeting?" in shown
    assert "Frost, Professionalism, partnership and joined-up thinking" in shown


def test_the_screen_shows_the_figures_of_the_last_meetings(client, item, team):
    assert "No meeting has been held before this one" in page(client, team.manager, item)
    meetings.closed_meeting(team)
    assert f"{team.trust}: came or sent a deputy 1 of 1 time" in page(client, team.housing_officer, item)


def test_the_next_reflection_shows_what_the_team_wanted_to_change(client, item, team):
    reflected_before(team, level=3, to_change="Ask housing first.")
    shown = page(client, team.housing_officer, item)
    assert "you wanted to change: <strong>Ask housing first.</strong>" in shown
    assert "level 3. Co-ordination" in shown


def test_another_item_shows_no_figures(client, team):
    assert "How the meetings went" not in page(
        client, team.manager, meetings.other_item(meetings.running_meeting(team))
    )


def test_the_chair_records_it_on_the_screen_and_reads_it_there_afterwards(client, item, team):
    page(client, team.manager, item)
    sent = {
        "version": item.version,
        "kind": "noted",
        "reason": "We talked.",
        "level": "4",
        "to_change": "Begin on time.",
    }
    client.post(
        reverse("item_decide", args=[item.pk]),
        {**sent, "actions-TOTAL_FORMS": "0", "actions-INITIAL_FORMS": "0"},
    )
    assert Reflection.objects.get().level == 4
    assert "Begin on time." in page(client, team.manager, item)


def test_what_is_typed_is_kept_before_it_is_recorded(client, item, team):
    page(client, team.manager, item)
    client.post(reverse("item_autosave", args=[item.pk]), {"version": item.version, "level": "2", "to_change": "Begin"})
    item.refresh_from_db()
    assert item.typed == {"level": "2", "to_change": "Begin"}
    assert 'value="Begin"' in page(client, team.manager, item)


def test_programs_record_and_read_it(item, team):
    client = APIClient()
    client.force_login(team.manager)
    told = {"version": item.version, "kind": "noted", "reason": "We talked.", "reflection": {"level": 2}}
    answer = client.post(f"/api/v1/items/{item.pk}/decide/", told, format="json")
    assert answer.json()["decision"]["reflection"] == {"level": 2, "to_change": ""}


def test_the_minutes_say_it(client, item, team):
    noted(item, team, level=2, to_change="Ask housing first.")
    made = close_meeting(meeting=item.meeting, by=team.manager, on=today())
    release_minutes(minutes=made, by=team.manager, on=today())
    client.force_login(team.housing_officer)
    shown = client.get(reverse("minutes", args=[item.meeting_id])).content.decode()
    assert "2. Collaboration" in shown and "Ask housing first." in shown


def test_a_reflection_of_a_meeting_that_was_not_before_this_one_is_not_the_last(client, team):
    reflected_before(team, to_change="Ask housing first.")
    earlier = reflecting(meetings.running_meeting(team, on=days_ago(28)))
    assert "Ask housing first." not in page(client, team.manager, earlier)
