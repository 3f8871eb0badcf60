"""Hands on a keyboard, that count: a key, a chord, or one text typed is an interaction."""

from playwright.sync_api import Page


class Hands:
    """Whoever runs a meeting without touching a mouse."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, keys: str) -> None:
        """One key or chord."""
        self.count += 1
        self.page.keyboard.press(keys)

    def types(self, words: str) -> None:
        """One text."""
        self.count += 1
        self.page.keyboard.type(words)


def routine_item(hands: Hands, decision: int, reason: str) -> None:
    """An item whose family goes on as agreed: the decision, its reason, recorded; the next item is there."""
    address = hands.page.url
    hands.press(str(decision))
    hands.types(reason)
    hands.press("Control+Enter")
    hands.page.wait_for_url(lambda url: url != address)
