"""Of the chair's screen: who does an action and for which goal, and what comes after a closing; the rules of a case."""

import pytest
from django.urls import reverse

from cases.models import Action, Closure
from cases.services import Afterwards
from cases.status import CaseStatus
from meetings.models import AgendaItem
from meetings.services import NewAction, close_meeting, release_minutes
from meetings.status import DecisionKind
from tests.days import today
from tests.factories import cases, meetings
from tests.meetings.decided import at_the_meeting, broken, decided
from tests.meetings.on_pages import job_of, seen, sent, text, typed
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """A team and a case of which progress is heard in its meeting."""
    return at_the_meeting(meetings.progress_item)


@pytest.fixture
def mother(at):
    return at[1].family.adults.first()


@pytest.fixture
def goal(at):
    return cases.goal(at[1].case, by=at[0].support_worker)


def row(team, **fields):
    given = {"what": "Ring the nursery", "owner": job_of(team.support_worker, team), **fields}
    return {f"actions-0-{name}": value for name, value in given.items()}


def recorded(client, at, **fields):
    team, item = at
    return sent(client, team.manager, "item_decide", item.pk, **typed(item, **{"kind": "go_on", **fields}))


def new(team, **fields):
    agency = team.support_worker.memberships.get(centre=team.centre).agency
    return NewAction("Ring the nursery", team.support_worker, agency, today(), **fields)


# --- who does it, and for which goal ----------------------------------------------------------------------------


def test_an_adult_of_the_family_does_it_and_its_owner_sees_to_it(client, at, mother):
    recorded(client, at, **row(at[0], doer=mother.pk))
    action = Action.objects.get(what="Ring the nursery")
    assert (action.for_adult, action.owner, action.done_by) == (mother, at[0].support_worker, "")


def test_somebody_outside_the_team_does_it(client, at):
    recorded(client, at, **row(at[0], doer="outside", done_by="Her sister"))
    assert Action.objects.get(what="Ring the nursery").does == "Her sister"


def test_if_nothing_is_chosen_its_owner_does_it(client, at):
    recorded(client, at, **row(at[0]))
    assert Action.objects.get(what="Ring the nursery").does == ""


def test_an_action_serves_a_goal_of_the_plan(client, at, goal):
    recorded(client, at, **row(at[0], goal=goal.pk))
    assert Action.objects.get(what="Ring the nursery").goal == goal


def test_a_new_family_can_do_an_action_of_the_meeting_that_takes_it_on(client):
    team, item = at_the_meeting(meetings.referral_item)
    mother, lead = item.family.adults.first(), job_of(team.support_worker, team)
    recorded(client, (team, item), kind="support", lead=lead, **row(team, doer=mother.pk))
    assert Action.objects.get(what="Ring the nursery").for_adult == mother


def test_somebody_outside_needs_a_name_and_nothing_is_lost(client, at, goal):
    answer = recorded(client, at, reason="It helps them", **row(at[0], doer="outside", goal=goal.pk))
    page = text(answer)
    assert answer.status_code == 422
    assert "Say who outside the team does it" in page
    assert all(
        kept in page for kept in ("It helps them", 'value="Ring the nursery"', f'<option value="{goal.pk}" selected')
    )


def test_a_stranger_cannot_be_chosen(client, at):
    stranger = meetings.known_family(at[0], name="Elsewhere").adults.first()
    answer = recorded(client, at, **row(at[0], doer=stranger.pk))
    assert (answer.status_code, Action.objects.filter(what="Ring the nursery").exists()) == (422, False)


def test_another_familys_goal_cannot_be_chosen(client, at):
    other = cases.goal(meetings.led_case(at[0]), by=at[0].support_worker)
    cases.goal(at[1].case, by=at[0].support_worker)
    answer = recorded(client, at, **row(at[0], goal=other.pk))
    assert (answer.status_code, Action.objects.filter(what="Ring the nursery").exists()) == (422, False)


def test_where_no_case_is_the_family_does_nothing_and_it_is_said(client):
    team, item = at_the_meeting(meetings.referral_item)
    answer = recorded(client, (team, item), kind="signpost", **row(team, doer=item.family.adults.first().pk))
    assert (answer.status_code, "An action of the team is done by its owner" in text(answer)) == (422, True)


def test_a_matter_of_the_team_has_no_family_to_choose_from(client):
    team = meetings.team()
    item = meetings.other_item(meetings.running_meeting(team))
    assert 'name="actions-0-doer"' not in text(seen(client, team.manager, "item", item.pk))


def test_without_goals_it_is_not_asked_for_one(client, at):
    assert 'name="actions-0-goal"' not in text(seen(client, at[0].manager, "item", at[1].pk))


def test_it_is_folded_away_until_something_is_chosen(client, at, mother):
    page = text(seen(client, at[0].manager, "item", at[1].pk))
    folded = page[: page.index('name="actions-0-doer"')].rpartition("<details")[2]
    assert "open" not in folded.partition(">")[0]
    at[1].typed = {"actions": [{"what": "Ring", "doer": str(mother.pk)}]}
    at[1].save()
    page = text(seen(client, at[0].manager, "item", at[1].pk))
    assert "open" in page[: page.index('name="actions-0-doer"')].rpartition("<details")[2].partition(">")[0]


def test_what_is_chosen_is_kept_as_it_is_typed(client, at, mother, goal):
    team, item = at
    client.force_login(team.manager)
    facts = row(team, doer=mother.pk, goal=goal.pk)
    client.post(reverse("item_autosave", args=[item.pk]), typed(item, **facts), headers={"Accept": "application/json"})
    kept = AgendaItem.objects.get(pk=item.pk).typed["actions"][0]
    assert (kept["doer"], kept["goal"]) == (str(mother.pk), str(goal.pk))


def test_a_row_in_which_nothing_is_chosen_is_no_action(client, at, goal):
    recorded(client, at, **{"actions-0-what": "", "actions-0-doer": "", "actions-0-goal": ""})
    assert not Action.objects.filter(case=at[1].case).exists()


def test_the_minutes_say_who_does_it_and_with_whom(client, at, mother):
    team, item = at
    decided(item, team, kind=DecisionKind.GO_ON, actions=[new(team, for_adult=mother)])
    minutes = close_meeting(meeting=item.meeting, by=team.manager, on=today())
    release_minutes(minutes=minutes, by=team.manager, on=today())
    page = text(seen(client, team.manager, "minutes", item.meeting_id))
    assert f"{mother.name}, with {team.support_worker.name}" in page


def test_the_screen_of_what_was_decided_says_who_does_it(client, at, mother):
    team, item = at
    decided(item, team, kind=DecisionKind.GO_ON, actions=[new(team, for_adult=mother)])
    page = text(seen(client, team.manager, "item", item.pk))
    assert f"{mother.name}, with {team.support_worker.name}" in page


def test_a_program_sends_who_does_it_and_which_goal(client, at, mother, goal):
    team, item = at
    worker = team.support_worker
    one = {"what": "Ring the nursery", "owner": worker.pk, "due_on": str(today()), "goal": goal.pk,
           "agency": worker.memberships.get(centre=team.centre).agency_id, "for_adult": mother.pk}  # fmt: skip
    client.force_login(team.manager)
    body = {"version": item.version, "kind": "go_on", "reason": "It helps", "actions": [one]}
    answer = client.post(f"/api/v1/items/{item.pk}/decide/", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["decision"]["actions"][0]["does"] == mother.name
    assert Action.objects.get(what="Ring the nursery").goal == goal


# --- what comes after a closing ----------------------------------------------------------------------------------

CLOSE = {"kind": "close", "closing": "goals_met", "reason": "They manage"}


def test_the_chair_says_what_the_family_still_needs_and_who_asks(client, at):
    worker = at[0].support_worker
    recorded(client, at, **CLOSE, unmet=["money", "housing"], check_by=worker.pk)
    closure = Closure.objects.get(case=at[1].case)
    assert (closure.unmet, closure.check_by) == (["housing", "money"], worker)
    assert closure.check_on > today()


def test_a_review_that_closes_the_case_asks_the_same(client):
    team, item = at_the_meeting(meetings.review_item)
    rated = {"worker_rating": "6", "family_rating": "7"}
    recorded(client, (team, item), **CLOSE, **rated, unmet=["nothing"], no_check_because="They move away")
    closure = Closure.objects.get(case=item.case)
    assert (closure.unmet, closure.no_check_because) == ([], "They move away")


def test_what_the_chair_leaves_empty_the_manager_is_asked_for_as_before(client, at):
    recorded(client, at, **CLOSE)
    assert Closure.objects.get(case=at[1].case).unmet is None


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"unmet": ["money"]}, "Choose who asks the family in three months"),
    ({"no_check_because": "They move away"}, "Say what the family still needs"),
    ({"unmet": ["other"], "no_check_because": "They move away"}, "Say what else the family still needs"),
    ({"unmet": ["nothing", "money"], "no_check_because": "They move away"}, "not both"),
])  # fmt: skip
def test_half_of_it_is_refused_beside_its_field_and_nothing_is_lost(client, at, fields, sentence):
    answer = recorded(client, at, **CLOSE, **fields)
    page = text(answer)
    assert (answer.status_code, sentence in page, "They manage" in page) == (422, True, True)
    assert "They move away" in page or "no_check_because" not in fields
    assert at[1].case.__class__.objects.get(pk=at[1].case.pk).status == CaseStatus.OPEN


def test_it_counts_only_if_the_case_closes(client, at):
    answer = recorded(client, at, unmet=["money"])
    assert answer.status_code == 200
    assert not Closure.objects.filter(case=at[1].case).exists()


def test_what_is_typed_of_it_survives_a_reload(client, at):
    team, item = at
    client.force_login(team.manager)
    given = typed(item, **CLOSE, unmet=["money", "housing"], unmet_words="Damp in the flat")
    client.post(reverse("item_autosave", args=[item.pk]), given, headers={"Accept": "application/json"})
    assert AgendaItem.objects.get(pk=item.pk).typed["unmet"] == ["money", "housing"]
    assert "Damp in the flat" in text(seen(client, team.manager, "item", item.pk))


def test_a_new_referral_is_not_asked_what_comes_after(client):
    team, item = at_the_meeting(meetings.referral_item)
    assert 'name="unmet"' not in text(seen(client, team.manager, "item", item.pk))


def test_who_may_not_know_of_the_family_cannot_ask_it(at):
    team, item = at
    after = Afterwards(unmet=[], check_by=cases.lead_of(meetings.led_case(meetings.team())))
    assert broken("cannot_check", item, team, kind=DecisionKind.CLOSE, closing="goals_met", afterwards=after)


def test_a_program_says_it_too(client, at):
    team, item = at
    client.force_login(team.manager)
    after = {"unmet": ["money"], "check_by": None, "no_check_because": "They move away"}
    body = {"version": item.version, **CLOSE, "afterwards": after}
    answer = client.post(f"/api/v1/items/{item.pk}/decide/", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert Closure.objects.get(case=item.case).unmet == ["money"]


def test_the_screen_asks_the_same_however_many_adults_and_goals_there_are(client, at):
    team, item = at
    client.force_login(team.manager)
    address = reverse("item", args=[item.pk])
    client.get(address)
    few = queries_of(client, address)
    for n in range(8):
        cases.goal(item.case, by=team.support_worker, words=f"Goal {n}")
        item.family.adults.create(name=f"Aunt {n}")
    assert queries_of(client, address) == few
