"""Closing and what comes after in a real browser, at both widths: filled, with errors; and without JavaScript."""

import pytest
from django.urls import reverse

from cases.models import Closure
from tests.browser import check_page, look, sign_in
from tests.days import days_ago
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db(transaction=True)


def ended_and_going_on():
    """A case in work that had ended before, one to ask about, one to complete; and who does what."""
    case = cases.led_case(opened_on=days_ago(300))
    lead, manager = cases.lead_of(case), centres.manager(case.centre)
    cases.goal(case, by=lead, set_on=days_ago(280))
    for days, rating in ((220, 3), (210, 6), (40, 4), (5, 8)):
        held = cases.held_review(case, by=lead, due_on=days_ago(days), held_on=days_ago(days), family_rating=rating)
        cases.goal_rating(held, case.goals.get(), family_rating=rating)
    opened = {"reopened_on": days_ago(100), "reopened_by": manager, "reopened_because": "They rang us"}
    cases.to_check(
        case, lead, closed_on=days_ago(200), unmet=["money", "housing"], unmet_words="Rent arrears", checked_by=lead,
        checked_on=days_ago(109), check_result="needs_help", check_words="The debts are back", **opened,
        check_on=days_ago(110), check_opens_on=days_ago(124),
    )  # fmt: skip
    cases.action(lead, case.centre, case=case)
    asked = cases.case_to_check(case.centre, check_on=days_ago(1))
    open_end = cases.closed_case(case.centre, after={"unmet": None, "no_check_because": ""}).closures.get()
    needs = {"check_result": "needs_help", "check_words": "The debts are back", "checked_on": days_ago(2)}
    needing = cases.case_to_check(case.centre, check_by=asked.check_by, checked_by=asked.check_by, **needs)
    return case, lead, manager, asked, open_end, needing


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_each_page_is_accessible_and_fits(request, live_server, width):
    page = request.getfixturevalue(width)
    case, lead, manager, asked, open_end, needing = ended_and_going_on()
    everywhere = {
        lead: [reverse("case_close", args=[case.pk]), reverse("case", args=[case.pk]) + "?part=reviews",
               reverse("review_hold", args=[cases.pending_review(case).pk])],
        asked.check_by: ["/", reverse("later_check", args=[asked.pk])],
        manager: ["/", reverse("closing_complete", args=[open_end.pk]), reverse("later_check", args=[needing.pk]),
                  reverse("case", args=[needing.case_id]) + "?part=reviews"],
    }  # fmt: skip
    for who, addresses in everywhere.items():
        sign_in(page, live_server, who)
        for address in addresses:
            check_page(page, live_server.url + address)


def test_forms_with_errors_say_so_beside_the_field(narrow_page, live_server):
    case, lead, manager, asked, open_end, needing = ended_and_going_on()
    for who, address in (
        (lead, reverse("case_close", args=[case.pk])), (asked.check_by, reverse("later_check", args=[asked.pk])),
        (manager, reverse("closing_complete", args=[open_end.pk])),
        (manager, reverse("later_check", args=[needing.pk])),
    ):  # fmt: skip
        sign_in(narrow_page, live_server, who)
        narrow_page.goto(live_server.url + address)
        narrow_page.locator("main form button[type=submit]").first.click()
        assert narrow_page.get_by_role("alert").is_visible()
        look(narrow_page)


def test_a_review_that_closes_without_saying_so_opens_what_is_missing(page, live_server):
    case, lead, *_ = ended_and_going_on()
    sign_in(page, live_server, lead)
    page.goto(live_server.url + reverse("review_hold", args=[cases.pending_review(case).pk]))
    assert not page.get_by_label("Housing").is_visible()
    page.get_by_label("Close", exact=True).check()
    page.get_by_role("button", name="Save the review").click()
    assert page.get_by_label("Housing").is_visible()


def test_without_javascript_a_case_is_closed_and_the_family_asked(plain_page, live_server):
    page, (case, lead, _, asked, *_) = plain_page, ended_and_going_on()
    sign_in(page, live_server, lead)
    page.goto(live_server.url + reverse("case_close", args=[case.pk]))
    page.get_by_label("What was agreed has been achieved").check()
    page.get_by_label("How did it end?").fill("She goes by herself now.")
    page.get_by_label("Money, debt or benefits").check()
    page.get_by_label("Who asks the family in three months how it goes?").select_option(str(asked.check_by_id))
    page.get_by_label("It is no longer needed").check()
    page.get_by_role("button", name="Close the case and tell the referrer").click()
    assert Closure.objects.get(case=case, reopened_on=None).unmet == ["money"]
    sign_in(page, live_server, asked.check_by)
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="ask how it goes").click()
    page.get_by_label("It goes well").check()
    page.get_by_role("button", name="Save").click()
    asked.refresh_from_db()
    assert asked.check_result == "well"
