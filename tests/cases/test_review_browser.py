"""The six-weekly review in a real browser: on a phone, on a desk, without JavaScript, with errors, on paper."""

import pytest
from django.urls import reverse

from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.cases.test_ratings import a_rated_case
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db(transaction=True)


def pages_of(case, goal, held):
    """Every page about reviews and goals."""
    return [
        reverse("case", args=[case.pk]) + "?part=reviews",
        reverse("case", args=[case.pk]) + "?part=plan",
        reverse("review_hold", args=[cases.pending_review(case).pk]),
        reverse("review_copy", args=[held.pk]),
        reverse("goal_change", args=[goal.pk]),
        reverse("goal_give_up", args=[goal.pk]),
    ]


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_every_page_is_accessible_and_fits(request, live_server, width):
    window = request.getfixturevalue(width)
    case, goal, held = a_rated_case()
    sign_in(window, live_server, cases.lead_of(case))
    for path in pages_of(case, goal, held):
        check_page(window, live_server.url + path)
    sign_in(window, live_server, centres.manager(case.centre))
    check_page(window, live_server.url + reverse("closed_days", args=[case.centre_id]))


def test_a_review_is_held_without_javascript(plain_page, live_server):
    page = plain_page
    case, _, _ = a_rated_case()
    review = cases.pending_review(case)
    sign_in(page, live_server, cases.lead_of(case))
    page.goto(live_server.url + reverse("case", args=[case.pk]) + "?part=reviews")
    page.get_by_role("button", name="Hold the review").click()
    page.get_by_role("button", name="Save the review").click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_label("At the family's home").check()
    page.get_by_label("Who was there?").fill("Her mother")
    for label in ("Where does the family see itself with this?", "Where do you see the family with this?"):
        page.get_by_role("group", name=label).get_by_label("5", exact=True).check()
    for label in ("The family’s own rating", "Your rating"):
        page.get_by_role("group", name=label).get_by_label("6", exact=True).check()
    page.get_by_role("group", name="Do you have a say in what is done?").get_by_label("Mostly").check()
    page.get_by_label("Go on as planned").check()
    page.get_by_label("Why?", exact=True).fill("It helps.")
    page.get_by_role("button", name="Save the review").click()
    assert page.get_by_text("The review is recorded.").is_visible()
    review.refresh_from_db()
    assert (review.goal_ratings.get().worker_rating, review.help_asked.involvement) == (5, 4)


def test_errors_on_a_phone_keep_what_was_typed(narrow_page, live_server):
    page = narrow_page
    case, _, _ = a_rated_case()
    sign_in(page, live_server, cases.lead_of(case))
    page.goto(live_server.url + reverse("review_hold", args=[cases.pending_review(case).pk]))
    page.get_by_label("What has changed since the last review?").fill("He sleeps through")
    page.get_by_role("button", name="Save the review").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("What has changed since the last review?").input_value() == "He sleeps through"
    assert_accessible(page)
    assert_no_sideways_scroll(page)
