"""What came of a planned visit, with few taps; who is reminded where nobody says; visits over the API."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from cases import tasks
from cases.models import Contact, Visit
from reminders.models import Reminder
from tests.cases.test_visit_pages import text_of, typed
from tests.days import days_ago, soon, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(case, client):
    client.force_login(cases.lead_of(case))
    return cases.lead_of(case)


@pytest.fixture
def member(case):
    made = centres.health_visitor(case.centre, name="Ada Field")
    cases.team_member(case, made)
    return made


# --- what came of it ------------------------------------------------------------------------------------------------


def test_the_contact_is_filled_in_from_the_plan(client, case, lead, member):
    visit = cases.visit(case, by=lead, on=days_ago(1), at=time(10), workers=[lead, member])
    text = text_of(client, "contact_record", case.pk, visit=visit.pk)
    assert f'name="visit" value="{visit.pk}"' in text
    assert f'value="{member.pk}" checked' in text
    assert typed(days_ago(1)).lstrip("0").split()[0] in text


def test_saving_it_records_the_visit(client, case, lead):
    visit = cases.visit(case, by=lead, on=days_ago(1))
    sent = {"kind": "visit", "reached": "yes", "happened_on": typed(days_ago(1)), "visit": visit.pk}
    client.post(reverse("contact_record", args=[case.pk]), sent)
    assert Visit.objects.get(pk=visit.pk).contact == Contact.objects.get()


def test_nobody_in_takes_one_press(client, case, lead, member):
    visit = cases.visit(case, by=lead, on=days_ago(1), at=time(10), workers=[lead, member])
    sent = {"kind": "visit", "reached": "no", "visit": visit.pk, "as_planned": "yes"}
    client.post(reverse("contact_record", args=[case.pk]), sent)
    contact = Visit.objects.get(pk=visit.pk).contact
    facts = (contact.reached, contact.on, contact.at, contact.colleagues.get().user)
    assert facts == (False, days_ago(1), time(10), member)


def test_who_has_left_since_does_not_stand_in_the_way(client, case, lead, member):
    visit = cases.visit(case, by=lead, on=days_ago(1), workers=[lead, member])
    member.memberships.update(ends_on=days_ago(2))
    sent = {"kind": "visit", "reached": "no", "visit": visit.pk, "as_planned": "yes"}
    client.post(reverse("contact_record", args=[case.pk]), sent)
    assert Visit.objects.get(pk=visit.pk).contact.colleagues.count() == 0


@pytest.mark.parametrize("wanted", ["0", "999999", "nonsense"])
def test_a_visit_that_is_not_there_is_not_found(client, case, lead, wanted):
    assert client.get(reverse("contact_record", args=[case.pk]), {"visit": wanted}).status_code == 404


# --- reminders ------------------------------------------------------------------------------------------------------


def on(days):
    return str(today() + timedelta(days=days))


def test_who_was_to_visit_and_the_lead_are_reminded_the_day_after_and_weekly(case, member):
    cases.visit(case, by=member, on=today())
    assert [tasks.remind_visits(on(days)) for days in (0, 1, 2, 7, 8)] == [0, 2, 0, 0, 2]
    assert set(Reminder.objects.values_list("to", flat=True)) == {member.pk, cases.lead_of(case).pk}


def test_weeks_without_a_sweep_tell_once(case):
    cases.visit(case, by=cases.lead_of(case), on=days_ago(20))
    assert (tasks.remind_visits(), tasks.remind_visits()) == (1, 0)


def test_who_no_longer_works_with_the_family_is_not_reminded(case, member):
    cases.visit(case, by=member, on=days_ago(1))
    case.team.update(until=days_ago(1))
    tasks.remind_visits()
    assert [one.to for one in Reminder.objects.all()] == [cases.lead_of(case)]


def test_nor_is_whoever_has_a_second_job_when_the_family_excludes_the_first(case, member):
    cases.visit(case, by=member, on=days_ago(1))
    case.family.wishes.filter(agency=cases.agency_of(member, case.centre)).update(included=False)
    centres.support_worker(case.centre, user=member)
    tasks.remind_visits()
    assert [one.to for one in Reminder.objects.all()] == [cases.lead_of(case)]


def test_where_nobody_leads_the_manager_is(case):
    manager = centres.manager(case.centre)
    cases.visit(case, by=cases.lead_of(case), on=days_ago(1))
    case.leads.update(status="ended", ended_on=today())
    tasks.remind_visits()
    assert [one.to for one in Reminder.objects.all()] == [manager]


def test_the_mail_says_neither_that_it_is_a_visit_nor_when_it_was(case):
    cases.visit(case, by=cases.lead_of(case), on=days_ago(1))
    tasks.remind_visits()
    assert (
        Reminder.objects.get().sentence == f"Something planned in {case.reference} has no record. Say what came of it."
    )


# --- API ------------------------------------------------------------------------------------------------------------


def test_planned_moved_and_cancelled_over_the_api(client, case, lead, member):
    cases.visit(case, by=member, on=soon())
    sent = {"visit_on": str(soon()), "at": "10:00", "workers": [lead.pk]}
    made = client.post(reverse("case-visits", args=[case.pk]), sent, content_type="application/json")
    assert (made.status_code, made.json()["overlaps"]) == (201, ["The same day as Ada Field"])
    number = made.json()["id"]
    later = {"visit_on": str(soon() + timedelta(days=9))}
    moved = client.post(reverse("visit-move", args=[number]), later, content_type="application/json")
    assert (moved.status_code, moved.json()["overlaps"]) == (200, [])
    gone = client.post(reverse("visit-cancel", args=[number]), {"because": "Ill"}, content_type="application/json")
    assert (gone.status_code, gone.json()["status"]) == (200, "cancelled")


def test_recorded_over_the_api(client, case, lead):
    visit = cases.visit(case, by=lead, on=days_ago(1))
    sent = {"kind": "visit", "reached": True, "visit": visit.pk}
    path = reverse("case-contacts", args=[case.pk])
    assert client.post(path, sent, content_type="application/json").status_code == 201
    assert client.post(path, sent, content_type="application/json").json()["code"] == "already_kept"


def test_the_calendar_over_the_api(client, case, lead, member):
    cases.visit(case, by=member, on=soon())
    cases.visit(case, by=lead, on=today() + timedelta(days=20))
    [row] = client.get(reverse("visit-list")).json()
    assert (row["on"], [one["name"] for one in row["workers"]]) == (str(soon()), ["Ada Field"])
