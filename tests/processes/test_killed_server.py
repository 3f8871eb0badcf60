"""The server is killed in mid-meeting: what it said was saved is there, what it had not taken is sent again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from config.engines.process import free_port
from tests.browser import sign_in
from tests.factories import meetings
from tests.processes.worker import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, REST = "They come every week,", " and the nursery starts on Monday."


@dataclass
class Server:
    """The product's own web server, as `make demo` starts it."""

    url: str
    process: subprocess.Popen[bytes]

    def answers(self) -> bool:
        try:
            return bool(urlopen(f"{self.url}/healthz", timeout=1).status == 200)  # noqa: S310 - our own address
        except (HTTPError, URLError, OSError):
            return False

    def kill(self) -> None:
        """Kill it and its workers, as a power cut does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def server(environment: dict[str, str], port: int) -> Iterator[Server]:
    """Within it the server answers."""
    environment |= {"FORTNIGHT_DEMO": "1"}  # one step is enough to sign in
    told = ["-m", "gunicorn", "config.wsgi", "--workers=2", f"--bind=127.0.0.1:{port}", "--timeout=60"]
    process = subprocess.Popen([sys.executable, *told, "--no-control-socket"], env=environment, start_new_session=True)
    running = Server(f"http://127.0.0.1:{port}", process)
    try:
        wait_until(running.answers, "a server that answers")
        yield running
    finally:
        running.kill()


def test_nothing_that_was_acknowledged_is_lost(page: Page, process_environment: dict[str, str]) -> None:
    team = meetings.team()
    item = meetings.referral_item(meetings.running_meeting(team), team)
    port = free_port()
    with server(process_environment, port) as victim:
        sign_in(page, victim, team.manager)
        page.goto(victim.url + reverse("item", args=[item.pk]))
        page.get_by_label("Reason").fill(FIRST)
        said = page.locator("[data-autosave-status]").first
        expect(said).to_contain_text("Saved at")
        victim.kill()
        page.get_by_label("Reason").press_sequentially(REST)
        expect(said).to_contain_text("Not saved yet")
    item.refresh_from_db()
    assert item.typed["reason"] == FIRST
    with server(process_environment, port):
        expect(said).to_contain_text("Saved at", timeout=40_000)
        item.refresh_from_db()
        assert item.typed["reason"] == FIRST + REST
        page.get_by_role("button", name="Record the decision").wait_for()
    page.complaints = [one for one in page.complaints if "ERR_" not in one]  # type: ignore[attr-defined]
