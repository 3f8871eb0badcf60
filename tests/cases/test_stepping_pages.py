"""Stepping up on its pages, over the API, in reminders and in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import tasks
from cases.models import SteppingUp
from cases.services import answer_step_up, step_up
from consent.status import Information
from reminders.models import Reminder
from tests.browser import check_page, look, sign_in
from tests.days import today
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case with a contact and a goal."""
    made = cases.led_case()
    lead = cases.lead_of(made)
    cases.contact(made, by=lead, note="He hid under the table")
    cases.goal(made, by=lead, words="Talk to nan")
    return made


def asked(case, **facts):
    """Children's social care is asked, with every contact."""
    contacts = list(case.contacts.values_list("pk", flat=True))
    given = {"facts": sharing.facts(), "worries": "A hole in the door.", "contacts": contacts, "on": today()}
    return step_up(case=case, **{**given, "by": cases.lead_of(case), **facts})


def page(client, user, route, *args, status=200, **query):
    client.force_login(user)
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def sent(client, user, route, *args, **typed):
    client.force_login(user)
    return client.post(reverse(route, args=args), typed, follow=True)


def typed(**fields):
    given = sharing.typed(worries="A hole in the door.")
    del given["shared"]
    return {**given, **fields}


def test_the_lead_steps_up_and_gets_the_summary_to_print(client, case):
    contact = case.contacts.get()
    answer = sent(client, cases.lead_of(case), "case_step_up", case.pk, **typed(contacts=contact.pk))
    shown = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("step_up_summary", args=[SteppingUp.objects.get().pk])
    assert "He hid under the table" in shown and "A hole in the door." in shown and "Talk to nan" in shown
    assert Entry.objects.filter(verb="step_up_summary").exists()


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(client, case):
    answer = sent(client, cases.lead_of(case), "case_step_up", case.pk, **typed(how="", why="To keep them safe"))
    shown = answer.content.decode()
    assert (answer.status_code, "Enter how it is shared" in shown) == (422, True)
    assert "A hole in the door." in shown and "To keep them safe" in shown


def test_an_address_that_must_not_be_known_is_asked_about(client, case):
    case.family.addresses.update(confidential=True, lines="14 Quarry Lane", postcode="LS1 4BB")
    answer = sent(client, cases.lead_of(case), "case_step_up", case.pk, **typed(worries="At 14 Quarry Lane, LS1 4BB"))
    assert (answer.status_code, 'name="address_checked"' in answer.content.decode()) == (422, True)


def test_the_case_says_that_it_waits_to_those_who_may_know(client, case):
    reader = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(reader, case.centre), by=reader)
    cases.team_member(case, reader)
    asked(case)
    words = "has not answered. The lead professional goes on."
    assert words in page(client, reader, "case", case.pk)
    sharing.kept(case.family, cases.agency_of(reader, case.centre), Information.SAFEGUARDING, by=reader)
    assert words not in page(client, reader, "case", case.pk)


def test_a_member_of_the_team_reads_no_summary(client, case):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    page(client, member, "step_up_summary", asked(case).pk, status=403)


@pytest.mark.parametrize(("kind", "words"), [("contacts", "He hid under the table"), ("plan", "Talk to nan")])
def test_a_kind_that_the_family_keeps_is_left_out_of_the_summary(client, case, kind, words):
    lead, made = cases.lead_of(case), asked(case)
    assert words in page(client, lead, "step_up_summary", made.pk)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), kind, by=lead)
    assert words not in page(client, lead, "step_up_summary", made.pk)


def test_safeguarding_notes_kept_from_their_agency_keep_the_summary(client, case):
    lead, made = cases.lead_of(case), asked(case)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.SAFEGUARDING, by=lead)
    page(client, lead, "step_up_summary", made.pk, status=403)
    assert "A hole" in page(client, centres.manager(case.centre), "step_up_summary", made.pk)


def test_the_answer_is_recorded_and_a_no_comes_back_to_the_case(client, case):
    lead, made = cases.lead_of(case), asked(case)
    said = {"status": "refused", "answered_by": "Nia Brook", "words": "Not met"}
    sent(client, lead, "step_up_answer", made.pk, **said)
    shown = page(client, lead, "case", case.pk)
    assert "said no" in shown and "Decide what happens now" in shown
    cases.held_review(case, by=lead, held_on=today())
    assert "Decide what happens now" not in page(client, lead, "case", case.pk)


def test_an_answer_without_a_name_says_so_beside_the_field(client, case):
    answer = sent(client, cases.lead_of(case), "step_up_answer", asked(case).pk, status="accepted", answered_by="")
    assert (answer.status_code, "Enter who answered" in answer.content.decode()) == (422, True)


def test_it_is_taken_back_on_the_same_page(client, case):
    sent(client, cases.lead_of(case), "step_up_answer", asked(case).pk, status="taken_back", words="It was the dog")
    assert SteppingUp.objects.get().status == "taken_back"


def test_a_program_steps_up_and_answers(client, case):
    client.force_login(cases.lead_of(case))
    told = {**sharing.sent(), "worries": "A hole in the door.", "contacts": [case.contacts.get().pk]}
    made = client.post(f"/api/v1/cases/{case.pk}/step-ups/", told, content_type="application/json")
    assert (made.status_code, made.json()["summary"]["contacts"][0]["note"]) == (201, "He hid under the table")
    said = {"status": "accepted", "answered_by": "Nia Brook"}
    done = client.post(f"/api/v1/step-ups/{made.json()['id']}/answer/", said, content_type="application/json")
    assert (done.status_code, done.json()["status"]) == (200, "accepted")
    assert [one["status"] for one in client.get(f"/api/v1/cases/{case.pk}/step-ups/").json()] == ["accepted"]


def test_a_program_takes_it_back(client, case):
    made = asked(case)
    client.force_login(cases.lead_of(case))
    done = client.post(f"/api/v1/step-ups/{made.pk}/take-back/", {"words": "Dog"}, content_type="application/json")
    assert (done.status_code, done.json()["status"]) == (200, "taken_back")


def sweep(days):
    """Whom the sweep so many days from today newly tells."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    tasks.remind_step_ups(on=(today() + timedelta(days=days)).isoformat())
    return set(Reminder.objects.exclude(pk__in=before).values_list("to", flat=True))


def test_lead_and_manager_are_told_every_day_from_the_next_working_day_until_it_is_answered(case):
    manager, lead, made = centres.manager(case.centre), cases.lead_of(case), asked(case)
    SteppingUp.objects.update(answer_by=today() + timedelta(days=1))
    both = {manager.pk, lead.pk}
    assert [sweep(days) for days in (0, 1, 1, 2)] == [set(), both, set(), both]
    answer_step_up(step_up=made, status="accepted", answered_by="Nia Brook", by=lead, on=today())
    assert not Reminder.objects.filter(seen_at=None, kind="step_up", to=lead).exists()
    assert sweep(3) == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_each_page_is_accessible_and_fits(request, live_server, case, width):
    shown = request.getfixturevalue(width)
    sign_in(shown, live_server, cases.lead_of(case))
    for _ in range(2):
        check_page(shown, live_server.url + reverse("case_step_up", args=[case.pk]))
        if not case.step_ups.exists():
            asked(case)
    made = case.step_ups.get()
    check_page(shown, live_server.url + reverse("step_up_summary", args=[made.pk]))
    check_page(shown, live_server.url + reverse("step_up_answer", args=[made.pk]))
    check_page(shown, live_server.url + reverse("case", args=[case.pk]) + "?part=agreement")


@pytest.mark.django_db(transaction=True)
def test_forms_with_errors_say_so_beside_the_field(narrow_page, live_server, case):
    sign_in(narrow_page, live_server, cases.lead_of(case))
    for address in (
        reverse("case_step_up", args=[case.pk]), reverse("step_up_answer", args=[asked(case).pk]),
    ):  # fmt: skip
        narrow_page.goto(live_server.url + address)
        narrow_page.locator("main form button[type=submit]").first.click()
        assert narrow_page.get_by_role("alert").is_visible()
        look(narrow_page)
