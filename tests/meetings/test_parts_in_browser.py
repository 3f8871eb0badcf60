"""Taking items together, splitting one and changing the order, by people in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from meetings.status import ItemStatus, Present
from tests.browser import address, check_page, look, sign_in
from tests.factories import meetings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(team):
    """A running meeting that is not quorate, with a family's new referral and its case, and a matter of the team."""
    made = meetings.running_meeting(team)
    made.attendance.exclude(agency=team.council).update(present=Present.APOLOGIES)
    family = meetings.known_family(team, name="Brennan-Shah")
    meetings.referral_item(made, team, family=family)
    meetings.progress_item(made, team, case=meetings.led_case(team, family=family))
    meetings.other_item(made)
    return made


def press(page, name):
    """Press a button with the keyboard alone, and wait for the page that it leads to."""
    button = page.get_by_role("button", name=name)
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_a_referral_is_taken_with_the_case_decided_with_it_and_taken_back(request, live_server, team, meeting, size):
    page = request.getfixturevalue(size)
    sign_in(page, live_server, team.manager)
    case = meeting.items.get(kind="progress")
    page.goto(address(live_server, "item", case.pk))
    expect(page.get_by_text("1 of 2 agencies that are needed is here: not quorate.")).to_be_visible()
    page.keyboard.press("m")
    expect(page.get_by_label("Why it is put off")).to_be_focused()
    look(page)
    press(page, "Take the new referral with this item")
    expect(page.get_by_text("Your decision answers this referral as well")).to_be_visible()
    look(page)
    page.get_by_label("Go on as planned").check()
    page.get_by_label("Reason").fill("It helps.")
    press(page, "Record the decision")
    check_page(page, address(live_server, "item", case.pk))
    expect(page.get_by_text("Recorded while the meeting was not quorate.")).to_be_visible()
    press(page, "Take this decision back")
    press(page, "Take it apart again")
    assert meeting.items.waiting().count() == 3
    look(page)


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_a_part_is_split_off_decided_and_another_is_taken_back(request, live_server, team, meeting, size):
    page = request.getfixturevalue(size)
    sign_in(page, live_server, team.manager)
    whole = meeting.items.get(kind="progress")
    for name in ("Housing", "Speech"):
        page.goto(address(live_server, "item", whole.pk))
        page.keyboard.press("m")
        page.get_by_label("What the part is about").fill(name)
        press(page, "Split it")
    speech, housing = meeting.items.filter(kind="part").in_order()
    check_page(page, address(live_server, "item", housing.pk))
    page.get_by_label("Agreed actions").check()
    page.get_by_label("Reason").fill("The flat is damp.")
    page.get_by_label("What", exact=True).first.fill("Ring the landlord")
    page.get_by_label("Owner").first.select_option(index=1)
    press(page, "Record the decision")
    page.goto(address(live_server, "item", whole.pk))
    page.keyboard.press("m")
    press(page, "Take “Speech” with this item")
    speech.refresh_from_db()
    housing.refresh_from_db()
    assert (housing.status, speech.status) == (ItemStatus.DECIDED, ItemStatus.TOGETHER)
    look(page)
    check_page(page, address(live_server, "item", speech.pk))


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_the_order_is_changed_with_the_keyboard(request, live_server, team, meeting, size):
    page = request.getfixturevalue(size)
    sign_in(page, live_server, team.manager)
    check_page(page, address(live_server, "meeting", meeting.pk))
    press(page, re.compile("Earlier.*Summer play scheme"))
    press(page, re.compile("Earlier.*Summer play scheme"))
    assert meeting.items.in_order().first().title == "Summer play scheme"
    look(page)


def test_without_javascript_a_part_is_split_off_and_what_is_typed_stays(plain_page, live_server, team, meeting):
    sign_in(plain_page, live_server, team.manager)
    whole = meeting.items.get(kind="progress")
    plain_page.goto(address(live_server, "item", whole.pk))
    plain_page.get_by_label("Reason").fill("Half a thought")
    plain_page.get_by_text("More: put it off, split it").click()
    plain_page.get_by_label("What the part is about").fill("Housing")
    plain_page.get_by_role("button", name="Split it").click()
    assert plain_page.get_by_label("Reason").input_value() == "Half a thought"
    assert whole.parts.get().title == "Housing"


def test_the_page_of_a_series_and_who_is_here_are_accessible(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    check_page(page, address(live_server, "series", team.series.pk))
    check_page(page, address(live_server, "attendance_record", meeting.pk))
