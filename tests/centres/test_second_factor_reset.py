"""A lost second step is reset by whoever keeps the directory, for others; the person is told."""

import pytest
from django.core import mail

from accounts.second_factor import has_second_factor
from audit.models import Entry
from centres.models import Membership
from centres.services import reset_second_factor
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.queries import queries_of
from tests.signing_in import ConfirmedClient, give_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    """A browser whose people have confirmed that it is them."""
    return ConfirmedClient()


@pytest.fixture
def at():
    return make.centre()


@pytest.fixture
def job(at):
    """The membership of somebody who has lost their phone."""
    who = make.health_visitor(at, name="Ivy Marsh")
    give_app(who)
    return Membership.objects.get(user=who)


def address(job):
    return f"/directory/people/{job.pk}/second-step/"


@pytest.mark.parametrize("keeper", [make.administrator, make.manager])
def test_administrator_and_manager_reset_it(at, job, keeper):
    reset_second_factor(membership=job, by=keeper(at), on=today())
    assert not has_second_factor(job.user)
    assert Entry.objects.get(verb="reset_second_factor").centre_id == at.pk


def test_nobody_else_resets_it(at, job):
    with pytest.raises(NotAllowed, match="Only an administrator or the manager"):
        reset_second_factor(membership=job, by=make.support_worker(at), on=today())


def test_an_administrator_of_another_centre_does_not_reset_it(job):
    with pytest.raises(NotAllowed):
        reset_second_factor(membership=job, by=make.administrator(make.centre()), on=today())


def test_nobody_resets_their_own(at):
    manager = make.manager(at)
    give_app(manager)
    with pytest.raises(NotAllowed, match="You cannot reset your own"):
        reset_second_factor(membership=Membership.objects.get(user=manager), by=manager, on=today())


def test_who_has_left_is_nobody_of_theirs_any_more(at, job):
    Membership.objects.filter(pk=job.pk).update(ends_on=days_ago(1))
    job.refresh_from_db()
    with pytest.raises(RuleBroken, match="has ended already"):
        reset_second_factor(membership=job, by=make.manager(at), on=today())


def test_the_directory_leads_to_it_and_it_is_done(client, at, job, django_capture_on_commit_callbacks):
    client.force_login(make.administrator(at))
    assert address(job) in client.get("/directory/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address(job), follow=True)
    assert "The second step of Ivy Marsh is reset" in page.content.decode()
    assert mail.outbox[0].to == [job.user.email]
    assert address(job) not in client.get("/directory/").content.decode()


def test_the_page_says_to_be_sure_who_asks(client, at, job):
    client.force_login(make.administrator(at))
    assert "Be sure that it is they who ask" in client.get(address(job)).content.decode()


def test_a_second_reset_says_that_there_is_nothing_left(client, at, job):
    client.force_login(make.administrator(at))
    client.post(address(job))
    answer = client.post(address(job))
    assert (answer.status_code, "has no second step" in answer.content.decode()) == (422, True)


def test_the_directory_offers_it_to_nobody_who_may_not(client, at, job):
    client.force_login(make.support_worker(at))
    assert address(job) not in client.get("/directory/").content.decode()
    assert client.get(address(job)).status_code == 403


def test_to_another_centre_the_page_does_not_exist(client, job):
    client.force_login(make.administrator(make.centre()))
    assert client.post(address(job)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_people(client, at, job):
    client.force_login(make.administrator(at))
    few = queries_of(client, "/directory/")
    for _ in range(9):
        give_app(make.support_worker(at, of=job.agency))
    assert queries_of(client, "/directory/") == few
