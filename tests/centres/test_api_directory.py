"""Letting people and agencies into a centre's work, and people out of it, over the API."""

import pytest
from django.core import mail

from centres.models import Membership, SharingProtocol
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def at():
    return make.centre()


@pytest.fixture
def admin(at):
    return make.administrator(at)


def send(who, path, told=None):
    """What the API answers this person."""
    client = ConfirmedClient()
    client.force_login(who)
    return client.post(f"{API}/{path}/", told or {}, content_type="application/json")


def newcomer(at, **fields):
    """Somebody to let in."""
    given = {"centre": at.pk, "email": "new@example.org", "name": "Ivy Marsh", "role": "health_visitor"}
    return {**given, "starts_on": str(today()), **fields}


def job_of(who):
    """Their membership."""
    return Membership.objects.get(user=who)


def test_somebody_is_let_in_and_sent_a_link(at, admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = send(admin, "directory", newcomer(at, agency=make.partner(at).pk))
    assert (made.status_code, made.json()["user"]["name"]) == (201, "Ivy Marsh")
    assert [one.to for one in mail.outbox] == [["new@example.org"]]


def test_managers_and_supervisors_are_named(at, admin):
    boss = make.manager(at)
    send(admin, "directory", newcomer(at, agency=make.partner(at).pk, supervisor=boss.pk, line_manager=boss.pk))
    assert Membership.objects.get(user__name="Ivy Marsh").supervisor == boss


def test_who_keeps_no_directory_is_told_why_they_let_nobody_in(at):
    refused = send(make.health_visitor(at), "directory", newcomer(at, agency=make.partner(at).pk))
    assert (refused.status_code, "Only an administrator" in refused.json()["detail"]) == (403, True)


def test_nobody_lets_anybody_into_a_centre_where_they_do_not_work(at, admin):
    elsewhere = make.centre()
    agency = make.partner(elsewhere)
    assert send(admin, "directory", newcomer(elsewhere, agency=agency.pk)).status_code == 404


@pytest.mark.parametrize("part", ["agency", "supervisor", "line_manager"])
def test_a_strangers_id_and_a_missing_one_give_the_same_404(at, admin, part):
    elsewhere = make.centre()
    strangers = make.partner(elsewhere) if part == "agency" else make.manager(elsewhere)
    told = newcomer(at, agency=make.partner(at).pk)
    answers = [send(admin, "directory", {**told, part: pk}) for pk in (strangers.pk, 10**30)]
    assert [(one.status_code, one.json()) for one in answers] == [(404, answers[0].json())] * 2


def test_an_agency_whose_protocol_has_run_out_lets_nobody_in(at, admin):
    late = make.agency()
    make.protocol(at, late, review_on=days_ago(1))
    refused = send(admin, "directory", newcomer(at, agency=late.pk))
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (400, "no_protocol", "agency")


def test_the_same_role_twice_is_a_conflict(at, admin):
    told = newcomer(at, agency=make.partner(at).pk)
    answers = [send(admin, "directory", told) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 409]


def test_a_malformed_address_is_refused_beside_its_field(at, admin):
    refused = send(admin, "directory", newcomer(at, agency=make.partner(at).pk, email="nobody"))
    assert (refused.status_code, set(refused.json())) == (400, {"email"})


def test_a_membership_elsewhere_is_not_found(at, admin):
    job = job_of(make.health_visitor(make.centre()))
    assert send(admin, f"directory/{job.pk}/invite-again").status_code == 404


def test_who_keeps_no_directory_is_told_why_they_change_no_membership(at):
    job = job_of(make.health_visitor(at))
    refused = send(make.support_worker(at), f"directory/{job.pk}/invite-again")
    assert (refused.status_code, "Only an administrator" in refused.json()["detail"]) == (403, True)


def test_the_link_is_sent_again(at, admin, django_capture_on_commit_callbacks):
    waiting = make.health_visitor(at)
    waiting.set_unusable_password()
    waiting.save()
    with django_capture_on_commit_callbacks(execute=True):
        sent = send(admin, f"directory/{job_of(waiting).pk}/invite-again")
    assert (sent.status_code, len(mail.outbox)) == (204, 1)


def test_who_has_a_password_is_sent_no_link(at, admin):
    job = job_of(make.health_visitor(at))
    assert send(admin, f"directory/{job.pk}/invite-again").json()["code"] == "already_has_password"


# Partners


def signed(at, **fields):
    """A protocol to record."""
    given = {"centre": at.pk, "name": "Home-Start", "kind": "charity", "version": "1.0"}
    return {**given, "signed_by": "The director", "signed_on": str(today()), **fields}


def test_an_agency_becomes_a_partner(at, admin):
    made = send(admin, "partners", signed(at))
    assert (made.status_code, made.json()["agency"]["name"]) == (201, "Home-Start")


def test_who_keeps_no_directory_is_told_why_they_add_no_partner(at):
    assert send(make.health_visitor(at), "partners", signed(at)).status_code == 403


def test_a_centre_elsewhere_gets_no_partner(admin):
    assert send(admin, "partners", signed(make.centre())).status_code == 404


def test_a_version_is_signed_once(at, admin):
    answers = [send(admin, "partners", signed(at)) for _ in range(2)]
    assert (answers[1].status_code, answers[1].json()["code"]) == (400, "version_signed")


def test_the_partners_of_ones_centres_are_listed(at, client):
    client.force_login(make.health_visitor(at))
    make.partner(make.centre())
    mine = set(SharingProtocol.objects.filter(centre=at).values_list("pk", flat=True))
    assert {one["id"] for one in client.get(f"{API}/partners/").json()["results"]} == mine
