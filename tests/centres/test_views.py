"""The directory pages."""

import re

import pytest

from accounts.models import User
from centres.models import Membership
from centres.status import Need, Role
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.queries import queries_of
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    """A browser whose people have confirmed that it is them: roles and invitations ask for that."""
    return ConfirmedClient()


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def as_typed(day):
    return f"{day.day} {day.month} {day.year}"


def typed(agency, **fields):
    given = {"email": "sam@example.org", "name": "Sam Hill", "role": Role.HEALTH_VISITOR, "phone": "",
             "starts_on": as_typed(today()), "agency": agency.pk, "may_commit": "Two visits a week"}  # fmt: skip
    return {**given, **fields}


def test_without_signing_in_there_is_no_directory(client):
    assert client.get("/directory/").status_code == 302


def test_the_directory_shows_what_each_person_can_commit(client):
    at = make.centre()
    make.health_visitor(at, name="Ivy Marsh", may_commit="Two home visits a week")
    client.force_login(make.support_worker(at))
    shown = text(client.get("/directory/"))
    assert "Ivy Marsh" in shown
    assert "Two home visits a week" in shown


def test_the_directory_shows_nobody_of_another_centre(client):
    make.health_visitor(make.centre(), name="Ivy Marsh")
    client.force_login(make.support_worker(make.centre()))
    assert "Ivy Marsh" not in text(client.get("/directory/"))


def test_who_has_left_is_not_shown(client):
    at = make.centre()
    make.health_visitor(at, name="Ivy Marsh", ends_on=days_ago(1))
    client.force_login(make.support_worker(at))
    assert "Ivy Marsh" not in text(client.get("/directory/"))


def test_who_starts_later_is_shown_with_the_day(client):
    at = make.centre()
    make.health_visitor(at, name="Ivy Marsh", starts_on=days_ago(-9))
    client.force_login(make.support_worker(at))
    assert re.search(r"Ivy Marsh.*From \d", text(client.get("/directory/")))


def test_somebody_who_works_nowhere_is_told_so(client):
    client.force_login(make.user())
    assert "You do not work with a centre at present" in text(client.get("/directory/"))


@pytest.mark.parametrize("words", ["ivy", "MARSH ivy", "home visits", "health visitor", "moorland"])
def test_the_search_finds_by_name_job_agency_and_mandate(client, words):
    at = make.centre()
    make.health_visitor(
        at, name="Ivy Marsh", may_commit="Two home visits", of=make.partner(at, name="Moorland NHS Trust")
    )
    client.force_login(make.support_worker(at))
    assert "Ivy Marsh" in text(client.get("/directory/", {"q": words}))


def test_a_search_that_finds_nobody_says_what_to_do(client):
    client.force_login(make.support_worker(make.centre()))
    shown = text(client.get("/directory/", {"q": "<b>zzz</b>"}))
    assert "Nobody found" in shown
    assert "<b>zzz" not in shown


def test_a_late_protocol_is_marked(client):
    at, agency = make.centre(), make.agency(name="Moorland NHS Trust")
    make.protocol(at, agency, review_on=days_ago(3))
    client.force_login(make.support_worker(at))
    assert "Review is late" in text(client.get("/directory/"))


def test_only_the_newest_protocol_of_an_agency_counts(client):
    at, agency = make.centre(), make.agency(name="Moorland NHS Trust")
    make.protocol(at, agency, version="0.9", signed_on=days_ago(900), review_on=days_ago(200))
    make.protocol(at, agency, version="2.0", signed_on=days_ago(100))
    client.force_login(make.support_worker(at))
    shown = text(client.get("/directory/"))
    assert "Version 2.0" in shown
    assert "Version 0.9" not in shown


def test_who_cannot_change_the_directory_is_offered_nothing_to_change(client):
    at = make.centre()
    client.force_login(make.support_worker(at))
    shown = text(client.get("/directory/"))
    assert f"Add somebody to {at.name}" not in shown
    assert "/end/" not in shown


def test_an_administrator_adds_somebody(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    agency = make.partner(at)
    assert client.post(f"/directory/{at.pk}/people/new/", typed(agency)).status_code == 302
    assert Membership.objects.get(user__email="sam@example.org").may_commit == "Two visits a week"


def test_who_cannot_change_the_directory_is_told_why(client):
    at = make.centre()
    client.force_login(make.health_visitor(at))
    answer = client.get(f"/directory/{at.pk}/people/new/")
    assert answer.status_code == 403
    assert "Only an administrator or the manager" in text(answer)


def test_to_a_stranger_the_centre_does_not_exist(client):
    at = make.centre()
    client.force_login(make.administrator(make.centre()))
    assert client.get(f"/directory/{at.pk}/people/new/").status_code == 404


def test_errors_stand_beside_their_fields_and_what_was_typed_stays(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    agency = make.partner(at)
    answer = client.post(f"/directory/{at.pk}/people/new/", typed(agency, email="no address", starts_on="31 2 2026"))
    shown = text(answer)
    assert answer.status_code == 422
    assert 'value="no address"' in shown
    assert "Enter an e-mail address like name@example.org" in shown
    assert 'href="#id_starts_on"' in shown


def test_an_agency_of_another_centre_cannot_be_chosen(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    answer = client.post(f"/directory/{at.pk}/people/new/", typed(make.partner(make.centre())))
    assert answer.status_code == 422
    assert not User.objects.filter(email="sam@example.org").exists()


def test_a_broken_rule_stands_beside_its_field(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    agency = make.partner(at)
    client.post(f"/directory/{at.pk}/people/new/", typed(agency))
    answer = client.post(f"/directory/{at.pk}/people/new/", typed(agency))
    assert answer.status_code == 422
    assert 'href="#id_role"' in text(answer)


def test_control_characters_in_a_name_are_refused(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    answer = client.post(f"/directory/{at.pk}/people/new/", typed(make.partner(at), name="Sam\u202e Hill"))
    assert answer.status_code == 422


def test_an_administrator_ends_a_membership(client):
    at = make.centre()
    membership = Membership.objects.get(user=make.health_visitor(at))
    client.force_login(make.administrator(at))
    client.post(f"/directory/people/{membership.pk}/end/", {"ends_on": as_typed(days_ago(1))})
    membership.refresh_from_db()
    assert membership.ends_on == days_ago(1)


def test_the_end_page_says_that_access_ends(client):
    at = make.centre()
    membership = Membership.objects.get(user=make.health_visitor(at))
    client.force_login(make.administrator(at))
    assert "gives no access" in text(client.get(f"/directory/people/{membership.pk}/end/"))


def test_a_membership_of_another_centre_does_not_exist(client):
    membership = Membership.objects.get(user=make.health_visitor(make.centre()))
    client.force_login(make.administrator(make.centre()))
    assert client.post(f"/directory/people/{membership.pk}/end/", {"ends_on": "1 1 2026"}).status_code == 404


def test_ones_own_membership_cannot_be_ended(client):
    at = make.centre()
    by = make.administrator(at)
    client.force_login(by)
    membership = Membership.objects.get(user=by)
    assert client.get(f"/directory/people/{membership.pk}/end/").status_code == 403


def test_an_invitation_can_be_sent_again(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    client.post(f"/directory/{at.pk}/people/new/", typed(make.partner(at)))
    membership = Membership.objects.get(user__email="sam@example.org")
    answer = client.post(f"/directory/people/{membership.pk}/invitation/", follow=True)
    assert "was sent to sam@example.org again" in text(answer)


def test_services_are_found_by_need(client):
    at = make.centre()
    make.service(at, name="Chatterbox", needs=[Need.SPEECH])
    make.service(at, name="Money matters", needs=[Need.MONEY])
    client.force_login(make.support_worker(at))
    shown = text(client.get("/services/", {"need": "money"}))
    assert "Money matters" in shown
    assert "Chatterbox" not in shown


def test_services_of_another_centre_are_not_shown(client):
    make.service(make.centre(), name="Chatterbox")
    client.force_login(make.support_worker(make.centre()))
    assert "Chatterbox" not in text(client.get("/services/"))


@pytest.mark.parametrize(
    "address", ["/services/?need=bogus", "/services/?page=99", "/directory/?page=zero", "/directory/?q=" + "x" * 500]
)
def test_an_odd_address_still_gives_the_page(client, address):
    client.force_login(make.support_worker(make.centre()))
    assert client.get(address).status_code == 200


def test_the_directory_costs_the_same_for_10_and_for_300_people(client):
    at = make.centre()
    agency = make.partner(at)
    client.force_login(make.administrator(at))
    for _ in range(10):
        make.health_visitor(at, of=agency)
    few = queries_of(client, "/directory/")
    for _ in range(290):
        make.health_visitor(at, of=agency)
    assert queries_of(client, "/directory/") == few


def test_the_services_cost_the_same_for_10_and_for_300(client):
    at = make.centre()
    client.force_login(make.support_worker(at))
    for _ in range(10):
        make.service(at)
    few = queries_of(client, "/services/")
    for _ in range(290):
        make.service(at)
    assert queries_of(client, "/services/") == few
