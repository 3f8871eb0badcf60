"""The pages of a case in a real browser, empty and with errors; filled ones are looked at in tests/journeys."""

import pytest
from django.urls import reverse

from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, look, sign_in
from tests.cases.test_pages import FORMS, PARTS, full_case
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db(transaction=True)


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


TRIED = [
    ("Called, no answer", "Telephone call: not reached"),
    ("Visited, nobody in", "Home visit: not reached"),
    ("Messaged, no answer", "Text message or e-mail: not reached"),
]


@pytest.mark.parametrize(("button", "told"), TRIED)
def test_tried_without_an_answer_takes_two_taps_from_the_list(narrow_page, live_server, button, told):
    case = cases.led_case()
    sign_in(narrow_page, live_server, cases.lead_of(case))
    narrow_page.goto(live_server.url + reverse("cases"))
    narrow_page.get_by_role("link", name=case.family.name).tap()
    narrow_page.get_by_role("button", name=button).tap()
    narrow_page.get_by_role("heading", name=told).wait_for()


@pytest.mark.parametrize("button", [button for button, _ in TRIED])
def test_tried_without_an_answer_takes_two_taps_from_home(narrow_page, live_server, button):
    page, at = narrow_page, centres.centre()
    worker = centres.support_worker(at)
    for name in ("Abbot", "Hartley"):
        case = cases.case_led_by(worker, at, of=families.family(at, name=name))
    sign_in(page, live_server, worker)
    page.goto(live_server.url)
    page.get_by_text("Tried, no answer (Hartley)").tap()
    look(page)
    page.get_by_role("button", name=f"{button} (Hartley)").tap()
    page.get_by_text("The attempt to reach the Hartley family is recorded.").wait_for()
    assert (page.get_by_role("heading", name="My fortnight").is_visible(), case.contacts.get().reached) == (True, False)


def test_a_contact_is_recorded_on_a_phone_by_touch(narrow_page, live_server):
    page, case = narrow_page, cases.led_case()
    colleague = centres.health_visitor(case.centre, name="Ada Field")
    cases.team_member(case, colleague)
    sign_in(page, live_server, cases.lead_of(case))
    page.goto(live_server.url + reverse("contact_record", args=[case.pk]))
    look(page)
    for label in ("Yes", case.family.children.get().name, case.family.adults.get().name, "Ada Field"):
        page.get_by_label(label).first.tap()
    page.get_by_label("What happened").fill("We read a book.")
    page.get_by_role("button", name="Save the contact").tap()
    page.get_by_text(f"Saw {case.family.children.get().name} and {case.family.adults.get().name}").wait_for()
    look(page)


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
