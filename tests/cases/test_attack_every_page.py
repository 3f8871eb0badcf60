"""What the family keeps from the agency of its own lead professional stands on no page, form or answer of its case.

Every address of the case is asked for, whatever it is for: a form shows what it is about as much as a page does.
"""

import pytest
from django.urls import URLPattern, reverse

from cases import tasks
from cases.services import say_what_next
from cases.urls import urlpatterns
from centres.status import Role
from consent.status import Information
from reminders.models import Reminder
from tests.days import days_ago
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db

CANARIES = {
    Information.CONTACTS: ("canary visit", "canary offer", "canary message"),
    Information.PLAN: ("canary goal", "canary action", "canary progress", "canary change", "canary conclusion"),
    Information.HEALTH: ("canary clinic", "canary conclusion", "Fits what the family was referred for"),
    Information.SAFEGUARDING: (
        "canary purpose",
        "canary question",
        "canary worry",
        "canary service",
        "Text before calling",
    ),
}
# The records of a case that addresses name, by how the address begins.
ROWS = {
    "contacts": "contacts", "offers": "offers", "visits": "visits", "assessments": "assessments", "goals": "goals",
    "actions": "actions", "reviews": "reviews", "step-ups": "step_ups", "advice": "advice", "team": "team",
    "others": "others", "leads": "leads", "deputies": "deputies", "closures": "closures",
}  # fmt: skip
# Of other records than a case's, or asked for by somebody else than its lead; each has its own tests.
ELSEWHERE = {"families", "pass-ons", "briefings", "notes"}


@pytest.fixture
def case():
    """A case with something of every kind by somebody else, led for an agency of its own."""
    made = cases.case_without_lead()
    by, lead = centres.health_visitor(made.centre), centres.support_worker(made.centre)
    cases.lead(made, lead)
    cases.team_member(made, by)
    cases.contact(made, by=by, note="canary visit")
    cases.visit(made, by=by, on=days_ago(-3))
    cases.offer(made, by=by, what="canary offer")
    cases.message(made, by=by, words="canary message")
    cases.other_involved(made, by=by, kind="health", called="canary clinic")
    cases.goal(made, by=by, words="canary goal")
    cases.assessment(made, by=by, conclusion="canary conclusion")
    cases.action(by, made.centre, case=made, what="canary action")
    cases.progress(made, by=by, words="canary progress")
    cases.held_review(made, by=by, what_changed="canary change")
    decision = sharing.decision(made.family, by=by, why="canary purpose", outside="canary service")
    centres.service(made.centre, needs=made.referral.needs)
    cases.step_up(made, by=by, decision=decision, worries="canary worry")
    cases.advice(made, centres.member(made.centre, Role.LINK_SOCIAL_WORKER), question="canary question", by=by)
    return made


def addresses(case):
    """Every address of the case and of its records."""
    found = []
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        first, *rest = str(pattern.pattern).split("/")
        if "<int:pk>" not in rest or first in ELSEWHERE or "emergency" in rest or "<int:share_pk>" in rest:
            continue
        rows = [case] if first == "cases" else getattr(case, ROWS[first]).all()
        found += [reverse(pattern.name, args=[row.pk]) for row in rows]
    corrected = case.family.sharing_decisions.get().pk
    return [*found, f"{reverse('sharing_decide', args=[case.pk])}?corrects={corrected}"]


def shown_on(client, case, words):
    """Where the lead professional is shown one of these words."""
    client.force_login(cases.lead_of(case))
    texts = {address: client.get(address).content.decode() for address in addresses(case)}
    return [(address, word) for address, text in texts.items() for word in words if word in text]


@pytest.mark.parametrize("kind", Information.values)
def test_what_is_kept_from_the_leads_agency_is_on_no_page_of_the_case(client, case, kind):
    before = shown_on(client, case, CANARIES[kind])
    lead = cases.lead_of(case)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), kind, by=lead)
    assert before
    assert shown_on(client, case, CANARIES[kind]) == []


def kept(case, kind):
    lead = cases.lead_of(case)
    return sharing.kept(case.family, cases.agency_of(lead, case.centre), kind, by=lead)


def told(client, case, address, **body):
    """What a program of the lead professional is answered."""
    client.force_login(cases.lead_of(case))
    return client.post(f"/api/v1/{address}/", body, content_type="application/json")


def test_planning_a_visit_does_not_tell_who_comes_when(client, case):
    visit = {"visit_on": days_ago(-3).isoformat(), "workers": [cases.lead_of(case).pk]}
    before = told(client, case, f"cases/{case.pk}/visits", **visit, purpose="Weigh").json()["overlaps"]
    kept(case, Information.CONTACTS)
    after = told(client, case, f"cases/{case.pk}/visits", **visit, purpose="Play").json()["overlaps"]
    page = client.post(reverse("visit_plan", args=[case.pk]), visit | {"purpose": "Sleep"}, follow=True)
    words = page.content.decode()
    assert before
    assert (after, "The visit is planned" in words, "speak with each other" in words) == ([], True, False)


def test_contacts_that_one_must_not_read_go_into_no_summary(client, case):
    case.step_ups.update(status="taken_back", answered_on=days_ago(0), answer_words="Not needed")
    body = sharing.sent() | {"worries": "A hole.", "contacts": [case.contacts.get().pk]}
    kept(case, Information.CONTACTS)
    assert told(client, case, f"cases/{case.pk}/step-ups", **body).status_code == 403
    assert told(client, case, f"cases/{case.pk}/step-ups", **body | {"contacts": []}).status_code == 201


def test_the_answer_to_a_step_up_does_not_show_what_was_told(client, case):
    kept(case, Information.SAFEGUARDING)
    answer = told(client, case, f"step-ups/{case.step_ups.get().pk}/take-back", words="Not needed")
    assert (answer.status_code, answer.json()["status"]) == (200, "taken_back")
    assert not [word for word in CANARIES[Information.SAFEGUARDING] if word in answer.content.decode()]


@pytest.mark.parametrize("there", [True, False], ids=["there is one", "there is none"])
def test_whether_there_is_a_decision_to_correct_is_not_told(client, case, there):
    number = case.family.sharing_decisions.get().pk + (0 if there else 1)
    kept(case, Information.SAFEGUARDING)
    answer = told(client, case, f"cases/{case.pk}/sharing-decisions", **sharing.sent(corrects=number))
    page = client.post(reverse("sharing_decide", args=[case.pk]), sharing.typed(corrects=str(number)))
    assert (answer.status_code, page.status_code) == (404, 404)
    assert case.family.sharing_decisions.count() == 1


def test_who_closes_the_case_leaves_what_they_must_not_know_with_its_owner(client, case):
    kept(case, Information.PLAN)
    client.force_login(cases.lead_of(case))
    case.step_ups.update(status="taken_back", answered_on=days_ago(0), answer_words="Not needed")
    typed = {"closing": "moved", "closing_words": "They moved.", "unmet": "nothing", "no_check_because": "They moved.",
             "not_tried_because": "They moved."}  # fmt: skip
    answer = client.post(reverse("case_close", args=[case.pk]), typed)
    case.refresh_from_db()
    assert (answer.status_code, case.status, case.actions.get().status) == (302, "closed", "open")
    assert "with their owner" not in client.get("/cases/").content.decode()


def test_why_the_work_began_again_is_of_the_plan(client, case):
    case.reopened_on, case.reopened_because = days_ago(1), "canary return"
    case.save()
    client.force_login(cases.lead_of(case))
    shown = ((reverse("case", args=[case.pk]), {"part": "reviews"}), (f"/api/v1/cases/{case.pk}/", {}))
    before = ["canary return" in client.get(*one).content.decode() for one in shown]
    kept(case, Information.PLAN)
    assert before == [True, True]
    assert ["canary return" in client.get(*one).content.decode() for one in shown] == [False, False]


def test_how_many_actions_are_late_is_of_the_plan(client, case):
    case.actions.update(due_on=days_ago(1))
    client.force_login(cases.lead_of(case))
    before = "1 action is late" in client.get(reverse("case", args=[case.pk])).content.decode()
    kept(case, Information.PLAN)
    assert (before, "1 action is late" in client.get(reverse("case", args=[case.pk])).content.decode()) == (True, False)


def test_closing_does_not_tell_what_the_family_refused(client, case):
    cases.offer(case, by=case.team.get().user, what="canary offer", status="refused", answered_on=days_ago(1))
    kept(case, Information.CONTACTS)
    client.force_login(cases.lead_of(case))
    case.step_ups.update(status="taken_back", answered_on=days_ago(0), answer_words="Not needed")
    typed = {"closing": "declined", "closing_words": "They say no.", "unmet": "nothing", "no_check_because": "No.",
             f"action-{case.actions.get().pk}": "open"}  # fmt: skip
    page = client.post(reverse("case_close", args=[case.pk]), typed).content.decode()
    assert ("canary offer" in page, "kept from your agency, so it cannot be looked up" in page) == (False, True)


def test_what_comes_next_after_a_refusal_is_not_told_to_who_is_kept_from_the_plan(client, case):
    offer = cases.offer(case, by=case.team.get().user, what="Group", status="refused", answered_on=days_ago(1))
    by, due_on = case.team.get().user, days_ago(-7).isoformat()
    say_what_next(offer=offer, step="ask", what="canary action", due_on=days_ago(-7), by=by, on=days_ago(0))
    kept(case, Information.PLAN)
    answer = told(client, case, f"offers/{offer.pk}/next", step="ask", what="Again", due_on=due_on)
    assert (answer.json()["code"], "canary action" in answer.content.decode()) == ("next_to_do", False)


def test_a_contact_that_is_kept_is_as_one_that_is_not_there(client, case):
    number = case.contacts.get().pk
    kept(case, Information.CONTACTS)
    client.force_login(cases.lead_of(case))
    pages = [client.post(reverse("contact_take_back", args=[one])).status_code for one in (number, number + 1)]
    calls = [told(client, case, f"contacts/{one}/take-back").status_code for one in (number, number + 1)]
    assert pages + calls == [404] * 4


@pytest.mark.parametrize(("sweep", "kind"), [
    (tasks.remind_refusals, Information.CONTACTS), (tasks.remind_visits, Information.CONTACTS),
    (tasks.remind_assessments, Information.PLAN), (tasks.remind_assessments, Information.HEALTH),
    (tasks.remind_step_ups, Information.SAFEGUARDING),
])  # fmt: skip
def test_no_reminder_tells_the_lead_that_there_is_something(case, sweep, kind):
    manager, by = centres.manager(case.centre), case.team.get().user
    cases.offer(case, by=by, what="Group", status="refused", on=days_ago(12), answered_on=days_ago(9))
    cases.visit(case, by=manager, on=days_ago(2))
    cases.assessment(case, by=by, version=2, finished_on=None, begun_on=days_ago(20))
    kept(case, kind)
    assert sweep()
    assert {one.to for one in Reminder.objects.all()} == {manager}
