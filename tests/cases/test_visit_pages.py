"""The calendar of all visits, the part of a case, planning and changing on a page."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from cases.models import Visit
from cases.status import VisitStatus
from centres.models import Membership
from consent.status import Information
from tests.days import days_ago, soon, today
from tests.factories import cases, centres, families, sharing

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


def typed(day):
    return f"{day:%d %m %Y}"


def text_of(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def part(client, case):
    return text_of(client, "case", case.pk, part="visits")


# --- the calendar ---------------------------------------------------------------------------------------------------


def test_the_calendar_shows_the_visits_of_all_agencies_to_families_one_may_see(client, case, lead, member):
    cases.visit(case, by=member, at=time(10), purpose="Weighing")
    text = text_of(client, "visits")
    assert [one for one in (case.family.name, "Ada Field", "10am", "Weighing") if one not in text] == []


def test_a_family_that_one_may_not_see_is_not_in_it(client, case, lead):
    other = cases.led_case(at=case.centre, of=families.family(case.centre, name="Harker"))
    cases.visit(other, by=cases.lead_of(other))
    assert "Harker" not in text_of(client, "visits")


def test_two_workers_on_one_day_are_both_marked(client, case, lead, member):
    cases.visit(case, by=member, on=soon())
    cases.visit(case, by=lead, on=soon())
    text = text_of(client, "visits")
    assert ("The same day as Ada Field" in text, f"The same day as {lead.name}" in text) == (True, True)


def test_a_visit_made_without_a_plan_counts_too(client, case, lead, member):
    cases.contact(case, by=member, on=today())
    cases.visit(case, by=lead, on=today())
    text = text_of(client, "visits")
    assert ("The same day as Ada Field" in text, "Visited" in text) == (True, True)


@pytest.mark.parametrize("kind", ["call", "visit"])
def test_a_call_or_an_attempt_is_no_visit_that_overlaps(client, case, lead, member, kind):
    cases.contact(case, by=member, on=today(), kind=kind, reached=kind == "call")
    cases.visit(case, by=lead, on=today())
    assert "The same day" not in text_of(client, "visits")


def test_a_cancelled_visit_stands_in_nobodys_way(client, case, lead, member):
    cases.visit(case, by=member, on=soon(), status="cancelled", cancelled_because="Ill")
    cases.visit(case, by=lead, on=soon())
    text = text_of(client, "visits")
    assert ("Ada Field" in text, "The same day" in text) == (False, False)


def test_one_can_look_at_ones_own_alone(client, case, lead, member):
    cases.visit(case, by=member)
    cases.visit(case, by=lead, purpose="Bedtimes")
    text = text_of(client, "visits", who="me")
    assert ("Ada Field, " in text, "Bedtimes" in text) == (False, True)


def test_a_fortnight_is_shown_from_the_day_that_was_asked_for(client, case, lead):
    cases.visit(case, by=lead, on=today() + timedelta(days=20), purpose="Far ahead")
    assert "Far ahead" not in text_of(client, "visits")
    assert "Far ahead" in text_of(client, "visits", **{"from": str(today() + timedelta(days=14))})


@pytest.mark.parametrize("asked", ["nonsense", "9999-12-31", "0001-01-01", "2026-02-31"])
def test_a_day_that_makes_no_sense_is_today(client, case, lead, asked):
    cases.visit(case, by=lead, on=today(), purpose="Today's")
    assert "Today&#39;s" in text_of(client, "visits", **{"from": asked})


def test_closed_days_and_bank_holidays_are_shown(client, case, lead):
    centres.closed_days(case.centre, soon(), why="Training")
    assert "Training" in text_of(client, "visits")
    assert "Christmas Day" in text_of(client, "visits", **{"from": "2026-12-20"})


def test_an_empty_calendar_says_so(client, lead):
    assert "No visits in this fortnight" in text_of(client, "visits", **{"from": "2027-06-01"})


def test_where_contacts_are_kept_so_are_visits(client, case, lead, member):
    cases.visit(case, by=member, purpose="Weighing")
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.CONTACTS, by=lead)
    assert "Weighing" not in text_of(client, "visits") + part(client, case) + text_of(client, "visit_plan", case.pk)
    visit = Visit.objects.get()
    assert client.get(reverse("visit_change", args=[visit.pk])).status_code == 404
    assert client.get(reverse("contact_record", args=[case.pk]), {"visit": visit.pk}).status_code == 404
    assert client.get(reverse("visit-list")).json() == []
    assert client.get(reverse("case-visits", args=[case.pk])).json()["count"] == 0


def test_visits_of_days_gone_without_a_record_are_counted(client, case, lead):
    cases.visit(case, by=lead, on=days_ago(2))
    assert "1 visit before today without a record" in text_of(client, "visits")


# --- the case -------------------------------------------------------------------------------------------------------


def test_the_case_shows_planned_made_and_cancelled_visits(client, case, lead, member):
    cases.visit(case, by=member, purpose="Weighing")
    contact = cases.contact(case, by=lead, on=days_ago(4))
    cases.visit(case, by=lead, on=days_ago(4), status="kept", contact=contact, purpose="Bedtimes")
    cases.visit(case, by=lead, on=days_ago(3), status="cancelled", cancelled_because="The child was ill")
    text = part(client, case)
    assert [one for one in ("Weighing", "Bedtimes", "The child was ill", "Visited") if one not in text] == []


def test_a_visit_on_a_closed_day_says_so(client, case, lead):
    centres.closed_days(case.centre, soon(), why="Training")
    cases.visit(case, by=lead, on=soon())
    assert "Training" in part(client, case)


def test_the_empty_part_says_what_it_is_for(client, case, lead):
    assert "Nobody has a visit planned" in part(client, case)


def test_a_visit_without_a_record_is_an_alert(client, case, lead):
    cases.visit(case, by=lead, on=days_ago(1))
    assert "A visit has no record yet." in text_of(client, "case", case.pk)


def test_whoever_only_reads_changes_nothing(client, case, lead):
    supervisor = centres.health_visitor(case.centre)
    Membership.objects.filter(user=lead).update(supervisor=supervisor)
    cases.wishes_to_include(case.family, cases.agency_of(supervisor, case.centre), by=supervisor)
    visit = cases.visit(case, by=lead, on=today())
    client.force_login(supervisor)
    text = part(client, case)
    assert (lead.name in text, reverse("visit_change", args=[visit.pk]) in text) == (True, False)


# --- planning and changing ------------------------------------------------------------------------------------------


def plan(client, case, lead, **more):
    sent = {"visit_on": typed(soon()), "workers": [lead.pk], **more}
    return client.post(reverse("visit_plan", args=[case.pk]), sent)


def test_the_form_shows_what_is_planned_already_and_ticks_whoever_plans(client, case, lead, member):
    cases.visit(case, by=member, purpose="Weighing")
    text = text_of(client, "visit_plan", case.pk)
    assert ("Weighing" in text, f'value="{lead.pk}" checked' in text) == (True, True)


def test_a_visit_is_planned_on_the_page(client, case, lead, member):
    answer = plan(client, case, lead, workers=[lead.pk, member.pk], at="2:30pm", purpose="Bedtimes")
    visit = Visit.objects.get()
    assert (answer.status_code, visit.at, visit.workers.count()) == (302, time(14, 30), 2)


def test_who_else_comes_then_and_a_closed_centre_are_said_after_planning(client, case, lead, member):
    cases.visit(case, by=member, on=soon())
    centres.closed_days(case.centre, soon(), why="Training")
    text = client.get(plan(client, case, lead).url).content.decode()
    assert "The same day as Ada Field: speak with each other." in text
    assert "The centre is closed on that day: Training." in text


def test_mistakes_stand_beside_their_fields_and_nothing_is_lost(client, case, lead):
    answer = plan(client, case, lead, visit_on=typed(days_ago(1)), purpose="Bedtimes")
    text = answer.content.decode()
    assert (answer.status_code, 'href="#id_visit_on"' in text, "Bedtimes" in text) == (422, True, True)


def test_a_confidential_address_is_asked_about(client, case, lead):
    case.family.addresses.update(confidential=True, lines="4 Quarry Lane", postcode="LS1 4BB")
    answer = plan(client, case, lead, purpose="At 4 Quarry Lane")
    assert (answer.status_code, 'name="address_checked"' in answer.content.decode()) == (422, True)


def change(client, visit, **sent):
    return client.post(reverse("visit_change", args=[visit.pk]), sent)


def test_a_visit_is_moved_on_the_page(client, case, lead):
    visit = cases.visit(case, by=lead)
    change(client, visit, what="move", visit_on=typed(soon()), at="9am")
    assert Visit.objects.filter(pk=visit.pk, on=soon(), at=time(9)).exists()


def test_a_visit_is_cancelled_on_the_page(client, case, lead):
    visit = cases.visit(case, by=lead)
    change(client, visit, what="cancel", because="The child is ill")
    assert Visit.objects.get(pk=visit.pk).status == VisitStatus.CANCELLED


def test_a_visit_of_yesterday_is_cancelled_with_the_date_that_stands_in_the_form(client, case, lead):
    visit = cases.visit(case, by=lead, on=days_ago(1))
    change(client, visit, what="cancel", because="They were away", visit_on=typed(days_ago(1)))
    assert Visit.objects.get(pk=visit.pk).status == VisitStatus.CANCELLED


@pytest.mark.parametrize(
    ("sent", "field"),
    [({}, "what"), ({"what": "move"}, "visit_on"), ({"what": "cancel"}, "because")],
)
def test_what_is_missing_is_said_beside_its_field(client, case, lead, sent, field):
    answer = change(client, cases.visit(case, by=lead), **sent)
    assert (answer.status_code, f'href="#id_{field}"' in answer.content.decode()) == (422, True)
