"""Taking the centre's figures out over the API."""

import pytest

from audit.models import Entry
from documents.models import Document
from documents.services import render_due
from tests.days import days_ago, today
from tests.factories import centres
from tests.signing_in import ConfirmedClient

API = "/api/v1"
pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


def signed_in(who):
    """A client that works for `who`."""
    client = ConfirmedClient()
    client.force_login(who)
    return client


@pytest.fixture
def admin(at):
    return signed_in(centres.administrator(at))


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbfcentre"), ("xlsx", b"PK")])
def test_a_report_is_exported(admin, at, kind, begins):
    answer = admin.get(f"{API}/reports/review/export/", {"kind": kind})
    assert (answer.status_code, answer.content.startswith(begins)) == (200, True)
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(kind="export", subject_id=at.pk).exists()


def test_a_kind_of_file_that_there_is_not_is_refused_beside_its_field(admin):
    for sent in ({"kind": "exe"}, {}):
        refused = admin.get(f"{API}/reports/review/export/", sent)
        assert (refused.status_code, set(refused.json())) == (400, {"kind"})


def test_a_period_that_ends_before_it_begins_is_refused(admin):
    backwards = {"from": str(today()), "to": str(days_ago(9))}
    answers = [
        admin.get(f"{API}/reports/review/export/", {"kind": "csv", **backwards}),
        admin.post(f"{API}/reports/review/pdf/", backwards, content_type="application/json"),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(400, "period")] * 2


def test_who_may_see_no_figures_is_told_why(at):
    client = signed_in(centres.health_visitor(at))
    answers = [
        client.get(f"{API}/reports/review/export/?kind=csv"),
        client.post(f"{API}/reports/review/pdf/", content_type="application/json"),
    ]
    assert [(one.status_code, "Only an administrator" in one.json()["detail"]) for one in answers] == [(403, True)] * 2


def test_the_figures_of_another_centre_cannot_be_chosen(admin):
    told = {"centre": centres.centre().pk}
    answers = [
        admin.get(f"{API}/reports/review/export/", {"kind": "csv", **told}),
        admin.post(f"{API}/reports/review/pdf/", told, content_type="application/json"),
    ]
    assert [(one.status_code, set(one.json())) for one in answers] == [(400, {"centre"})] * 2


def test_a_pdf_is_asked_for_and_not_ready_at_once(admin):
    asked = admin.post(f"{API}/reports/review/pdf/", content_type="application/json")
    assert (asked.status_code, asked.json()["status"]) == (202, "due")
    refused = admin.get(f"{API}/report-pdfs/{asked.json()['id']}/file/")
    assert (refused.status_code, refused.json()["code"]) == (400, "not_ready")


@pytest.mark.django_db(transaction=True)
def test_a_pdf_that_is_ready_is_opened(admin):
    number = admin.post(f"{API}/reports/review/pdf/", content_type="application/json").json()["id"]
    render_due()
    assert admin.get(f"{API}/report-pdfs/{number}/").json()["status"] == "ready"
    assert admin.get(f"{API}/report-pdfs/{number}/file/").content.startswith(b"%PDF")


@pytest.mark.parametrize("door", ["", "file/"])
def test_a_pdf_is_for_those_who_may_see_the_figures(admin, at, door):
    number = admin.post(f"{API}/reports/review/pdf/", content_type="application/json").json()["id"]
    colleague, stranger = centres.health_visitor(at), centres.manager(centres.centre())
    asked = [signed_in(who).get(f"{API}/report-pdfs/{number}/{door}") for who in (colleague, stranger)]
    assert [one.status_code for one in asked] == [403, 404]


@pytest.mark.parametrize("door", ["", "file/"])
def test_a_pdf_of_something_else_is_no_report(admin, at, door):
    other = Document.objects.create(kind="minutes", subject_type="centres.centre", subject_id=at.pk, edition="full")
    assert admin.get(f"{API}/report-pdfs/{other.pk}/{door}").status_code == 404
