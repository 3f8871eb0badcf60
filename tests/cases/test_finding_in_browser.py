"""Finding a family in a real browser: as one types, by keyboard alone, at both widths, and without JavaScript."""

import pytest
from django.urls import reverse

from tests.browser import assert_accessible, check_page, sign_in
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db(transaction=True)


def at_work():
    """A lead professional of two families, one of which was called otherwise."""
    at = centres.centre()
    lead = centres.support_worker(at)
    for name in ("Harker-Featherstonehaugh", "Lind"):
        cases.case_led_by(lead, at, of=families.family(at, name=name))
    families.former_name(cases.Case.objects.get(family__name="Lind").family, name="Brook")
    return lead


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_it_is_accessible_and_fits_before_with_and_without_results(request, live_server, width):
    page, lead = request.getfixturevalue(width), at_work()
    sign_in(page, live_server, lead)
    for typed in ("", "ada", "harkr", "nobody"):
        check_page(page, f"{live_server.url}{reverse('find_family')}?q={typed}")


def test_results_come_as_one_types_and_open_by_keyboard(page, live_server):
    lead = at_work()
    sign_in(page, live_server, lead)
    page.goto(live_server.url + reverse("find_family"))
    page.get_by_label("Who are you looking for?").focus()
    page.keyboard.type("bro")
    page.get_by_text("Former name").wait_for()
    assert_accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Lind").first.wait_for()
    assert "/cases/" in page.url


def test_without_javascript_the_button_does_it(plain_page, live_server):
    lead = at_work()
    sign_in(plain_page, live_server, lead)
    plain_page.goto(live_server.url + reverse("find_family"))
    plain_page.get_by_label("Who are you looking for?").fill("brook")
    plain_page.get_by_role("button", name="Find").click()
    assert plain_page.get_by_role("link", name="Lind").count() == 1
