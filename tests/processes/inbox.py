"""A mail server that takes its time over the first message, and counts what it said yes to."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from config.engines.process import free_port


class Inbox:
    """Whoever sends the first message waits for `go_on`, and is not told that it was taken."""

    def __init__(self) -> None:
        self.first_has_come = Event()
        self.go_on = Event()
        self.taken: list[str] = []
        self.url = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if not self.first_has_come.is_set():
            self.first_has_come.set()
            await server.loop.run_in_executor(None, self.go_on.wait, 60)
            return "451 the connection was lost before this message was taken"
        self.taken.extend(envelope.rcpt_tos)
        return "250 taken"


@contextmanager
def inbox() -> Iterator[Inbox]:
    """Within it there is such a server, at `url`."""
    found, port = Inbox(), free_port()
    found.url = f"smtp://127.0.0.1:{port}"
    server = Controller(found, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield found
    finally:
        found.go_on.set()
        server.stop()
