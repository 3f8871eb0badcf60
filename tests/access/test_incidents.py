"""What public bodies were reprimanded for (domain.md: the ICO's reprimands), tried here, each in several ways.

What the matrix tries already at every door (a role, a relation, a family's state) is not repeated: these are the ways
round the doors. Every test ends as it began: its transaction is undone.
"""

import io
import json
import re
import zipfile
from html import unescape

import openpyxl
import pypdf
import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, EmergencyAttempt
from cases.tasks import remind_actions, remind_reviews, remind_withdrawals
from documents.models import Document
from families.models import Address, AddressShown, Family
from meetings.models import Decision
from reminders.tasks import send_digests
from reports.services import export_copy_pdf
from tests.access.canaries import found_in, postcode, seen_in, word
from tests.access.doors import address
from tests.access.knowledge import DECIDED, HOME
from tests.days import days_ago, today
from tests.factories import cases

pytestmark = pytest.mark.django_db

HOMES = {("mooring", what) for what in HOME.split()}
REPORT = "from=2026-01-01&to=2026-11-17"


def at(world, route, place, ask=""):
    return address(world, route, place, ask)


def post_json(client, to, sent):
    return client.post(to, json.dumps(sent), content_type="application/json")


# --- "A safe address disclosed to an abuser" (four of the seven reprimands of 2023) ---------------------------------


def test_a_safe_address_is_not_given_by_an_address_that_asks_in_its_query(world, clients):
    """A link "…/address/?reason=…", sent to the lead and followed without thinking, or kept in a browser's history."""
    to = f"{at(world, 'case_address', 'mooring.case')}?reason=The+father+asked+me+for+it+and+I+said+yes"
    before = AddressShown.objects.count()
    answer = clients["lead"].get(to)
    assert not seen_in(answer) & HOMES
    assert AddressShown.objects.count() == before


def test_a_safe_address_once_shown_is_not_on_the_next_answer_nor_kept_by_the_browser(world, clients):
    """The partner takes the telephone afterwards and goes back, or opens the case again."""
    to, why = at(world, "case_address", "mooring.case"), {"reason": "Taking her to the dentist on Tuesday morning."}
    shown = clients["lead"].post(to, why)
    assert ("mooring", "address") in seen_in(shown)  # it was shown, with a reason
    assert "no-store" in shown["Cache-Control"]
    again = [clients["lead"].get(to), clients["lead"].get(at(world, "case", "mooring.case"))]
    assert not set().union(*map(seen_in, again)) & HOMES


def test_a_safe_address_stays_safe_when_its_family_is_referred_again_as_new(world, clients):
    """Somebody registers the family a second time, with the address as if anybody might know it, and it is joined."""
    mooring = Family.objects.get(name=word("mooring", "name"))
    second = cases.waiting_referral(again(mooring), by=world.seats["referrer"], maybe_known=True)
    done = clients["manager"].post(reverse("referral_join", args=[second.pk]), {"family": mooring.pk})
    assert (done.status_code, Family.objects.filter(pk=second.family_id, name__contains="again").count()) == (302, 0)
    assert not mooring.addresses.filter(until=None, confidential=False).exists()
    page = clients["team"].get(at(world, "case", "mooring.case"))
    assert not seen_in(page) & HOMES


def test_a_safe_address_is_in_no_line_of_the_log_and_in_no_history_that_a_page_shows(world, clients):
    """The log is read by others than the lead: being shown the address must not write it there."""
    clients["lead"].post(
        at(world, "case_address", "mooring.case"), {"reason": "Taking her to the dentist on Tuesday morning."}
    )
    lines = json.dumps(list(Entry.objects.values_list("detail", flat=True)), default=str)
    assert not found_in(lines) & HOMES
    assert not seen_in(clients["information_lead"].get(at(world, "access_log", ""))) & HOMES


def test_a_safe_address_does_not_stay_behind_in_a_paper_made_before_it_was_safe(world, clients):
    """The father has the link to a paper from the time before the mother fled."""
    family = Family.objects.get(name=word("harbour", "name"))
    case = family.cases.get()
    export_copy_pdf(family=family, case=case, by=world.seats["manager"], on=today())
    Address.objects.filter(family=family).update(confidential=True)
    homes = {("harbour", what) for what in HOME.split()}
    papers = "".join(Document.objects.values_list("html", flat=True))
    assert not found_in(papers) & homes
    for seat in ("team", "referrer", "chair", "supervisor"):
        for route, place in (("case", "harbour.case"), ("referral", "harbour.referral"), ("item", "harbour.item")):
            assert not seen_in(clients[seat].get(at(world, route, place))) & homes


def again(of):
    """The same family on record once more, at the same address, which nobody said was confidential."""
    home = of.addresses.get(until=None)
    second = Family.objects.create(centre=of.centre, name=f"{of.name} again")
    Address.objects.create(family=second, lines=home.lines, postcode=home.postcode, since=days_ago(1))
    for child in of.children.all():
        second.children.create(name=child.name, date_of_birth=child.date_of_birth)
    second.adults.create(name="Somebody")
    return second


# --- "One unredacted assessment sent to mother and two ex-partners" -------------------------------------------------

ASSESSED = {  # what was said, written and thought of the family: on no paper that goes to its adults
    (family, what)
    for family in ("harbour", "mooring")
    for what in f"{HOME} worries tried note told why view earlierview typed {DECIDED} phone email nhs born safecontact"
    " sharereason emergencywhy attemptwhy shownwhy familyview reviewreason sharingnottold sharingnotasked".split()
}


@pytest.mark.parametrize("family", ["harbour", "mooring"])
def test_the_copy_that_any_adult_of_the_family_can_be_handed_holds_no_assessment(world, clients, family):
    """There is one copy, so whoever is handed it: nothing on it that one adult said in confidence of another."""
    page = seen_in(clients["lead"].get(at(world, "family_copy", f"{family}.family")))
    assert (family, "mother") in page  # who agreed
    assert not page & ASSESSED


def test_the_pdf_of_the_copy_holds_no_more_than_its_page_in_text_metadata_or_attachments(world, clients):
    """What a reader of the file finds that a reader of the page does not."""
    raw = b"".join(clients["manager"].get(at(world, "family_copy_open", "harbour.copy")))
    pdf = pypdf.PdfReader(io.BytesIO(raw))
    text = "".join(page.extract_text() for page in pdf.pages)
    around = f"{pdf.metadata} {pdf.xmp_metadata and pdf.xmp_metadata.dc_title} {pdf.outline}"
    assert not found_in(text + around) & ASSESSED
    assert (dict(pdf.attachments), found_in(str(pdf.metadata)), ("harbour", "mother") in found_in(text)) == (
        {}, set(), True,
    )  # fmt: skip
    notes = [one for page in pdf.pages for one in page.get("/Annots", []) if one.get_object()["/Subtype"] != "/Link"]
    assert notes == []


def test_an_agency_is_not_handed_the_edition_that_was_made_for_the_reader_before(world, clients):
    """The manager's full minutes are ready when somebody of an agency that must not know asks for theirs."""
    to = at(world, "minutes_pdf", "last")
    full = seen_in(clients["manager"].get(to))
    assert ("harbour", "reason") in full
    assert not {family for family, _ in seen_in(clients["excluded"].get(to))} & {"harbour", "mooring"}


def test_no_mail_goes_to_two_people(world, django_capture_on_commit_callbacks):
    """One bulk e-mail shows everybody's address to everybody, and one wrong recipient gets everything."""
    Case.objects.get(family__name=word("harbour", "name")).family.agreements.update(
        status="withdrawn", withdrawn_on=today(), withdrawn_by="Mother"
    )
    mail.outbox = []
    with django_capture_on_commit_callbacks(execute=True):
        remind_withdrawals()
        remind_reviews()
        remind_actions()
        send_digests()
    assert len(mail.outbox) > 3
    assert {(len(one.to), len(one.cc), len(one.bcc)) for one in mail.outbox} == {(1, 0, 0)}


# --- "One family's minutes pasted into another's plan" --------------------------------------------------------------


def decided(world, clients, **sent):
    """The chair decides the Quay family's item over the API, and sends something of another family along."""
    item = world.places["quay.item"][0]
    clients["manager"].post(reverse("item-start", args=[item]), content_type="application/json")
    version = clients["manager"].get(reverse("item-detail", args=[item])).json()["version"]
    given = {"version": version, "kind": "not_accepted", "reason": "The library has a group", **sent}
    return post_json(clients["manager"], reverse("item-decide", args=[item]), given)


def test_an_action_of_one_familys_item_does_not_land_in_anothers_plan(world, clients):
    """The decision names another family's case beside the action."""
    harbour = Case.objects.get(pk=world.facts["case"])
    before = harbour.actions.count()
    action = {"what": "Ring them", "owner": world.facts["colleague"], "agency": world.facts["council"],
              "due_on": str(days_ago(-9)), "case": harbour.pk, "case_id": harbour.pk}  # fmt: skip
    answer = decided(world, clients, actions=[action], case=harbour.pk, family=harbour.family_id)
    assert answer.status_code == 200, answer.json()
    assert harbour.actions.count() == before


def test_what_was_typed_at_one_familys_item_is_not_saved_at_anothers(world, clients):
    """Two items are open in two windows; the first one's words are sent to the second, with the first's number."""
    harbour, mooring = (world.places[f"{name}.item"][0] for name in ("harbour", "mooring"))
    words = word("harbour", "typedhere")
    sent = {"version": 99, "typed": {"reason": words}, "item": harbour}
    answer = post_json(clients["chair"], reverse("item-draft", args=[mooring]), sent)
    assert answer.status_code in (400, 409, 422)
    assert words not in clients["chair"].get(reverse("item-detail", args=[mooring])).content.decode()


def test_a_decision_is_not_moved_to_another_familys_item_not_even_in_the_database(world):
    """What stands in the minutes of one family is not put under another's name afterwards."""
    decision = Decision.objects.filter(item__case=world.facts["case"]).first()
    other = Case.objects.get(family__name=word("mooring", "name"))
    with pytest.raises(DatabaseError), transaction.atomic():
        decision.item.__class__.objects.filter(pk=decision.item_id).update(case=other)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_minutes_are_not_corrected_with_another_meetings_item(world, clients):
    """A correction is about an item; the item of another meeting is another family's."""
    sent = {"words": "It was the other family.", "item": world.places["harbour.item"][0]}  # of the running meeting
    before = clients["manager"].get(at(world, "minutes-detail", "last.minutes")).json()["version"]
    answer = post_json(clients["manager"], at(world, "minutes-correct", "last.minutes"), sent)
    assert answer.status_code in (400, 404, 422)
    assert clients["manager"].get(at(world, "minutes-detail", "last.minutes")).json()["version"] == before


# --- "Hidden rows in a spreadsheet" ---------------------------------------------------------------------------------


def workbook(world, clients):
    raw = b"".join(clients["administrator"].get(at(world, "report_export", "xlsx", REPORT)))
    return raw, openpyxl.load_workbook(io.BytesIO(raw))


def test_the_spreadsheet_has_no_place_in_which_something_could_be_hidden(world, clients):
    """Hidden sheets, rows, columns, groups, filters, comments, names, links to other files, macros, custom parts."""
    raw, book = workbook(world, clients)
    found = [f"sheet {one.title}" for one in book if one.sheet_state != "visible"]
    for sheet in book:
        found += [f"row {n}" for n, row in sheet.row_dimensions.items() if row.hidden or row.outlineLevel]
        found += [
            f"row {n} low" for n, row in sheet.row_dimensions.items() if row.height is not None and row.height < 5
        ]
        found += [f"column {n}" for n, one in sheet.column_dimensions.items()
                  if one.hidden or one.outlineLevel or (one.width or 9) < 1]  # fmt: skip
        found += [f"comment {cell.coordinate}" for row in sheet for cell in row if cell.comment]
        found += [f"invisible {cell.coordinate}" for row in sheet for cell in row if cell.number_format == ";;;"]
        found += [f"white {cell.coordinate}" for row in sheet for cell in row
                  if cell.font.color and cell.font.color.rgb == "FFFFFFFF"]  # fmt: skip
        found += ["a filter"] if sheet.auto_filter.ref else []
    hidden = re.compile(r"comment|vml|custom|external|pivot|vba|drawing|connection|query", re.IGNORECASE)
    parts = [name for name in zipfile.ZipFile(io.BytesIO(raw)).namelist() if hidden.search(name)]
    assert (found, parts, dict(book.defined_names)) == ([], [], {})


def test_every_text_of_the_spreadsheets_file_stands_in_one_of_its_cells(world, clients):
    """A shared string that no cell shows is what was there before somebody deleted it."""
    raw, book = workbook(world, clients)
    shown = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None}
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        strings = parts.read("xl/sharedStrings.xml").decode()
    kept = re.findall(r"<t[^>]*>(.*?)</t>", strings, re.DOTALL)
    assert {unescape(one) for one in kept} - shown == set()


def test_a_number_that_is_too_small_to_show_is_in_no_form_of_the_report(world, clients):
    """ "Fewer than 5" on the sheet, and the number itself behind it: in a cell, an attribute, a comment, the JSON."""
    page = clients["administrator"].get(at(world, "reports", "", REPORT)).content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL)[0]
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", main, re.DOTALL)
    assert "fewer than 5" in main
    attributes = re.findall(r'\bdata-(?!module|label|autosave)[\w-]+="[^"]*"', main)
    assert (attributes, re.findall(r"<!--.*?-->|hidden[^>]*>\s*\d", main, re.DOTALL), len(cells) > 4) == ([], [], True)
    _, book = workbook(world, clients)
    formulas = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas == []


# --- "Staff opening records of people they know" --------------------------------------------------------------------


def test_who_knows_the_familys_name_does_not_open_its_record_in_an_emergency_with_it(world, clients):
    """A neighbour's name, child or postcode is no reference; each try is kept."""
    to = reverse("break_glass")
    tried = (word("harbour", "name"), word("harbour", "child"), postcode("harbour"), f"{world.facts['case']}")
    answers = [
        clients["colleague"].post(
            to, {"reference": one, "reason": "I know them and want to see how they are.", "hours": "1"}
        )
        for one in tried
    ]
    assert {answer.status_code for answer in answers} == {422}
    seen = {what for answer in answers for family, what in seen_in(answer) if family == "harbour"}
    assert seen <= {"name", "child", "postcode", "area"}  # their own words, typed back
    assert EmergencyAttempt.objects.filter(by=world.seats["colleague"]).count() == len(tried)


def test_who_knows_a_family_cannot_make_themselves_part_of_its_work(world, clients):
    """Into the team, as the one with whom it is shared, as the lead, as the owner of an action."""
    me, case = world.seats["colleague"], world.facts["case"]
    doors = {
        "case-team": {"user": me.pk, "contribution": "Visits"},
        "case-share": {"person": me.pk, "until": str(days_ago(-5)), "reason": "I know them"},
        "case-offer-lead": {"user": me.pk},
    }
    answers = {
        name: post_json(clients["colleague"], reverse(name, args=[case]), sent).status_code
        for name, sent in doors.items()
    }
    action = {"case": case, "what": "Ring", "owner": me.pk, "agency": world.facts["council"],
              "due_on": str(days_ago(-9))}  # fmt: skip
    answers["action-list"] = post_json(clients["colleague"], reverse("action-list"), action).status_code
    assert set(answers.values()) <= {404, 400, 422}
    assert clients["colleague"].get(reverse("case", args=[case])).status_code == 404


def test_who_knows_a_family_learns_nothing_by_referring_it_as_if_it_were_new(world, clients):
    """Typing the neighbours' names into a referral: the warning must not say what is known of them."""
    started = post_json(clients["colleague"], reverse("referral-list"), {"centre": world.facts["centre"]})
    pk = started.json()["id"]
    typed = {"family_name": word("harbour", "name"), "children-0-name": word("harbour", "child"),
             "children-0-date_of_birth": "11/03/2024", "postcode": postcode("harbour")}  # fmt: skip
    clients["colleague"].patch(
        reverse("referral-detail", args=[pk]), json.dumps({"typed": typed}), content_type="application/json"
    )
    page = clients["colleague"].get(reverse("referral_draft", args=[pk]))
    assert {what for family, what in seen_in(page) if family == "harbour"} <= {"name", "child", "postcode", "area"}
    assert Family.objects.get(name=word("harbour", "name")).reference not in page.content.decode()


def test_the_family_can_see_that_somebody_who_knows_them_opened_its_record(world, clients):
    """What cannot be prevented is found: an emergency stands on the family's copy with name, day and why."""
    clients["emergency"].get(at(world, "case", "harbour.case"))
    copy = clients["lead"].get(at(world, "family_copy", "harbour.family")).content.decode()
    assert world.seats["emergency"].name in copy
