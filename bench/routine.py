"""How many keys and texts a routine item asks of whoever runs the meeting, counted in the browser."""

from bench.demo import Places


def measured(at: Places) -> dict[str, float]:
    """A family that goes on as agreed: from the item's page until the next one is there."""
    import os

    from django.conf import settings
    from playwright.sync_api import sync_playwright
    from pytest_django.live_server_helper import LiveServer

    from meetings.status import ItemStatus
    from tests.journeys.keyboard import Hands, routine_item

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    led = at.item.meeting.items.filter(kind="progress", status=ItemStatus.WAITING, case__leads__status="accepted")
    item, server = led.in_order()[0], LiveServer("127.0.0.1")
    try:
        with sync_playwright() as playwright:
            chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
            page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()
            name = settings.SESSION_COOKIE_NAME
            page.context.add_cookies([{"name": name, "value": at.client.cookies[name].value, "url": server.url}])
            page.goto(f"{server.url}/meetings/items/{item.pk}/")
            hands = Hands(page)
            routine_item(hands, 1, "Going well.")
    finally:
        server.stop()
    item.refresh_from_db()
    if item.status != ItemStatus.DECIDED:
        raise RuntimeError("The routine item was not decided.")
    return {"routine_item_interactions": hands.count}
