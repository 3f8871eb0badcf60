"""Two people, two browsers, one item: both keep what they wrote, and nobody overwrites what they have not seen."""

from urllib.parse import quote_plus

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from meetings.models import AgendaItem
from meetings.services import change_chair
from tests.browser import look, sign_in
from tests.factories import meetings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    """A centre's team."""
    return meetings.team()


@pytest.fixture
def item(team):
    """An item of a running meeting that the health visitor chairs."""
    meeting = meetings.running_meeting(team)
    change_chair(meeting=meeting, chair=team.health_visitor, by=team.manager)
    return meetings.referral_item(meeting, team)


@pytest.fixture
def two(page, narrow_page, live_server, team, item):
    """The manager's window and the chair's, both on the item."""
    for window, who in ((page, team.manager), (narrow_page, team.health_visitor)):
        sign_in(window, live_server, who)
        window.goto(live_server.url + reverse("item", args=[item.pk]))
    return page, narrow_page


def field(window: Page, label: str) -> Locator:
    """The field itself: the question which of two to keep has the field's name, too."""
    return window.get_by_role("textbox", name=label)


def writes(window: Page, label: str, words: str, says: str = "Saved at") -> None:
    """Somebody writes in a field, the server has answered to that, and the page says so."""
    with window.expect_response(lambda answer: quote_plus(words) in (answer.request.post_data or "")):
        field(window, label).fill(words)
    expect(window.locator("[data-autosave-status]").first).to_contain_text(says)


def typed(item: AgendaItem) -> dict:
    """What the server has of two fields."""
    item.refresh_from_db()
    return {name: item.typed.get(name) for name in ("reason", "dissent")}


def test_two_people_in_two_fields_both_keep_their_words_and_see_each_others(two, item):
    first, second = two
    writes(first, "Reason", "It helps")
    writes(second, "Who saw it differently, and why", "The nursery", says="changed")
    expect(field(second, "Reason")).to_have_value("It helps")
    assert typed(item) == {"reason": "It helps", "dissent": "The nursery"}


def conflict(two) -> tuple[Page, Page]:
    """Both wrote the reason; the second is asked."""
    first, second = two
    writes(first, "Reason", "Hers")
    writes(second, "Reason", "His", says="at the same time")
    expect(second.get_by_role("group", name="two people wrote here")).to_contain_text("Hers")
    return first, second


def test_in_one_field_the_first_stays_until_the_second_has_chosen(two, item):
    _, second = conflict(two)
    assert typed(item)["reason"] == "Hers"
    expect(field(second, "Reason")).to_have_value("His")
    look(second)


def test_the_second_keeps_their_own(two, item):
    _, second = conflict(two)
    second.get_by_role("button", name="Keep mine").click()
    expect(second.locator("[data-autosave-status]").first).to_contain_text("Saved at")
    expect(second.get_by_role("group", name="two people wrote here")).to_have_count(0)
    assert typed(item)["reason"] == "His"


def test_or_takes_the_firsts(two, item):
    _, second = conflict(two)
    second.get_by_role("button", name="Use theirs").click()
    expect(field(second, "Reason")).to_have_value("Hers")
    writes(second, "Who saw it differently, and why", "Nobody")
    assert typed(item) == {"reason": "Hers", "dissent": "Nobody"}


def test_writing_on_without_choosing_overwrites_nothing(two, item):
    _, second = conflict(two)
    writes(second, "Who saw it differently, and why", "Nobody", says="at the same time")
    assert typed(item) == {"reason": "Hers", "dissent": "Nobody"}
