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


def row(window: Page, number: int = 1) -> Locator:
    """One row of the actions."""
    return window.get_by_role("group", name=f"Action {number}", exact=True)


def adds(window: Page, what: str, says: str = "Saved at", number: int = 1) -> None:
    """Somebody writes an action and chooses its owner, the server has answered to that, and the page says so."""
    row(window, number).get_by_label("What").fill(what)
    with window.expect_response(lambda answer: quote_plus(what) in (answer.request.post_data or "")):
        row(window, number).get_by_label("Owner").select_option(index=1)
    expect(window.locator("[data-autosave-status]").first).to_contain_text(says)


def actions(item: AgendaItem) -> list[str]:
    """What the server has of the actions."""
    item.refresh_from_db()
    return [one["what"] for one in item.typed["actions"]]


def asked_about_actions(two) -> tuple[Page, Locator]:
    """The first wrote two actions, the second another one meanwhile, and is asked."""
    first, second = two
    adds(first, "Ring the nursery")
    first.get_by_role("button", name="Add another action").click()
    adds(first, "Book the hall", number=2)
    row(first, 2).get_by_label("By").fill("3 3 2031")
    with first.expect_response(lambda answer: "due_on=3+3+2031" in (answer.request.post_data or "")):
        row(first, 2).get_by_label("What").focus()
    adds(second, "Write the letter", says="at the same time")
    return second, second.get_by_role("group", name="Actions: two people wrote here")


def test_where_both_wrote_actions_the_second_reads_the_firsts_and_keeps_what_stands_there(two, item):
    second, asked = asked_about_actions(two)
    owner = row(second).get_by_label("Owner").locator("option:checked").inner_text()
    expect(asked.get_by_role("listitem")).to_have_text(
        [f"Ring the nursery; Owner: {owner}", f"Book the hall; Owner: {owner}; By: 3 3 2031"]
    )
    expect(row(second).get_by_label("What")).to_have_value("Write the letter")
    assert actions(item) == ["Ring the nursery", "Book the hall"]
    look(second)


def test_the_second_keeps_their_own_actions(two, item):
    second, asked = asked_about_actions(two)
    asked.get_by_role("button", name="Keep mine").click()
    expect(second.locator("[data-autosave-status]").first).to_contain_text("Saved at")
    expect(asked).to_have_count(0)
    assert actions(item) == ["Write the letter"]


def test_or_takes_the_firsts_actions_and_goes_on_with_them(two, item):
    second, asked = asked_about_actions(two)
    asked.get_by_role("button", name="Use theirs").click()
    expect(asked).to_have_count(0)
    expect(row(second).get_by_label("What")).to_have_value("Ring the nursery")
    expect(row(second, 2).get_by_label("By")).to_have_value("3 3 2031")
    second.get_by_role("button", name="Add another action").click()
    adds(second, "Write the letter", number=3)
    assert actions(item) == ["Ring the nursery", "Book the hall", "Write the letter"]


def test_or_keeps_both(two, item):
    second, asked = asked_about_actions(two)
    asked.get_by_role("button", name="Keep both").click()
    expect(second.locator("[data-autosave-status]").first).to_contain_text("Saved at")
    expect(row(second, 3).get_by_label("What")).to_have_value("Write the letter")
    assert actions(item) == ["Ring the nursery", "Book the hall", "Write the letter"]


def test_actions_that_the_second_has_not_touched_come_in_by_themselves(two, item):
    first, second = two
    adds(first, "Ring the nursery")
    writes(second, "Reason", "It helps", says="changed “Actions”")
    expect(row(second).get_by_label("What")).to_have_value("Ring the nursery")
    assert (actions(item), typed(item)["reason"]) == (["Ring the nursery"], "It helps")


def test_what_is_typed_while_the_server_answers_is_not_taken_out_by_somebody_elses_words(two, item):
    first, second = two
    writes(first, "Reason", "Hers")

    def slowly(route):
        answer = route.fetch()
        second.unroute("**/save/")
        field(second, "Reason").fill("His")
        route.fulfill(response=answer)

    second.route("**/save/", slowly)
    writes(second, "Who saw it differently, and why", "Nobody", says="at the same time")
    expect(field(second, "Reason")).to_have_value("His")
    assert typed(item) == {"reason": "Hers", "dissent": "Nobody"}
