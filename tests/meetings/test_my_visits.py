"""My fortnight shows whoever visits their own visits of the next days."""

from datetime import time

import pytest

from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return cases.led_case()


@pytest.fixture
def lead(case, client):
    client.force_login(cases.lead_of(case))
    return cases.lead_of(case)


def home(client):
    return client.get("/").content.decode().partition('id="visits"')[2].partition("</section>")[0]


def test_the_visits_of_the_next_days_stand_there_with_what_comes_close(client, case, lead):
    other = centres.health_visitor(case.centre, name="Ada Field")
    cases.team_member(case, other)
    cases.visit(case, by=lead, on=today(), at=time(10), purpose="Bedtimes")
    cases.visit(case, by=other, on=today())
    text = home(client)
    wanted = [case.family.name, "Today", "10am", "Bedtimes", "The same day as Ada Field"]
    assert [one for one in wanted if one not in text] == []


def test_a_visit_without_a_record_is_late(client, case, lead):
    cases.visit(case, by=lead, on=days_ago(2))
    assert "Not recorded yet" in home(client)
    assert "1 thing is late" in client.get("/").content.decode()


def test_visits_of_colleagues_and_later_ones_are_in_the_calendar_only(client, case, lead):
    other = centres.health_visitor(case.centre)
    cases.team_member(case, other)
    cases.visit(case, by=other, on=today())
    cases.visit(case, by=lead, on=days_ago(-8))
    assert home(client) == ""


def test_where_contacts_are_kept_there_is_none(client, case, lead):
    cases.visit(case, by=lead, on=today())
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.CONTACTS, by=lead)
    assert home(client) == ""


def test_how_to_contact_the_family_safely_stands_beside_the_visit(client, case, lead):
    case.family.safe_contact = "Text before calling"
    case.family.save()
    other = centres.health_visitor(case.centre)
    cases.team_member(case, other)
    cases.visit(case, by=other, on=today())
    client.force_login(other)
    assert "Safe contact: Text before calling" in home(client)
    sharing.kept(case.family, cases.agency_of(other, case.centre), Information.SAFEGUARDING, by=lead)
    assert ("Text before" in home(client), "is kept from your agency" in home(client)) == (False, True)
