"""Taking back, reaching, leaving and ending over the API."""

import pytest

from audit.models import Entry
from cases.models import Contact
from centres.models import Membership
from tests.days import days_ago, today
from tests.factories import cases, centres
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db


def send(who, path, told=None):
    """What the API answers this person."""
    client = ConfirmedClient()
    client.force_login(who)
    return client.post(f"/api/v1/{path}/", told or {}, content_type="application/json")


def read(who, path):
    """What the API shows this person."""
    client = ConfirmedClient()
    client.force_login(who)
    return client.get(f"/api/v1/{path}/")


@pytest.fixture
def member(case):
    who = centres.health_visitor(case.centre)
    cases.team_member(case, who)
    return who


@pytest.fixture
def doors(case, lead, member):
    """Each new door with a record behind it."""
    theirs = cases.team_member(case, centres.support_worker(case.centre))
    shared(case, lead, case_share(person=centres.health_visitor(case.centre).pk))
    return {
        "contact": f"contacts/{cases.contact(case, by=lead).pk}/take-back",
        "reach": f"goals/{cases.goal(case, by=lead).pk}/reach",
        "reopen": f"goals/{cases.goal(case, by=lead, words='More sleep', reached_on=today()).pk}/reopen",
        "team": f"team/{theirs.pk}/leave",
        "share": f"cases/{case.pk}/shares/person/{read(lead, f'cases/{case.pk}/shares').json()[0]['id']}/end",
    }


def case_share(**fields):
    """Terms of a share."""
    return {"until": str(days_ago(-30)), "reason": "Covers for the lead", **fields}


def shared(case, lead, told):
    """A share with somebody of an agency that the family wishes to know."""
    for who in Membership.objects.filter(user=told.get("person")):
        cases.wishes_to_include(case.family, who.agency, by=lead)
    answer = send(lead, f"cases/{case.pk}/share", told)
    assert answer.status_code == 204, answer.json()


@pytest.mark.parametrize("door", ["contact", "reach", "reopen", "team", "share"])
def test_a_stranger_finds_nothing_behind_it(case, doors, door):
    strangers = [centres.support_worker(case.centre), centres.manager(centres.centre())]
    assert {send(who, doors[door]).status_code for who in strangers} == {404}


@pytest.mark.parametrize("door", ["contact", "team", "share"])
def test_a_member_of_the_team_is_told_why_not(doors, member, door):
    refused = send(member, doors[door])
    assert (refused.status_code, refused.json()["detail"].startswith("Only")) == (403, True)


@pytest.mark.parametrize("door", ["reach", "reopen"])
def test_who_only_reads_the_case_is_told_why_they_settle_no_goal(case, lead, doors, door):
    reader = centres.health_visitor(case.centre)
    shared(case, lead, case_share(person=reader.pk))
    refused = send(reader, doors[door])
    assert (refused.status_code, "Only the lead" in refused.json()["detail"]) == (403, True)


def test_a_contact_recorded_by_mistake_is_taken_back(lead, doors):
    assert send(lead, doors["contact"]).status_code == 204
    assert not Contact.objects.exists()


def test_a_contact_of_a_closed_case_stays(case, doors):
    manager = centres.manager(case.centre)
    mine = cases.contact(case, by=manager)
    send(
        manager,
        f"cases/{case.pk}/close",
        {"closing": "moved", "words": "Gone", "unmet": [], "no_check_because": "Gone"},
    )
    refused = send(manager, f"contacts/{mine.pk}/take-back")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_closed")


def test_a_goal_is_reached_and_then_not(case, lead):
    goal = cases.goal(case, by=lead)
    answers = [send(lead, f"goals/{goal.pk}/{verb}").json() for verb in ("reach", "reopen")]
    assert [one["reached_on"] for one in answers] == [str(today()), None]


@pytest.mark.parametrize(("door", "code"), [("reach", "already_reached"), ("reopen", "already_not_reached")])
def test_a_goal_is_settled_once(lead, doors, door, code):
    send(lead, doors[door])
    refused = send(lead, doors[door])
    assert (refused.status_code, refused.json()["code"]) == (409, code)


def test_somebody_leaves_the_team(lead, doors):
    left = send(lead, doors["team"])
    assert (left.status_code, left.json()["until"]) == (200, str(today()))


def test_who_has_left_does_not_leave_again(lead, doors):
    send(lead, doors["team"])
    assert send(lead, doors["team"]).json()["code"] == "already_left"


def test_the_team_is_listed_and_the_read_is_in_the_log(case, lead, member):
    assert [one["name"] for one in read(lead, f"cases/{case.pk}/team").json()["results"]] == [member.name]
    assert Entry.objects.filter(verb="api:team", subject_id=case.pk, by=lead).exists()


def test_a_share_is_listed_and_ended(case, lead, doors):
    assert send(lead, doors["share"]).status_code == 204
    assert read(lead, f"cases/{case.pk}/shares").json() == []


def test_a_share_with_an_agency_is_ended(case, lead):
    agency = cases.agency_of(lead, case.centre)
    shared(case, lead, case_share(agency=agency.pk))
    [found] = read(lead, f"cases/{case.pk}/shares").json()
    assert (found["kind"], found["who"]) == ("agency", agency.name)
    assert send(lead, f"cases/{case.pk}/shares/agency/{found['id']}/end").status_code == 204


def test_a_share_that_has_ended_does_not_end_again(lead, doors):
    send(lead, doors["share"])
    refused = send(lead, doors["share"])
    assert (refused.status_code, refused.json()["code"]) == (409, "already_ended")


def test_a_share_of_another_case_is_not_found(doors):
    other = cases.led_case()
    number = doors["share"].split("/")[4]
    assert send(cases.lead_of(other), f"cases/{other.pk}/shares/person/{number}/end").status_code == 404


def test_nobody_reads_the_people_of_a_case_they_may_not_open(case):
    stranger = centres.support_worker(case.centre)
    assert {read(stranger, f"cases/{case.pk}/{part}").status_code for part in ("team", "shares")} == {404}
