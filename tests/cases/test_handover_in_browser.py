"""Handing over in a real browser, at both widths: filled, empty and with errors; and without JavaScript."""

import pytest
from django.urls import reverse

from cases.models import Action, Lead
from tests.browser import check_page, look, sign_in
from tests.days import days_ago
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db(transaction=True)


def in_mid_plan():
    """A case with a plan, its lead, its manager, and who may lead next."""
    case = cases.led_case()
    lead, manager = cases.lead_of(case), centres.manager(case.centre)
    other = centres.support_worker(case.centre, name="Ivy Marsh")
    cases.wishes_to_include(case.family, cases.agency_of(other, case.centre), by=other)
    cases.goal(case, by=lead)
    cases.held_review(case, by=lead)
    cases.offer(case, by=lead)
    for days in (3, -4):
        cases.action(lead, case.centre, case=case, due_on=days_ago(days), what=f"Ring the nursery by {days}")
    cases.lead(case, centres.health_visitor(case.centre, name="Una Grey"), status="declined", reason="I lead five.",
               answered_on=days_ago(2))  # fmt: skip
    cases.pass_on(cases.action(lead, case.centre, case=case, what="Write to housing"), other)
    return case, lead, manager, other


def everywhere(lead, manager, other, case):
    """Who opens which page."""
    asked = Action.objects.get(what="Write to housing").pass_ons.get()
    first = Action.objects.filter(owner=lead).order_by("pk").first()
    offer = Lead.objects.filter(status="offered").first()
    return {
        lead: [reverse("lead_hand_over", args=[case.pk]), reverse("action_pass_on", args=[first.pk]),
               reverse("action_finish", args=[asked.action_id]), reverse("actions"),
               reverse("case", args=[case.pk]) + "?part=plan"],
        other: [reverse("pass_on_answer", args=[asked.pk]), reverse("actions"), "/",
                *([reverse("lead_answer", args=[offer.pk])] if offer else [])],
        manager: [reverse("case", args=[case.pk]) + "?part=people", reverse("cases_without_lead"), "/"],
    }  # fmt: skip


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_each_page_is_accessible_and_fits(request, live_server, width):
    page = request.getfixturevalue(width)
    case, lead, manager, other = in_mid_plan()
    for who, addresses in everywhere(lead, manager, other, case).items():
        sign_in(page, live_server, who)
        for address in addresses:
            check_page(page, live_server.url + address)
    nobodys = cases.case_without_lead(case.centre)
    cases.lead(nobodys, lead, status="declined", reason="I lead five.", answered_on=days_ago(2))
    sign_in(page, live_server, manager)
    check_page(page, live_server.url + reverse("cases_without_lead"))


def test_forms_with_errors_say_so_beside_the_field(narrow_page, live_server):
    case, lead, _, other = in_mid_plan()
    asked = Action.objects.get(what="Write to housing").pass_ons.get()
    first = Action.objects.filter(owner=lead).order_by("pk").first()
    for who, address in (
        (lead, reverse("lead_hand_over", args=[case.pk])), (lead, reverse("action_pass_on", args=[first.pk])),
        (other, reverse("pass_on_answer", args=[asked.pk])),
    ):  # fmt: skip
        sign_in(narrow_page, live_server, who)
        narrow_page.goto(live_server.url + address)
        narrow_page.locator("main form button[type=submit]").first.click()
        assert narrow_page.get_by_role("alert").is_visible()
        look(narrow_page)


def test_without_javascript_a_family_is_handed_over_and_taken(plain_page, live_server):
    page, (case, lead, _, other) = plain_page, in_mid_plan()
    sign_in(page, live_server, lead)
    page.goto(live_server.url + reverse("lead_hand_over", args=[case.pk]))
    page.get_by_label("Ivy Marsh").check()
    page.get_by_label("What does the family say about who leads next?").fill("Fine by us.")
    page.get_by_label("What matters most").fill("Ring before nine.")
    page.get_by_role("button", name="Ask them to take over").click()
    sign_in(page, live_server, other)
    page.goto(live_server.url + "/")
    page.get_by_role("link", name=f"Answer for {case.family.name}").click()
    page.get_by_label("Yes, I accept").check()
    page.get_by_role("button", name="Send my answer").click()
    assert page.get_by_text("Ring before nine.").is_visible()
    assert set(Action.objects.open().filter(case=case, owner=other).values_list("what", flat=True)) == {
        "Ring the nursery by 3", "Ring the nursery by -4",
    }  # fmt: skip
