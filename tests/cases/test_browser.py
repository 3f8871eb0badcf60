"""The pages of a case in a real browser: wide and narrow, filled, empty and with errors; axe finds nothing."""

import pytest
from django.urls import reverse

from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.cases.test_pages import FORMS, PARTS, full_case
from tests.factories import cases, centres
from tests.factories.centres import days_ago

pytestmark = pytest.mark.django_db(transaction=True)


def addresses(case):
    """Every page the lead of this case can open."""
    pages = [reverse("case", args=[case.pk]) + f"?part={part}" for part in PARTS]
    pages += [reverse(name, args=[case.pk]) for name in [*FORMS, "agreement_renew", "wishes_revise"]]
    pages += [
        reverse("cases"),
        reverse("cases") + "?name=nobody",
        reverse("actions"),
        reverse("review_hold", args=[cases.pending_review(case).pk]),
        reverse("offer_answer", args=[case.offers.first().pk]),
        reverse("action_finish", args=[case.actions.open().first().pk]),
        reverse("lead_end", args=[case.leads.current().get().pk]),
    ]
    return pages


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_every_page_of_the_lead(request, live_server, width):
    page = request.getfixturevalue(width)
    case = full_case()
    centres.service(case.centre)
    sign_in(page, live_server, cases.lead_of(case))
    for address in addresses(case):
        check_page(page, live_server.url + address)


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_every_page_of_the_manager(request, live_server, width):
    page = request.getfixturevalue(width)
    case = full_case()
    alone = cases.case_without_lead(case.centre, review_due_on=days_ago(3))
    closed = cases.closed_case(case.centre)
    cases.action(centres.support_worker(case.centre), case.centre, case=closed)
    sign_in(page, live_server, centres.manager(case.centre))
    pages = [reverse("cases"), reverse("cases") + "?state=all", reverse("actions") + "?who=all"]
    pages += [reverse("lead_offer", args=[alone.pk]), reverse("case_reopen", args=[closed.pk])]
    pages += [reverse("agreement_end", args=[case.pk])]
    pages += [reverse("case", args=[one.pk]) + f"?part={part}" for one in (alone, closed) for part in PARTS]
    for address in pages:
        check_page(page, live_server.url + address)


def test_every_form_with_errors(narrow_page, live_server):
    page = narrow_page
    case = full_case()
    sign_in(page, live_server, cases.lead_of(case))
    for name in FORMS:
        page.goto(live_server.url + reverse(name, args=[case.pk]))
        for field in page.locator("main input[type=text]").all():
            field.fill("31 2 2026")
        page.locator("main form button[type=submit]").first.click()
        assert page.get_by_role("alert").is_visible()
        assert_accessible(page)
        assert_no_sideways_scroll(page)


def test_pages_with_nothing_on_them(narrow_page, live_server):
    page = narrow_page
    at = centres.centre()
    worker = centres.support_worker(at)
    case = cases.case_led_by(worker, at)
    sign_in(page, live_server, worker)
    for part in PARTS:
        check_page(page, live_server.url + reverse("case", args=[case.pk]) + f"?part={part}")
    check_page(page, live_server.url + reverse("actions"))


def test_tried_without_an_answer_takes_two_taps_from_the_list(narrow_page, live_server):
    case = cases.led_case()
    sign_in(narrow_page, live_server, cases.lead_of(case))
    narrow_page.goto(live_server.url + reverse("cases"))
    narrow_page.get_by_role("link", name=case.family.name).click()
    narrow_page.get_by_role("button", name="Called, no answer").click()
    assert narrow_page.get_by_role("heading", name="Telephone call: not reached").is_visible()


def test_a_worker_accepts_a_family_and_records_the_first_visit_without_javascript(plain_page, live_server):
    page = plain_page
    case = cases.case_without_lead()
    worker = centres.support_worker(case.centre)
    cases.lead_offer(case, worker)
    sign_in(page, live_server, worker)
    page.goto(live_server.url + reverse("cases"))
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Yes, I accept").check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("link", name="Record a contact").or_(
        page.get_by_role("button", name="Record a contact")
    ).first.click()
    page.get_by_label("Yes").check()
    page.get_by_label("What happened").fill("We read a book.")
    page.get_by_role("button", name="Save the contact").click()
    assert page.get_by_text("We read a book.").is_visible()
