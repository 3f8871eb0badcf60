"""Fetching from an address outside that an administrator named: https alone, never into a private network.

A name can lead anywhere, and to somewhere else a moment later. So the name is looked up here, every address it leads to
is checked, and the connection is made to a checked address itself: no library looks the name up again. The certificate
is asked for the name. Nothing is followed, decoded or kept (urllib3: no redirects, no retries, no proxy, no cookies).
"""

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, SSLError

from centres.open_referral.listed import NotReadable

MOST_BYTES = 5 * 1024 * 1024  # one answer
MOST_SECONDS = 30  # one answer, from first to last byte
A_PIECE = 64 * 1024
LONGEST = 300
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.ASCII)
# Names that mean something inside a network only (RFC 6761, 6762, 8375, and what networks use of themselves).
INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion", "test",
          "invalid", "example")  # fmt: skip
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def require_address(address: str) -> str:
    """The name of the machine in an address that may be asked at all. Raises NotReadable, saying what to enter."""
    if len(address) > LONGEST or not address.isascii() or not address.isprintable() or " " in address:
        raise NotReadable(f"Enter a web address of at most {LONGEST} characters, without spaces.")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as wrong:
        raise NotReadable("Enter a web address like https://services.council.gov.uk/services.") from wrong
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme != "https" or not host:
        raise NotReadable("Enter an address that begins with https://, so that nobody can change what it gives.")
    if "@" in parts.netloc or "\\" in address:
        raise NotReadable("Enter the address without a name or password in it. Feeds are open to everybody.")
    if port not in (None, 443):
        raise NotReadable("Enter the address without a port.")
    if parts.fragment:
        raise NotReadable("Enter the address without what follows the #.")
    labels = host.split(".")
    if len(labels) < 2 or not all(map(LABEL.fullmatch, labels)) or labels[-1].isdigit() or labels[-1] in INSIDE:
        raise NotReadable("Enter the public name of the feed’s website, not a number or a name inside a network.")
    return host


def is_public(found: Address) -> bool:
    """Whether an address belongs to the open internet, and does not carry one inside it that does not."""
    if isinstance(found, ipaddress.IPv6Address):
        carries = found.ipv4_mapped
        if found in NAT64:
            carries = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if carries is not None:
            return is_public(carries)
        if found.sixtofour is not None or found.teredo is not None:  # tunnels that nobody needs any more
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def public_addresses(host: str) -> list[str]:
    """Where a name leads. Raises NotReadable if it leads nowhere, or anywhere that is not the open internet."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as wrong:
        raise NotReadable(f"There is no website called {host}, or it cannot be found from here.") from wrong
    addresses = list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))
    if not addresses or not all(is_public(ipaddress.ip_address(one)) for one in addresses):
        raise NotReadable(f"{host} leads into a private network. Only feeds on the open internet are read.")
    return addresses


class Connection:
    """Asks one website, at an address that was checked. `lookup`, `port` and `context` are for tests of the edge."""

    def __init__(
        self, address: str, *, lookup: Callable[[str], list[str]] = public_addresses, port: int = 443,
        context: ssl.SSLContext | None = None, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.host, self.port, self.clock = require_address(address), port, clock
        self.lookup = lookup
        self.context = context or ssl.create_default_context()

    def get(self, address: str) -> bytes:
        """What the address answers. Raises NotReadable."""
        if require_address(address) != self.host:
            raise NotReadable(f"{address} is not at {self.host}, which is the website that was allowed.")
        parts = urlsplit(address)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        wrong: Exception | None = None
        for place in self.lookup(self.host):
            try:
                return self._get_from(place, path)
            except SSLError as error:
                raise NotReadable(f"{self.host} cannot show that it is the website of that name.") from error
            except (HTTPError, OSError) as error:
                wrong = error
        raise NotReadable(f"{self.host} does not answer, or stopped in the middle. Try again later.") from wrong

    def _get_from(self, place: str, path: str) -> bytes:
        until = self.clock() + MOST_SECONDS
        headers = {"Host": self.host, "Accept": "application/json", "Accept-Encoding": "identity",
                   "User-Agent": "Fortnight"}  # fmt: skip
        pool = urllib3.HTTPSConnectionPool(
            place, self.port, timeout=urllib3.Timeout(connect=5, read=10), retries=False, maxsize=1,
            ssl_context=self.context, server_hostname=self.host, assert_hostname=self.host,
        )  # fmt: skip
        with pool:
            answer = pool.urlopen(
                "GET", path, headers=headers, redirect=False, preload_content=False, decode_content=False,
                assert_same_host=False,
            )  # fmt: skip
            try:
                self._require_answer(answer)
                return self._read(answer, until)
            finally:
                answer.close()

    def _require_answer(self, answer: urllib3.BaseHTTPResponse) -> None:
        if 300 <= answer.status < 400:
            raise NotReadable(f"{self.host} sends on to another address. Enter the address that gives the services.")
        if answer.status != 200:
            raise NotReadable(f"{self.host} answers with an error ({answer.status}) instead of services.")
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise NotReadable(f"{self.host} answers in a packed form, although it was asked not to.")

    def _read(self, answer: urllib3.BaseHTTPResponse, until: float) -> bytes:
        """Piece by piece as it comes, so that neither a long answer nor a slow one holds anybody up."""
        content = bytearray()
        while piece := answer.read1(A_PIECE, decode_content=False):
            content += piece
            if len(content) > MOST_BYTES:
                raise NotReadable(f"One answer of {self.host} is larger than {MOST_BYTES // 1024 // 1024} MB.")
            if self.clock() > until:
                raise NotReadable(f"{self.host} took longer than {MOST_SECONDS} seconds for one answer.")
        return bytes(content)
