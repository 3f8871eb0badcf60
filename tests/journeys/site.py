"""A whole installation for journeys: the demo's two centres on a real server, built once for a test module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from meetings.demo.people import PASSWORD


@pytest.fixture(scope="module")
def demo(django_db_setup: Any, django_db_blocker: Any) -> Iterator[LiveServer]:
    """A server with the demo data. What the module's tests do to it, they see of each other; then all is emptied."""
    with django_db_blocker.unblock():
        call_command("demo_data", verbosity=0)
        server = LiveServer("127.0.0.1")
        try:
            yield server
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)


def sign_in_by_form(page: Any, server: LiveServer, email: str) -> None:
    """Sign in as a person does: e-mail and password on the page."""
    page.goto(f"{server.url}/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.url}/")


def confirm_by_form(page: Any, address: str) -> None:
    """Open a page that asks once more who is there, and type the password as a person does."""
    page.goto(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(lambda url: "/reauthenticate/" not in url)
