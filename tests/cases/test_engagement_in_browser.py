"""What comes after a refusal, and visits, in a real browser: at both widths, with errors, and without JavaScript."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from cases.models import Action, Visit
from tests.browser import check_page, look, sign_in
from tests.days import days_ago, soon, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db(transaction=True)


def in_work():
    """A case with refusals in each state, and visits that come close to each other, were made, and were not."""
    at = centres.centre()
    case = cases.led_case(at=at, of=families.family(at, name="Harker"))
    lead, colleague = cases.lead_of(case), centres.health_visitor(case.centre, name="Ada Field")
    cases.team_member(case, colleague)
    refused = {"status": "refused", "answered_on": days_ago(1), "words": "I don't want a stranger in my house."}
    said = {"next_on": today(), "next_by": lead}
    waits = cases.offer(case, by=lead, what="Home volunteers", **refused)
    to_do = cases.action(lead, case.centre, case=case, what="Visit the family together with a colleague")
    cases.offer(case, by=lead, what="Steady Steps", **refused, next_step="joint_visit", next_action=to_do, **said)
    cases.offer(
        case, by=lead, what="Walks", **refused, next_step="nothing_now", next_because="Her mother is staying.", **said
    )
    centres.service(case.centre)
    centres.closed_days(case.centre, soon(), why="Training for everybody")
    cases.visit(case, by=lead, on=soon(), at=time(10), purpose="Bedtimes: how did the chart go?")
    cases.visit(case, by=colleague, on=soon(), at=time(10, 30))
    cases.visit(case, by=lead, workers=[lead, colleague], on=days_ago(1))
    cases.visit(case, by=lead, on=today(), at=time(9))
    cases.visit(case, by=lead, on=days_ago(3), status="cancelled", cancelled_because="Her little one was ill.")
    cases.contact(case, by=colleague, on=days_ago(5), at=time(15))
    return case, lead, waits


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_each_page_is_accessible_and_fits(request, live_server, width):
    page = request.getfixturevalue(width)
    case, lead, waits = in_work()
    visit = Visit.objects.get(on=days_ago(1))
    sign_in(page, live_server, lead)
    for address in (
        reverse("case", args=[case.pk]), reverse("case", args=[case.pk]) + "?part=visits",
        reverse("refusal_next", args=[waits.pk]), reverse("visits"), reverse("visits") + "?from=2027-06-01",
        reverse("visit_plan", args=[case.pk]), reverse("visit_change", args=[visit.pk]),
        reverse("contact_record", args=[case.pk]) + f"?visit={visit.pk}", reverse("case_close", args=[case.pk]),
    ):  # fmt: skip
        check_page(page, live_server.url + address)


def test_forms_with_errors_say_so_beside_the_field(narrow_page, live_server):
    case, lead, waits = in_work()
    sign_in(narrow_page, live_server, lead)
    visit = Visit.objects.get(on=days_ago(1))
    for address in (
        reverse("refusal_next", args=[waits.pk]), reverse("visit_plan", args=[case.pk]),
        reverse("visit_change", args=[visit.pk]),
    ):  # fmt: skip
        narrow_page.goto(live_server.url + address)
        narrow_page.locator("main form button[type=submit]").first.click()
        assert narrow_page.get_by_role("alert").is_visible()
        look(narrow_page)


def test_without_javascript_a_refusal_is_recorded_and_followed(plain_page, live_server):
    case = cases.led_case()
    lead = cases.lead_of(case)
    offer = cases.offer(case, by=lead, what="Home volunteers")
    sign_in(plain_page, live_server, lead)
    plain_page.goto(live_server.url + reverse("offer_answer", args=[offer.pk]))
    plain_page.get_by_label("Refused").check()
    plain_page.get_by_role("button", name="Save the answer").click()
    assert plain_page.get_by_role("heading", name="What comes next?").is_visible()
    plain_page.get_by_label("Ask what would help").check()
    plain_page.get_by_label("What exactly?").fill("on the next walk")
    plain_page.get_by_role("button", name="Save what comes next").click()
    assert plain_page.get_by_text("Ask the family what would help: on the next walk").is_visible()
    assert Action.objects.get().owner == lead


def test_on_a_phone_a_planned_visit_at_which_nobody_was_in_takes_one_tap(narrow_page, live_server):
    case, lead, _ = in_work()
    sign_in(narrow_page, live_server, lead)
    narrow_page.goto(live_server.url + reverse("case", args=[case.pk]) + "?part=visits")
    narrow_page.get_by_role("button", name="Nobody in").first.tap()
    narrow_page.get_by_text("The attempt to reach the Harker family is recorded.").wait_for()  # a tap waits for no page
    assert not Visit.objects.get(on=days_ago(1)).contact.reached


def test_a_visit_is_planned_and_told_of_in_the_browser(page, live_server):
    case, lead, _ = in_work()
    sign_in(page, live_server, lead)
    page.goto(live_server.url + reverse("visit_plan", args=[case.pk]))
    page.get_by_label("Date", exact=True).fill(f"{soon() + timedelta(days=1):%d %m %Y}")
    page.get_by_role("button", name="Plan the visit").click()
    assert page.get_by_text("The day after Ada Field").first.is_visible()
