"""A train without network: what is typed stays on the device, is sent once there is a network, and leaves it."""

import pytest
from playwright.sync_api import Page, expect

from meetings.models import AgendaItem
from meetings.services import close_meeting
from tests.browser import address, sign_in
from tests.days import today

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "The nursery starts on Monday, and"
NO_NETWORK = "void (window.fetch = () => Promise.reject(new TypeError('Failed to fetch')))"
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('fortnight.kept'))"


def typed(item: AgendaItem) -> str:
    """The reason as the server has it."""
    item.refresh_from_db()
    return str(item.typed.get("reason", ""))


def types_in_a_tunnel(page: Page, live_server, item: AgendaItem) -> Page:
    """The reason, typed while there is no network; then the window is closed. Returns a new window."""
    page.goto(address(live_server, "item", item.pk))
    page.context.set_offline(True)
    page.get_by_label("Reason").fill(WORDS)
    expect(page.locator("[data-autosave-status]").first).to_contain_text("no connection")
    assert len(page.evaluate(KEPT)) == 1
    page.evaluate(NO_NETWORK)  # what a page sends in parting outlives it, and with it the browser's "offline"
    page.close()
    page.context.set_offline(False)
    assert typed(item) == ""
    return page.context.new_page()


def is_empty(page: Page) -> None:
    """Nothing is left on the device, after a moment (10 s at most)."""
    for _ in range(200):
        if page.evaluate(KEPT) == []:
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.evaluate(KEPT))


def test_the_network_is_cut_in_mid_sentence_and_nothing_is_lost(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    page.goto(address(live_server, "item", item.pk))
    page.get_by_label("Reason").fill("The nursery")
    expect(page.locator("[data-autosave-status]").first).to_contain_text("Saved at")
    page.context.set_offline(True)
    page.get_by_label("Reason").press_sequentially(" starts on Monday, and")
    expect(page.locator("[data-autosave-status]").first).to_contain_text("no connection")
    page.get_by_label("Reason").press_sequentially(" Tobi knows the way.")
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-status]").first).to_contain_text("Saved at", timeout=20_000)
    assert typed(item) == "The nursery starts on Monday, and Tobi knows the way."
    assert page.evaluate(KEPT) == []


def test_nothing_is_kept_on_the_device_while_saving_works(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    page.goto(address(live_server, "item", item.pk))
    page.get_by_label("Reason").fill(WORDS)
    expect(page.locator("[data-autosave-status]").first).to_contain_text("Saved at")
    assert page.evaluate(KEPT) == []


def test_what_was_typed_is_back_though_the_window_was_closed(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    again = types_in_a_tunnel(page, live_server, item)
    again.goto(address(live_server, "item", item.pk))
    expect(again.get_by_label("Reason")).to_have_value(WORDS)
    expect(again.locator("[data-autosave-status]").first).to_contain_text("Saved at")
    assert typed(item) == WORDS
    assert again.evaluate(KEPT) == []


def test_what_reached_the_server_after_all_leaves_the_device(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    again = types_in_a_tunnel(page, live_server, item)
    AgendaItem.objects.filter(pk=item.pk).update(
        typed={"reason": WORDS}, version=item.version + 1, saved_by=team.manager
    )
    again.goto(address(live_server, "item", item.pk))
    is_empty(again)
    expect(again.get_by_label("Reason")).to_have_value(WORDS)
    expect(again.locator("[data-autosave-status]").first).not_to_contain_text("is being saved")


def test_it_is_sent_from_whichever_page_comes_next(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    again = types_in_a_tunnel(page, live_server, item)
    again.goto(address(live_server, "meetings"))
    is_empty(again)
    assert typed(item) == WORDS


def test_if_the_meeting_was_closed_meanwhile_it_is_shown_once_and_leaves_the_device(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    again = types_in_a_tunnel(page, live_server, item)
    close_meeting(meeting=item.meeting, by=team.manager, on=today())
    again.goto(address(live_server, "meetings"))
    expect(again.get_by_label("Typed without a connection")).to_contain_text(WORDS)
    is_empty(again)


def test_signing_out_leaves_nothing_on_the_device(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    again = types_in_a_tunnel(page, live_server, item)
    again.context.route("**/save/", lambda route: route.abort())  # the network is not what it should be yet
    again.goto(address(live_server, "meetings"))
    assert len(again.evaluate(KEPT)) == 1
    again.get_by_role("button", name="Sign out").click()
    expect(again.get_by_role("heading", name="Sign in")).to_be_visible()
    assert again.evaluate(KEPT) == []


def test_somebody_else_on_this_device_finds_nothing(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    again = types_in_a_tunnel(page, live_server, item)
    sign_in(again, live_server, team.housing_officer)
    again.goto(address(live_server, "meetings"))
    is_empty(again)
    assert typed(item) == ""


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(page, live_server, team, item):
    sign_in(page, live_server, team.manager)
    again = types_in_a_tunnel(page, live_server, item)
    AgendaItem.objects.filter(pk=item.pk).update(
        typed={"reason": "Hanna's words"}, version=item.version + 1, saved_by=team.health_visitor
    )
    again.goto(address(live_server, "item", item.pk))
    expect(again.get_by_role("textbox", name="Reason")).to_have_value(WORDS)
    expect(again.locator("[data-autosave-status]").first).to_contain_text("at the same time")
    assert typed(item) == "Hanna's words"
