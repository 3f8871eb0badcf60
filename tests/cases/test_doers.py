"""Who does an action if its owner does not, which goal it serves, and the family's copy of the plan."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import Entry
from cases.models import Action
from cases.services import agree_action, go_on_without_agreement, serve_goal
from consent.status import Information
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, later, today
from tests.factories import cases, centres, families, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case with a goal."""
    made = cases.led_case()
    cases.goal(made, by=cases.lead_of(made))
    return made


@pytest.fixture
def goal(case):
    """Its goal."""
    return case.goals.get()


@pytest.fixture
def mother(case):
    """An adult of the family."""
    return case.family.adults.first()


def agree(case, by, owner=None, **facts):
    owner = owner or by
    given = {"centre": case.centre, "case": case, "what": "Register at the library", "due_on": today(), "owner": owner}
    return agree_action(**{**given, "agency": cases.agency_of(owner, case.centre), **facts}, by=by, on=today())


def refused(verb, *args, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    return error.value.code


# --- who does it --------------------------------------------------------------------------------------------------


def test_what_the_family_does_has_a_practitioner_who_sees_to_it(case, lead, mother):
    action = agree(case, lead, for_adult=mother)
    assert (action.owner, action.does, action.doer) == (lead, mother.name, f"{mother.name}, with {lead.name}")


def test_so_has_what_somebody_outside_the_team_does(case, lead):
    action = agree(case, lead, done_by=" Their GP ")
    assert (action.owner, action.doer) == (lead, f"Their GP, with {lead.name}")


def test_what_nobody_else_does_its_owner_does(case, lead):
    assert agree(case, lead).doer == lead.name


def test_it_is_done_by_one(case, lead, mother):
    assert refused(agree, case, lead, for_adult=mother, done_by="Their GP") == "two_doers"


def test_who_does_it_belongs_to_the_family(case, lead):
    stranger = families.family(case.centre, name="Abbot").adults.first()
    assert refused(agree, case, lead, for_adult=stranger) == "not_of_the_family"


def test_an_action_of_the_team_is_done_by_its_owner(case, lead):
    given = {"centre": case.centre, "agency": cases.agency_of(lead, case.centre), "due_on": today(), "what": "Ring"}
    assert refused(agree_action, **given, owner=lead, done_by="Their GP", by=lead, on=today()) == "no_case"


@pytest.mark.parametrize("fields", [{"done_by": "Their GP"}, {"for_adult": True}, {"goal": True}])
def test_postgresql_refuses_an_action_of_the_team_that_somebody_else_does(case, lead, mother, goal, fields):
    given = {"for_adult": mother, "goal": goal, "done_by": "Their GP"}
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.action(lead, case.centre, **{name: given[name] for name in fields})


def test_postgresql_refuses_two_who_do_it(case, lead, mother):
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.action(lead, case.centre, case=case, for_adult=mother, done_by="Their GP")


# --- going on without an agreement --------------------------------------------------------------------------------


@pytest.fixture
def going_on(case, lead):
    """The agreement has ended, and it was decided to go on."""
    cases.without_agreement(case)
    go_on_without_agreement(case=case, facts=sharing.facts(), by=lead, on=today())


def test_going_on_without_an_agreement_lead_and_manager_have_actions(case, lead, going_on):
    manager = centres.manager(case.centre)
    assert agree(case, lead)
    assert agree(case, lead, owner=manager)


def test_nobody_else_gets_one_then(case, lead, going_on):
    other = centres.health_visitor(case.centre)
    assert refused(agree, case, lead, owner=other) == "no_agreement"


# --- which goal it serves -----------------------------------------------------------------------------------------


def test_an_action_serves_a_goal_of_its_plan(case, lead, goal):
    assert agree(case, lead, goal=goal).goal == goal


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (later(lambda: {"reached_on": days_ago(1)}), "goal_over"),
        (later(lambda: {"given_up_on": days_ago(1), "given_up_because": "x"}), "goal_over"),
    ],
)
def test_not_a_goal_that_is_over(case, lead, fields, code):
    over = cases.goal(case, by=lead, words="Done with", **fields)
    assert refused(agree, case, lead, goal=over) == code


def test_not_a_goal_of_another_family(case, lead):
    other = cases.led_case()
    elsewhere = cases.goal(other, by=cases.lead_of(other))
    assert refused(agree, case, lead, goal=elsewhere) == "not_this_plan"


def test_an_action_of_the_meeting_is_put_to_a_goal_later_and_taken_from_it(case, lead, goal):
    action = cases.action(lead, case.centre, case=case, source="meeting")
    assert serve_goal(action=action, goal=goal, by=lead, on=today()).goal == goal
    assert serve_goal(action=action, goal=None, by=lead, on=today()).goal is None
    assert Entry.objects.filter(verb="serve_goal").count() == 2


def test_a_finished_action_is_put_to_no_goal(case, lead, goal):
    done = cases.done_action(lead, case.centre, case=case)
    assert refused(serve_goal, action=done, goal=goal, by=lead, on=today()) == "already_done"


def test_an_owner_outside_the_team_puts_it_to_no_goal(case, goal):
    owner = centres.health_visitor(case.centre)
    action = cases.action(owner, case.centre, case=case)
    with pytest.raises(NotAllowed):
        serve_goal(action=action, goal=goal, by=owner, on=today())


def test_nor_does_whoever_may_not_know_the_plan(case, lead, goal):
    action = cases.action(lead, case.centre, case=case)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.PLAN, by=lead)
    with pytest.raises(NotAllowed):
        serve_goal(action=action, goal=goal, by=lead, on=today())


# --- the pages ----------------------------------------------------------------------------------------------------


def text(answer):
    assert answer.status_code in (200, 422), answer
    return answer.content.decode()


def plan(client, case):
    return text(client.get(reverse("case", args=[case.pk]), {"part": "plan"}))


def typed(case, lead, **fields):
    job = lead.memberships.get(centre=case.centre).pk
    due = today().strftime("%d %m %Y")
    return {"what": "Register at the library", "doer": "team", "owner": str(job), "due_on": due, **fields}


def test_the_form_offers_the_family_and_whoever_is_outside(client, case, lead, mother, goal):
    client.force_login(lead)
    page = text(client.get(reverse("action_agree", args=[case.pk]), {"goal": str(goal.pk)}))
    assert all(words in page for words in (f"{mother.name}, of the family", "Somebody outside the team", goal.words))
    assert f'value="{goal.pk}" checked' in page
    assert f'value="{lead.memberships.get().pk}" selected' in page


def test_the_plan_shows_an_action_under_its_goal_with_who_does_it(client, case, lead, mother, goal):
    client.force_login(lead)
    sent = typed(case, lead, doer=str(mother.pk), goal=str(goal.pk))
    client.post(reverse("action_agree", args=[case.pk]), sent)
    page = plan(client, case)
    assert f"{lead.name}, {cases.agency_of(lead, case.centre)}, sees to it" in page
    assert page.index(goal.words) < page.index("Register at the library") < page.index("Other actions to do")
    assert "Every action serves a goal." in page


def test_somebody_outside_needs_a_name(client, case, lead):
    client.force_login(lead)
    answer = client.post(reverse("action_agree", args=[case.pk]), typed(case, lead, doer="outside"))
    assert (answer.status_code, "Say who outside the team does it" in text(answer)) == (422, True)
    client.post(reverse("action_agree", args=[case.pk]), typed(case, lead, doer="outside", done_by="Their GP"))
    assert Action.objects.get().done_by == "Their GP"


def test_a_name_typed_beside_the_practitioner_is_not_taken(client, case, lead):
    client.force_login(lead)
    client.post(reverse("action_agree", args=[case.pk]), typed(case, lead, done_by="Their GP"))
    assert Action.objects.get().done_by == ""


def test_an_action_is_put_to_a_goal_on_its_page(client, case, lead, goal):
    action = cases.action(lead, case.centre, case=case)
    client.force_login(lead)
    assert "It serves a goal" in plan(client, case)
    client.post(reverse("action_goal", args=[action.pk]), {"goal": str(goal.pk)})
    assert Action.objects.get().goal == goal


def test_goals_are_not_offered_to_whoever_may_not_know_the_plan(client, case, goal):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    action = cases.action(member, case.centre, case=case)
    sharing.kept(case.family, cases.agency_of(member, case.centre), Information.PLAN, by=member)
    client.force_login(member)
    assert goal.words not in text(client.get(reverse("action_agree", args=[case.pk])))
    assert client.get(reverse("action_goal", args=[action.pk])).status_code == 403


def test_who_of_the_family_does_it_is_not_said_once_the_agreement_has_ended(client, case, lead, mother):
    owner = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(owner, case.centre), by=lead)
    cases.action(owner, case.centre, case=case, for_adult=mother)
    client.force_login(owner)
    assert mother.name in text(client.get(reverse("actions")))
    cases.without_agreement(case)
    for path in (reverse("actions"), reverse("my_fortnight"), "/api/v1/actions/"):
        assert mother.name not in text(client.get(path))
    assert "Somebody of the family" in text(client.get(reverse("actions")))


def test_programs_say_who_does_it_and_what_for(client, case, lead, mother, goal):
    client.force_login(lead)
    sent = {"case": case.pk, "what": "Register", "owner": lead.pk, "agency": cases.agency_of(lead, case.centre).pk,
            "due_on": today().isoformat(), "goal": goal.pk, "for_adult": mother.pk}  # fmt: skip
    made = client.post("/api/v1/actions/", sent, content_type="application/json").json()
    assert (made["goal"], made["for_adult"], made["owner"]) == (goal.pk, mother.pk, lead.pk)
    path = f"/api/v1/actions/{made['id']}/goal/"
    assert client.post(path, {"goal": None}, content_type="application/json").json()["goal"] is None
    elsewhere = cases.goal(cases.led_case(), by=lead)
    assert client.post(path, {"goal": elsewhere.pk}, content_type="application/json").status_code == 404


# --- the family's copy --------------------------------------------------------------------------------------------


def copied(client, case, **fields):
    return client.post(reverse("plan_copy", args=[case.pk]), fields)


def test_the_copy_says_what_they_want_and_who_does_what(client, case, lead, mother, goal):
    served = cases.action(lead, case.centre, case=case, goal=goal, for_adult=mother, what="Register at the library")
    cases.action(lead, case.centre, case=case, what="Ask about her mother")
    client.force_login(lead)
    page = text(copied(client, case, tell=[str(served.pk)], words="See you on Friday.")).partition("Add to the copy")[0]
    assert all(words in page for words in (goal.words, "you started at 2", "want to be at 7", "See you on Friday."))
    assert f"Register at the library: {mother.name}" in page
    assert f"{lead.name} from {cases.agency_of(lead, case.centre)} asks how it went" in page
    assert "Ask about her mother" not in page


def test_no_action_stands_in_it_unless_ticked_and_nothing_written_for_colleagues(client, case, lead):
    cases.action(lead, case.centre, case=case, what="Ask about her mother")
    cases.held_review(case, by=lead, reason="She drinks.", what_changed="Worse.")
    cases.contact(case, by=lead, note="canary visit")
    client.force_login(lead)
    page = text(client.get(reverse("plan_copy", args=[case.pk]))).partition("Add to the copy")[0]
    assert [
        word for word in ("her mother", "She drinks", "Worse.", "canary visit", "12 Elm Street") if word in page
    ] == []


def test_an_address_that_must_not_be_known_is_on_no_copy(client):
    at = centres.centre()
    hidden = cases.case_led_by(centres.support_worker(at), at, of=families.family(at, confidential=True))
    lead = cases.lead_of(hidden)
    cases.goal(hidden, by=lead, words="To stay at 12 Elm Street")
    action = cases.action(lead, hidden.centre, case=hidden, what="Paint 12 Elm Street")
    client.force_login(lead)
    page = text(client.get(reverse("plan_copy", args=[hidden.pk])))
    assert "A goal is left out" in page
    assert "To stay at 12 Elm Street" not in page
    for fields in ({"words": "Come to 12 Elm Street"}, {"tell": [str(action.pk)]}):
        answer = copied(client, hidden, address_checked="yes", **fields)
        assert (answer.status_code, "Our plan with you" in text(answer)) == (422, False)


def test_whoever_may_not_know_the_plan_makes_no_copy(client, case, lead):
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.PLAN, by=lead)
    client.force_login(lead)
    assert client.get(reverse("plan_copy", args=[case.pk])).status_code == 404
