"""The reports page, its exports, and who may have them."""

import csv
import re
from io import BytesIO, StringIO

import openpyxl
import pytest
from pypdf import PdfReader

from audit.models import Entry
from documents.models import Document
from documents.services import render_due
from referrals.status import ReferralStatus
from reports.files import as_csv, harmless
from reports.review_report import build
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.factories import reports as many
from tests.queries import queries_of
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    """A browser whose people have confirmed that it is them: exports ask for that."""
    return ConfirmedClient()


@pytest.fixture
def at():
    """A centre where in the last months 12 referrals were accepted, 6 signposted and 3 not taken on."""
    made = make.centre(name="Rowan Tree")
    accepted = many.sent_referrals(12, made, on=days_ago(60))
    cases = many.opened_cases(accepted, reached_after=5)
    many.reviews(cases[:7], due_on=days_ago(10), held_on=days_ago(10))
    many.reviews(cases[7:], due_on=days_ago(10), held_on=days_ago(2))
    many.sent_referrals(6, made, on=days_ago(60), status=ReferralStatus.SIGNPOSTED)
    many.sent_referrals(3, made, on=days_ago(60), status=ReferralStatus.NOT_ACCEPTED)
    return made


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def rows(answer):
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def value(answer, table, line):
    return next(row["value"] for row in rows(answer) if row["table"] == table and row["line"] == line)


@pytest.mark.parametrize("who", [make.administrator, make.manager])
def test_the_administrator_and_the_manager_see_the_report(client, at, who):
    client.force_login(who(at))
    assert "Six-weekly reviews" in text(client.get("/reports/"))


@pytest.mark.parametrize("who", [make.health_visitor, make.support_worker])
@pytest.mark.parametrize("address", ["", "export/csv/", "export/xlsx/", "export/pdf/"])
def test_nobody_else_sees_it_and_they_are_told_why(client, at, who, address):
    client.force_login(who(at))
    answer = client.get(f"/reports/{address}")
    assert answer.status_code == 403
    assert "Only an administrator or the manager" in text(answer)


def test_an_administrator_whose_membership_ended_sees_nothing(client, at):
    who = make.administrator(at, ends_on=days_ago(1))
    make.support_worker(make.centre(), user=who)
    client.force_login(who)
    assert client.get("/reports/").status_code == 403


def test_another_centre_cannot_be_asked_for(client, at):
    client.force_login(make.administrator(make.centre(name="Elsewhere")))
    shown = text(client.get("/reports/", {"centre": at.pk}))
    assert "Rowan Tree" not in shown


def test_of_two_centres_the_one_asked_for_is_shown(client, at):
    other = make.centre(name="Elsewhere")
    who = make.administrator(at)
    make.administrator(other, user=who)
    client.force_login(who)
    assert "Review report: Elsewhere" in text(client.get("/reports/", {"centre": other.pk}))


def test_small_numbers_are_not_shown(client, at):
    client.force_login(make.administrator(at))
    answer = client.get("/reports/export/csv/")
    assert value(answer, "Referrals by decision", "Not taken on") == "fewer than 5"
    assert value(answer, "Referrals by decision", "Support agreed") == "not shown"
    assert value(answer, "Referrals by decision", "All referrals sent in the period") == "21"


def test_reviews_are_counted_with_the_share_held_on_time(client, at):
    client.force_login(make.administrator(at))
    answer = client.get("/reports/export/csv/")
    assert value(answer, "Six-weekly reviews", "Held on time") == "7"
    assert value(answer, "Six-weekly reviews", "Held on time, of those held or late") == "58%"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_names_nobody(client, at, kind):
    client.force_login(make.administrator(at))
    content = client.get(f"/reports/export/{kind}/").content
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(BytesIO(content)).active
        content = str([[cell.value for cell in row] for row in sheet.rows]).encode()
    assert b"Canary" not in content
    assert not re.search(rb"[FRC]-[2-9B-Z]{7}", content)


def test_the_page_names_nobody(client, at):
    client.force_login(make.administrator(at))
    shown = text(client.get("/reports/"))
    assert "Canary" not in shown
    assert not re.search(r"[FRC]-[2-9B-Z]{7}", shown)


def test_the_workbook_shows_the_same_as_the_page(client, at):
    client.force_login(make.administrator(at))
    answer = client.get("/reports/export/xlsx/")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    cells = {row[0].value: row[1].value for row in sheet.rows}
    assert cells["Held on time"] == 7
    assert cells["Not taken on"] == "fewer than 5"
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_the_workbook_has_one_sheet_and_nothing_hidden(client, at):
    client.force_login(make.administrator(at))
    book = openpyxl.load_workbook(BytesIO(client.get("/reports/export/xlsx/").content))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"]
    assert not any(row.hidden for row in book.active.row_dimensions.values())
    assert book.properties.creator == "Fortnight"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_a_spreadsheet_would_run_is_defused(start):
    assert harmless(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


def test_a_centre_called_like_a_formula_is_defused_in_the_csv():
    at = make.centre(name="=cmd|' /C calc'!A0")
    report = build(centre=at, since=days_ago(9), until=today(), on=today())
    assert b"\n'=cmd" in as_csv(report).replace(b'"', b"")


def test_a_pdf_is_asked_for_and_its_page_waits(client, at):
    client.force_login(make.administrator(at))
    page = client.get("/reports/export/pdf/", follow=True)
    assert "The PDF is being prepared" in text(page)
    assert client.get(f"/reports/pdf/{Document.objects.get().pk}/state/").status_code == 204


def test_the_finished_pdf_takes_the_place_of_the_waiting_sign(client, at):
    client.force_login(make.administrator(at))
    client.get("/reports/export/pdf/")
    render_due()
    document = Document.objects.get()
    assert f"/reports/pdf/{document.pk}/open/" in text(client.get(f"/reports/pdf/{document.pk}/state/"))
    answer = client.get(f"/reports/pdf/{document.pk}/open/")
    assert answer["Content-Type"] == "application/pdf"
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "fewer than 5" in said
    assert "Canary" not in said


def test_a_pdf_that_could_not_be_made_says_so(client, at):
    client.force_login(make.administrator(at))
    client.get("/reports/export/pdf/")
    Document.objects.update(status="failed", failure="The PDF could not be made.")
    assert "could not be made" in text(client.get(f"/reports/pdf/{Document.objects.get().pk}/"))


def test_the_same_figures_are_made_into_one_pdf(client, at):
    client.force_login(make.administrator(at))
    client.get("/reports/export/pdf/")
    client.get("/reports/export/pdf/")
    assert Document.objects.count() == 1


def test_a_pdf_of_another_centre_does_not_exist(client, at):
    client.force_login(make.administrator(at))
    client.get("/reports/export/pdf/")
    render_due()
    client.force_login(make.administrator(make.centre()))
    for address in ("", "state/", "open/"):
        assert client.get(f"/reports/pdf/{Document.objects.get().pk}/{address}").status_code == 404


def test_a_pdf_of_ones_centre_is_not_for_everybody(client, at):
    client.force_login(make.administrator(at))
    client.get("/reports/export/pdf/")
    client.force_login(make.health_visitor(at))
    assert client.get(f"/reports/pdf/{Document.objects.get().pk}/open/").status_code == 403


def test_a_document_that_is_no_report_cannot_be_opened_here(client, at):
    client.force_login(make.administrator(at))
    client.get("/reports/export/pdf/")
    render_due()
    Document.objects.update(kind="minutes")
    assert client.get(f"/reports/pdf/{Document.objects.get().pk}/open/").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_each_export_is_logged_with_its_period(client, at, kind):
    who = make.administrator(at)
    client.force_login(who)
    client.get(f"/reports/export/{kind}/", {"from": "2026-01-01", "to": "2026-03-31"})
    entry = Entry.objects.get(kind="export")
    assert (entry.by, entry.centre_id) == (who, at.pk)
    assert entry.detail == {"form": kind, "since": "2026-01-01", "until": "2026-03-31"}


def test_looking_is_logged_too(client, at):
    client.force_login(make.administrator(at))
    client.get("/reports/")
    assert Entry.objects.get(verb="review_report").kind == "read"


def test_an_export_of_a_kind_that_does_not_exist_is_not_found(client, at):
    client.force_login(make.administrator(at))
    assert client.get("/reports/export/docx/").status_code == 404


def test_an_empty_period_says_what_to_do(client):
    client.force_login(make.administrator(make.centre()))
    assert "Nothing in this period" in text(client.get("/reports/"))


@pytest.mark.parametrize(("since", "until", "sentence"), [
    ("31 2 2026", "1 3 2026", "31 February 2026 is not a date"),
    ("1 3 2026", "1 2 2026", "The last day must not be before the first"),
    ("1 3 1990", "1 2 2026", "A report covers at most 5 years"),
])  # fmt: skip
def test_a_wrong_period_is_said_beside_its_field_and_stays_as_typed(client, at, since, until, sentence):
    client.force_login(make.administrator(at))
    answer = client.get("/reports/", {"from": since, "to": until})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert f'value="{since}"' in text(answer)


def test_a_wrong_period_exports_nothing(client, at):
    client.force_login(make.administrator(at))
    assert client.get("/reports/export/csv/", {"from": "31 2 2026"}).status_code == 302
    assert client.get("/reports/export/csv/", {"from": "1 3 2026", "to": "1 2 2026"}).status_code == 400
    assert not Entry.objects.filter(kind="export").exists()


def test_the_page_costs_the_same_for_10_and_for_300_referrals(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    many.reviews(many.opened_cases(many.sent_referrals(10, at, on=days_ago(50)), reached_after=3), due_on=days_ago(3))
    few = queries_of(client, "/reports/")
    many.reviews(many.opened_cases(many.sent_referrals(290, at, on=days_ago(50)), reached_after=3), due_on=days_ago(3))
    assert queries_of(client, "/reports/") == few


def test_the_api_gives_the_same_report(client, at):
    client.force_login(make.administrator(at))
    report = client.get("/api/v1/reports/review/", {"from": str(days_ago(90)), "to": str(today())}).json()
    by_decision = next(table for table in report["tables"] if table["title"] == "Referrals by decision")
    assert ["Not taken on", "fewer than 5"] in by_decision["rows"]
    assert report["centre"] == "Rowan Tree"


def test_the_api_refuses_everybody_else(client, at):
    client.force_login(make.health_visitor(at))
    assert client.get("/api/v1/reports/review/").status_code == 403


def test_the_api_knows_no_other_centre(client, at):
    client.force_login(make.administrator(make.centre()))
    assert client.get("/api/v1/reports/review/", {"centre": at.pk}).status_code == 400


def test_the_api_says_what_is_wrong_with_a_period(client, at):
    client.force_login(make.administrator(at))
    answer = client.get("/api/v1/reports/review/", {"from": "2026-03-01", "to": "2026-02-01"})
    assert (answer.status_code, answer.json()["code"]) == (400, "period")
