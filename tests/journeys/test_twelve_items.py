"""A meeting of twelve families, run from the chair's screen by keyboard alone, and what it asks of the hands."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings.models import Decision, Minutes
from meetings.status import MeetingStatus
from tests.browser import look, sign_in, wait_until_there
from tests.factories import meetings
from tests.journeys.keyboard import Hands, routine_item

pytestmark = pytest.mark.django_db(transaction=True)
GO_ON = 1


@pytest.fixture
def team():
    return meetings.team()


@pytest.fixture
def meeting(team):
    """Twelve families who go on as agreed, on today's agenda."""
    at = meetings.running_meeting(team)
    for number in range(12):
        case = meetings.led_case(team, family=meetings.known_family(team, name=f"Family {number:02}"))
        meetings.progress_item(at, team, case=case, position=number + 1)
    return at


def reach(hands: Hands, name: str) -> None:
    """Tab until the link or button of that name has the focus, and press it."""
    page = hands.page
    for _ in range(120):
        hands.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()").startswith(name):
            hands.press("Enter")
            return wait_until_there(page)  # until its scripts run, nobody listens to keys
    raise AssertionError(f"{name} cannot be reached on {page.url}")


def test_twelve_families_by_keyboard_alone(page: Page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    page.goto(live_server.url + reverse("meeting", args=[meeting.pk]))
    hands = Hands(page)
    reach(hands, "Go to the first item")
    asked = []
    for number in range(12):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Family {number:02}")
        before = hands.count
        routine_item(hands, GO_ON, f"Going well, {number}.")
        asked.append(hands.count - before)
    assert max(asked) <= 4
    assert Decision.objects.filter(item__meeting=meeting, kind="go_on").count() == 12
    reach(hands, "Close the meeting")
    page.wait_for_url("**/close/")
    look(page)
    reach(hands, "Close the meeting")
    page.wait_for_url(lambda url: "/close/" not in url)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.CLOSED
    found = Minutes.objects.get(meeting=meeting).content["items"]
    assert [row["decision"]["reason"] for row in found] == [f"Going well, {number}." for number in range(12)]


def test_what_goes_wrong_is_mended_by_keyboard(page: Page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    item = meeting.items.in_order().first()
    page.goto(live_server.url + reverse("item", args=[item.pk]))
    hands = Hands(page)
    hands.press(str(GO_ON))
    hands.press("Control+Enter")  # without the reason
    expect(page.get_by_role("alert")).to_be_visible()
    look(page)
    hands.press(str(GO_ON))
    hands.types("Going well.")
    hands.press("Control+Enter")
    page.wait_for_url(lambda url: str(item.pk) not in url.rsplit("items", 1)[-1])
    assert Decision.objects.get(item=item).reason == "Going well."
