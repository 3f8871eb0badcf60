"""To whom somebody answers: employer, line manager and professional supervisor, changed while the part goes on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import Entry
from cases.models import Case
from centres.models import Membership
from centres.services import change_membership
from inputs.errors import NotAllowed, RuleBroken
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import cases
from tests.factories import centres as make
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
NOTHING = {"title": "", "may_commit": "", "reach": "", "employer": None, "line_manager": None, "supervisor": None}


@pytest.fixture
def client():
    """A browser whose people have confirmed that it is them."""
    return ConfirmedClient()


@pytest.fixture
def at():
    return make.centre()


@pytest.fixture
def job(at):
    return make.support_worker(at, name="Sam Hill", title="Worker").memberships.get()


def changed(job, by=None, **fields):
    by = by or make.administrator(job.centre)
    return change_membership(membership=job, by=by, on=today(), **{**NOTHING, **fields})


def code_of(job, **fields):
    with pytest.raises(RuleBroken) as broken:
        changed(job, **fields)
    return broken.value.code


def test_three_answers_are_three_fields_and_the_part_goes_on(at, job):
    employer, boss, over = make.partner(at), make.manager(at), make.health_visitor(at)
    done = changed(
        job, employer=employer, line_manager=boss, supervisor=over, title="Play worker", may_commit="Two days"
    )
    assert (done.employer, done.line_manager, done.supervisor) == (employer, boss, over)
    assert (done.pk, done.starts_on, done.ends_on, done.agency) == (job.pk, job.starts_on, None, job.agency)
    assert Entry.objects.get(verb="change_membership").detail["supervisor"] == over.pk


def test_the_agency_they_act_for_is_no_other_employer(job):
    assert changed(job, employer=job.agency).employer is None


@pytest.mark.parametrize("keeper", [make.administrator, make.manager])
def test_an_administrator_or_manager_changes_it(at, job, keeper):
    assert changed(job, keeper(at), title="New").title == "New"


@pytest.mark.parametrize("other", [make.health_visitor, make.support_worker])
def test_nobody_else_does(at, job, other):
    with pytest.raises(NotAllowed):
        changed(job, other(at))


def test_nobody_changes_their_own(at):
    by = make.administrator(at)
    with pytest.raises(NotAllowed, match="your own"):
        changed(by.memberships.get(), by)


def test_the_administrator_of_another_centre_changes_nothing(job):
    with pytest.raises(NotAllowed):
        changed(job, make.administrator(make.centre()))


def test_supervisors_and_line_managers_work_here(at, job):
    gone = make.health_visitor(at, ends_on=days_ago(1))
    assert code_of(job, supervisor=gone) == code_of(job, line_manager=make.user()) == "not_a_member"


def test_nobody_supervises_or_manages_themselves(job):
    assert code_of(job, supervisor=job.user) == code_of(job, line_manager=job.user) == "oneself"
    for field in ("supervisor", "line_manager"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.filter(pk=job.pk).update(**{field: job.user})


def test_an_employer_stands_in_the_directory_whether_or_not_its_protocol_is_in_force(at, job):
    assert code_of(job, employer=make.agency()) == "agency_elsewhere"
    late = make.agency()
    make.protocol(at, late, review_on=days_ago(1))
    assert changed(job, employer=late).employer == late


def test_what_has_ended_stays_as_it_was(at):
    job = make.support_worker(at, ends_on=days_ago(1)).memberships.get()
    assert code_of(job) == "already_ended"


def test_a_new_supervisor_opens_the_families_and_the_former_no_longer_does(at, job):
    case = cases.case_led_by(job.user, at)
    first, second = make.health_visitor(at), make.health_visitor(at)
    for over, opens in ((first, [True, False]), (second, [False, True]), (None, [False, False])):
        changed(job, supervisor=over)
        assert [Case.objects.opens(who, case.pk) for who in (first, second)] == opens


def test_an_employer_opens_nothing(at, job):
    case = cases.case_led_by(job.user, at)
    employer = make.partner(at)
    colleague = make.health_visitor(at, of=employer)
    changed(job, employer=employer)
    assert not Case.objects.opens(colleague, case.pk)


@committing
def test_changed_twice_at_once_one_of_them_holds_whole():
    at = make.centre()
    job, by = make.support_worker(at).memberships.get(), make.administrator(at)
    bosses = [make.manager(at), make.manager(at)]
    at_once(*[lambda boss=boss: changed(job, by, line_manager=boss, supervisor=boss) for boss in bosses])
    job.refresh_from_db()
    assert job.line_manager in bosses and job.supervisor == job.line_manager


def page(client, by, job, **typed):
    client.force_login(by)
    path = reverse("membership_change", args=[job.pk])
    return client.post(path, typed, follow=True) if typed else client.get(path)


def test_the_directory_shows_all_three_and_leads_to_the_form(client, at, job):
    by = make.administrator(at)
    boss, over = make.manager(at, name="Lena Line"), make.health_visitor(at, name="Pia Prof")
    employer = make.partner(at, name="Hospital Trust")
    shown = page(
        client, by, job, title="Play worker", employer=employer.pk, line_manager=boss.pk, supervisor=over.pk
    ).content.decode()
    for words in (
        "Play worker",
        "Employed by Hospital Trust",
        "Line manager: Lena Line",
        "Professional supervisor: Pia",
    ):
        assert words in shown
    assert reverse("membership_change", args=[job.pk]) in shown
    assert reverse("membership_change", args=[by.memberships.get().pk]) not in shown


def test_the_form_holds_what_is_recorded_and_says_who_is_no_longer_here(client, at, job):
    gone = make.health_visitor(at, name="Una Past", ends_on=days_ago(1))
    Membership.objects.filter(pk=job.pk).update(supervisor=gone, employer=make.partner(at, name="Hospital Trust"))
    shown = page(client, make.administrator(at), job).content.decode()
    assert 'value="Worker"' in shown and "Professional supervisor: Una Past" in shown
    assert "selected>Hospital Trust" in shown


def test_what_cannot_be_is_said_beside_the_field(client, at, job):
    answer = page(client, make.administrator(at), job, title="Kept", supervisor=job.user_id)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "id_supervisor-error" in shown and 'value="Kept"' in shown


def test_over_the_api_all_of_it_is_said(client, at, job):
    by, over = make.administrator(at), make.health_visitor(at, name="Pia Prof")
    client.force_login(by)
    path = f"/api/v1/directory/{job.pk}/change/"
    assert client.post(path, {"title": "New"}, content_type="application/json").status_code == 400
    done = client.post(path, {**NOTHING, "supervisor": over.pk}, content_type="application/json").json()
    assert done["supervisor"] == {"id": over.pk, "name": "Pia Prof"} and done["employer"]["id"] == job.agency_id
    elsewhere = {**NOTHING, "employer": make.agency().pk}
    assert client.post(path, elsewhere, content_type="application/json").status_code == 404
