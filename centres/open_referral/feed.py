"""A feed of services, page by page, within limits. How an address is fetched is given: `connecting.Connection.get`."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from centres.open_referral.listed import NotReadable, Read
from centres.open_referral.reading import MOST_SERVICES, entries_of, parse, read_services

MOST_PAGES = 200
MOST_BYTES_IN_ALL = 60 * 1024 * 1024
MOST_SECONDS = 300
A_PAGE = 100
Get = Callable[[str], bytes]
# Lists have the fields of a service itself alone; whoever gives its parts there has given all.
PARTS = ("service_at_locations", "schedules", "contacts", "attributes")


@dataclass
class _Visit:
    """One reading of a feed, and what it may cost."""

    get: Get
    told: Callable[[int, int], None]
    clock: Callable[[], float]
    began: float
    bytes_read: int = 0
    entries: list[Any] = field(default_factory=list)

    def fetch(self, address: str, what: str) -> Any:
        if self.clock() - self.began > MOST_SECONDS:
            raise NotReadable(f"The feed took longer than {MOST_SECONDS // 60} minutes: it was left at {what}.")
        content = self.get(address)
        self.bytes_read += len(content)
        if self.bytes_read > MOST_BYTES_IN_ALL:
            raise NotReadable(f"The feed is larger than {MOST_BYTES_IN_ALL // 1024 // 1024} MB: it was left at {what}.")
        return parse(content, what)


def read_feed(
    address: str, get: Get, on: date, *, told: Callable[[int, int], None] = lambda done, of: None,
    clock: Callable[[], float] = time.monotonic,
) -> Read:  # fmt: skip
    """All services of the feed whose list is at `address`. Raises NotReadable, saying at which page.

    `told` hears how many services were read so far, and of how many.
    """
    visit = _Visit(get, told, clock, clock())
    total = _read_pages(visit, address)
    whole = []
    for number, entry in enumerate(visit.entries, start=1):
        whole.append(_whole(visit, address, entry, number))
        told(number, max(total, len(visit.entries)))
    return read_services(whole, on)


def _read_pages(visit: _Visit, address: str) -> int:
    """Fill the visit with the entries of every page; how many the feed says that there are."""
    seen: set[str] = set()
    total = 0
    for number in range(1, MOST_PAGES + 1):
        what = f"Page {number} of the feed"
        page = visit.fetch(page_address(address, number), what)
        found = entries_of(page, what)
        _require_not_again(found, seen, number)
        visit.entries += found
        if len(visit.entries) > MOST_SERVICES:
            raise NotReadable(f"The feed has more than {MOST_SERVICES:,} services, which is more than is read.")
        total = _whole_number(page, "total_items") or total
        visit.told(0, max(total, len(visit.entries)))
        if _is_last(page, number, found):
            _require_all(visit, total)
            return total
    raise NotReadable(f"The feed has more than {MOST_PAGES} pages, which is more than are read.")


def _require_not_again(found: list[Any], seen: set[str], number: int) -> None:
    """A feed that ignores the number of the page gives the first one for ever."""
    ids = {str(one["id"]) for one in found if isinstance(one, dict) and one.get("id")}
    if ids & seen:
        raise NotReadable(f"Page {number} of the feed has services that an earlier page had already.")
    seen |= ids


def _require_all(visit: _Visit, total: int) -> None:
    """Fewer than were announced would make the others count as gone."""
    if len(visit.entries) < total:
        raise NotReadable(
            f"The feed says that it has {total:,} services, and gave {len(visit.entries):,}. Nothing was taken from it."
        )


def _is_last(page: Any, number: int, found: list[Any]) -> bool:
    if not isinstance(page, dict) or not found:
        return True
    pages = _whole_number(page, "total_pages")
    if pages:
        return number >= pages
    return page.get("last_page") is not False


def _whole_number(page: Any, name: str) -> int:
    value = page.get(name) if isinstance(page, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _whole(visit: _Visit, address: str, entry: Any, number: int) -> Any:
    """The service with its parts: as the list gave it, or from its own address beside the list's."""
    if not isinstance(entry, dict) or not entry.get("id") or any(name in entry for name in PARTS):
        return entry
    found = visit.fetch(service_address(address, str(entry["id"])), f"Service {number:,} of the feed")
    if not isinstance(found, dict) or str(found.get("id")) != str(entry["id"]):
        raise NotReadable(f"Asked for service {number:,} by its id, the feed gave something else.")
    return found


def page_address(address: str, number: int) -> str:
    """The address of one page of the list."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in ("page", "per_page")]
    query = urlencode([*kept, ("page", number), ("per_page", A_PAGE)])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def service_address(address: str, ref: str) -> str:
    """The address of one service."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in ("page", "per_page")]
    path = f"{parts.path.rstrip('/')}/{quote(ref, safe='')}"
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(kept), ""))
