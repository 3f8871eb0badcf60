"""Passing an action on and handing a family over, on their pages."""

import pytest
from django.urls import reverse

from cases.models import Action, Lead
from cases.services import accept_lead
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case with a goal, whose lead has two actions."""
    made = cases.led_case()
    lead = cases.lead_of(made)
    cases.goal(made, by=lead, words="Talk to nan")
    for what in ("Ring the nursery", "Write to housing"):
        cases.action(lead, made.centre, case=made, what=what)
    return made


@pytest.fixture
def next_lead(case):
    """Somebody who may lead next."""
    who = centres.support_worker(case.centre, name="Ivy Marsh")
    cases.wishes_to_include(case.family, cases.agency_of(who, case.centre), by=who)
    return who


def page(client, user, route, *args, status=200, **query):
    client.force_login(user)
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def sent(client, user, route, *args, **typed):
    client.force_login(user)
    return client.post(reverse(route, args=args), typed, follow=True)


def job(who):
    return who.memberships.get().pk


def first(case):
    return case.actions.order_by("pk").first()


def test_the_owner_passes_an_action_on_and_who_is_asked_finds_it_on_top_and_on_home(client, case, next_lead):
    sent(client, cases.lead_of(case), "action_pass_on", first(case).pk, owner=job(next_lead), because="I am on leave.")
    for route in ("actions", "my_fortnight"):
        shown = page(client, next_lead, route)
        assert "Ring the nursery" in shown and "You are asked to take on" in shown


def test_who_is_asked_reads_the_action_and_the_header_and_nothing_else(client, case, next_lead):
    asked = cases.pass_on(first(case), next_lead)
    shown = page(client, next_lead, "pass_on_answer", asked.pk)
    assert "Ring the nursery" in shown and case.family.name in shown
    assert "Talk to nan" not in shown and "Write to housing" not in shown
    page(client, next_lead, "case", case.pk, status=404)
    page(client, next_lead, "action_finish", first(case).pk, status=404)


def test_accepted_it_stands_on_their_list_with_where_it_comes_from(client, case, next_lead):
    asked = cases.pass_on(first(case), next_lead)
    answer = sent(client, next_lead, "pass_on_answer", asked.pk, answer="accept")
    shown = answer.content.decode()
    assert "Ring the nursery" in shown and f"From {cases.lead_of(case).name}" in shown and "Plan, " in shown


def test_declining_without_a_reason_says_so_beside_the_field_and_loses_nothing(client, case, next_lead):
    asked = cases.pass_on(first(case), next_lead)
    answer = sent(client, next_lead, "pass_on_answer", asked.pk, answer="decline")
    shown = answer.content.decode()
    assert answer.status_code == 422 and "Say why you decline." in shown and "id_reason-error" in shown
    assert 'value="decline" checked' in shown


def test_passing_on_to_nobody_says_so_and_keeps_the_reason(client, case):
    answer = sent(client, cases.lead_of(case), "action_pass_on", first(case).pk, because="I am on leave.")
    assert answer.status_code == 422 and "I am on leave." in answer.content.decode()


def test_a_confidential_address_is_asked_about(client, next_lead, case):
    case.family.addresses.update(confidential=True)
    home = case.family.addresses.get()
    answer = sent(
        client, cases.lead_of(case), "action_pass_on", first(case).pk, owner=job(next_lead),
        because=f"They live at {home.lines}, {home.postcode}",
    )  # fmt: skip
    assert answer.status_code == 422 and not first(case).pass_ons.exists()


def test_an_action_says_on_its_page_whose_it_was_and_who_is_asked(client, case, next_lead):
    asked = cases.pass_on(first(case), next_lead)
    lead = cases.lead_of(case)
    assert "Ivy Marsh was asked on" in page(client, lead, "action_finish", first(case).pk)
    answer = sent(client, lead, "pass_on_take_back", asked.pk)
    assert "Ivy Marsh is no longer asked." in answer.content.decode()


def test_who_declined_and_why_stands_on_its_page(client, case, next_lead):
    no = {"status": "declined", "reason": "I do not know them.", "answered_on": today()}
    cases.pass_on(first(case), next_lead, **no)
    shown = page(client, cases.lead_of(case), "action_finish", first(case).pk)
    assert "Ivy Marsh declined on" in shown and "I do not know them." in shown


def test_the_list_says_meeting_review_or_plan(client, case):
    lead = cases.lead_of(case)
    for source, words in (("meeting", "Meeting, "), ("review", "Review, "), ("plan", "Plan, ")):
        cases.action(lead, case.centre, case=case, what=f"Of a {source}", source=source)
        assert words in page(client, lead, "actions")


def test_from_home_the_manager_finds_a_new_owner_for_what_nobody_can_do(client, case, next_lead):
    manager = centres.manager(case.centre)
    gone = centres.health_visitor(case.centre, ends_on=days_ago(1))
    of_team = cases.action(gone, case.centre, what="Book the room")
    lost = cases.action(gone, case.centre, case=case, what="Ring the GP")
    shown = page(client, manager, "my_fortnight")
    assert all(reverse("action_pass_on", args=[one.pk]) in shown for one in (of_team, lost))
    sent(client, manager, "action_pass_on", lost.pk, owner=job(next_lead), because="Nobody does it.")
    sent(client, next_lead, "pass_on_answer", lost.pass_ons.get().pk, answer="accept")
    assert Action.objects.get(pk=lost.pk).owner == next_lead


def test_my_actions_cost_as_much_for_many_passed_on(client, case, next_lead):
    lead = cases.lead_of(case)
    asked = []
    client.force_login(next_lead)
    for number in (10, 300):
        for _ in range(number):
            cases.pass_on(cases.action(lead, case.centre, case=case), next_lead)
            taken = cases.action(next_lead, case.centre, case=case)
            cases.pass_on(taken, next_lead, owner=lead, status="accepted", answered_on=today())
        queries_of(client, reverse("actions"))
        asked.append(queries_of(client, reverse("actions")))
    assert asked[0] == asked[1]


# --- handing over


def typed(next_lead, *actions, **changed):
    given = {"lead": next_lead.pk, "family_view": "Fine by us.", "matters": "Ring before nine."}
    return {**given, "actions": [one.pk for one in actions], **changed}


def test_the_lead_hands_a_family_over_and_the_successor_reads_the_briefing_after_accepting(client, case, next_lead):
    answer = sent(client, cases.lead_of(case), "lead_hand_over", case.pk, **typed(next_lead, *case.actions.all()))
    assert "Until they accept, nothing changes." in answer.content.decode()
    lead = Lead.objects.unanswered().get()
    shown = page(client, next_lead, "lead_answer", lead.pk)
    assert "Ring the nursery" in shown and "Ring before nine." not in shown and "Talk to nan" not in shown
    page(client, next_lead, "briefing", lead.briefing.pk, status=404)
    answer = sent(client, next_lead, "lead_answer", lead.pk, answer="accept")
    shown = answer.content.decode()
    assert "Ring before nine." in shown and "Talk to nan" in shown and "Write to housing" in shown


def test_what_was_typed_stays_when_something_is_missing(client, case, next_lead):
    answer = sent(client, cases.lead_of(case), "lead_hand_over", case.pk, **typed(next_lead, family_view=""))
    shown = answer.content.decode()
    assert answer.status_code == 422 and "Ring before nine." in shown and "id_family_view-error" in shown
    assert not Lead.objects.unanswered().exists()


def test_the_page_shows_who_leads_how_much_the_least_first(client, case, next_lead):
    busy = centres.support_worker(case.centre, name="Ann Busy")
    cases.wishes_to_include(case.family, cases.agency_of(busy, case.centre), by=busy)
    for tier in (2, 3, 3):
        cases.case_led_by(busy, case.centre, tier=tier)
    shown = page(client, cases.lead_of(case), "lead_hand_over", case.pk)
    assert "Leads 3 families, weight 5." in shown and "Leads no family." in shown
    assert shown.index("Ivy Marsh") < shown.index("Ann Busy")


def test_the_people_part_has_the_history_of_every_offer(client, case, next_lead):
    manager = centres.manager(case.centre)
    cases.lead(case, next_lead, status="declined", reason="I lead five.", answered_on=days_ago(1))
    cases.lead(case, centres.support_worker(case.centre, name="Una Grey"), status="taken_back", answered_on=None)
    cases.lead_offer(case, centres.support_worker(case.centre, name="Abe Stone"), family_not_asked="In hospital.")
    shown = page(client, manager, "case", case.pk, part="people")
    for words in ("I lead five.", "Offer taken back", "Not answered yet", "Not asked: In hospital.", "Leads since"):
        assert words in shown, words


def test_a_declined_take_over_can_be_left_as_it_is(client, case, next_lead):
    manager = centres.manager(case.centre)
    made = cases.lead(case, next_lead, status="declined", reason="I lead five.", answered_on=days_ago(1))
    assert "Nobody has taken over" in page(client, manager, "case", case.pk, part="people")
    assert "I lead five." in page(client, manager, "my_fortnight")
    sent(client, manager, "take_over_settle", made.pk)
    assert "Nobody has taken over" not in page(client, manager, "case", case.pk, part="people")
    assert "I lead five." not in page(client, manager, "my_fortnight")


@pytest.mark.parametrize(
    ("kind", "canary"),
    [
        (Information.PLAN, "canary goal"),
        (Information.CONTACTS, "canary offer"),
        (Information.SAFEGUARDING, "canary safe"),
    ],
)
def test_a_briefing_shows_nothing_of_a_kind_that_is_kept_from_its_reader_since(client, case, next_lead, kind, canary):
    lead = cases.lead_offer(case, next_lead)
    goal = {"words": "canary goal", "outcome": "Be healthy", "reached_on": None}
    offer = {"what": "canary offer", "on": "2026-05-03", "answer": "Refused", "words": ""}
    plan = {"goals": [goal], "actions": [], "last_review": None, "next_review_on": None}
    said = {"plan": plan, "contacts": {"offers": [offer]}, "safeguarding": {"safe_contact": "canary safe"}}
    made = cases.briefing(lead, by=cases.lead_of(case), content=said)
    accept_lead(lead=lead, by=next_lead, on=today())
    before = page(client, next_lead, "briefing", made.pk)
    sharing.kept(case.family, cases.agency_of(next_lead, case.centre), kind, by=next_lead)
    after = page(client, next_lead, "briefing", made.pk)
    over_api = page(client, next_lead, "briefing-detail", made.pk)
    assert (canary in before, canary in after, canary in over_api) == (True, False, False)
    assert canary in page(client, centres.manager(case.centre), "briefing", made.pk)


# --- the same over the API


def asks(client, who, route, *args, **body):
    client.force_login(who)
    return client.post(reverse(route, args=args), body, content_type="application/json")


def test_a_program_passes_on_and_answers(client, case, next_lead):
    agency = cases.agency_of(next_lead, case.centre).pk
    facts = {"user": next_lead.pk, "agency": agency, "because": "I am on leave."}
    made = asks(client, cases.lead_of(case), "action-pass-on", first(case).pk, **facts)
    assert made.status_code == 201, made.content
    client.force_login(next_lead)
    [row] = client.get(reverse("pass-on-list")).json()["results"]
    assert row["what"] == "Ring the nursery"
    assert asks(client, next_lead, "pass-on-accept", row["id"]).json()["status"] == "accepted"


def test_a_program_hands_over_and_reads_who_led(client, case, next_lead):
    facts = {"user": next_lead.pk, "matters": "Ring before nine.", "family_view": "Fine.", "actions": [first(case).pk]}
    made = asks(client, cases.lead_of(case), "case-hand-over", case.pk, **facts)
    assert made.status_code == 201, made.content
    rows = client.get(reverse("case-leads", args=[case.pk])).json()["results"]
    assert [row["status"] for row in rows] == ["offered", "accepted"]
