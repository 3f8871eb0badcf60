"""Reading a feed page by page, within limits."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from centres.open_referral import feed
from centres.open_referral.feed import page_address, read_feed, service_address
from centres.open_referral.listed import NotReadable
from tests.centres.open_referral.entries import entry, page, ref

ON = date(2026, 11, 22)
LIST = "https://services.example.org/api/services"


class Council:
    """A website with pages of services, which counts what it is asked."""

    def __init__(self, *pages, whole=(), **fields):
        self.pages, self.fields, self.asked = pages, fields, []
        self.whole = {one["id"]: one for one in whole}

    def get(self, address):
        self.asked.append(address)
        parts = urlsplit(address)
        ident = parts.path.rpartition("/services/")[2]
        if ident in self.whole:
            return json.dumps(self.whole[ident]).encode()
        number = int(parse_qs(parts.query)["page"][0])
        told = {"total_pages": len(self.pages), "page_number": number, **self.fields}
        return page(*self.pages[number - 1], **{name: value for name, value in told.items() if value is not None})


def read(council, **limits):
    return read_feed(LIST, council.get, ON, **limits)


def refusal(council, **limits):
    with pytest.raises(NotReadable) as refused:
        read(council, **limits)
    return refused.value.sentence


def bare(name):
    """A service as the list of a feed has it, without its parts."""
    return {"id": ref(name), "name": name, "status": "active"}


def test_every_page_is_read_once():
    council = Council([entry("A"), entry("B")], [entry("C")])
    assert [one.name for one in read(council).services] == ["A", "B", "C"]
    assert council.asked == [f"{LIST}?page={n}&per_page=100" for n in (1, 2)]


def test_a_service_without_its_parts_is_asked_for_by_its_id():
    council = Council([bare("A")], whole=[entry("A")])
    assert read(council).services[0].provider == "Rowan Library"


def test_a_feed_without_a_number_of_pages_ends_with_its_last_page():
    council = Council([entry("A")], [entry("B")], total_pages=None, last_page=False)
    council.pages = (*council.pages, [])
    assert len(read(council).services) == 2


def test_how_far_it_is_can_be_told():
    heard = []
    read(Council([entry("A")], [entry("B")], total_items=2), told=lambda done, of: heard.append((done, of)))
    assert heard == [(0, 2), (0, 2), (1, 2), (2, 2)]


def test_a_feed_that_always_gives_the_first_page_is_refused():
    council = Council([entry("A")], [entry("A")])
    assert "Page 2 of the feed has services that an earlier page had already" in refusal(council)


def test_a_feed_that_gives_fewer_than_it_says_is_refused():
    assert "says that it has 9 services, and gave 1" in refusal(Council([entry("A")], total_items=9))


def test_a_feed_without_end_is_left(monkeypatch):
    monkeypatch.setattr(feed, "MOST_PAGES", 3)
    council = Council(*[[entry(f"S{n}")] for n in range(5)])
    assert "more than 3 pages" in refusal(council)
    assert len(council.asked) == 3


def test_a_feed_with_too_many_services_is_left(monkeypatch):
    monkeypatch.setattr(feed, "MOST_SERVICES", 2)
    assert "more than 2 services" in refusal(Council([entry("A"), entry("B")], [entry("C")], [entry("D")]))


def test_a_feed_that_is_too_large_is_left(monkeypatch):
    monkeypatch.setattr(feed, "MOST_BYTES_IN_ALL", 1024 * 1024)
    long = entry("A", description="x" * 1024 * 1024)
    assert "larger than 1 MB: it was left at Page 1" in refusal(Council([long], [entry("B")]))


def test_a_slow_feed_is_left():
    clock = iter(range(0, 100_000, 200))
    assert "longer than 5 minutes" in refusal(Council(*[[entry(f"S{n}")] for n in range(5)]), clock=lambda: next(clock))


def test_a_page_that_is_no_json_says_which():
    council = Council([entry("A")], [entry("B")])
    answers = iter([council.get(f"{LIST}?page=1"), b"<html>"])
    with pytest.raises(NotReadable, match="Page 2 of the feed is not JSON"):
        read_feed(LIST, lambda address: next(answers), ON)


def test_another_service_than_was_asked_for_is_refused():
    council = Council([bare("A")])
    council.whole = {ref("A"): entry("B")}
    assert "the feed gave something else" in refusal(council)


def test_an_id_cannot_lead_to_another_address():
    assert service_address(f"{LIST}?key=1&page=3", "../../admin?x#y") == (f"{LIST}/..%2F..%2Fadmin%3Fx%23y?key=1")


def test_what_stands_in_the_address_already_is_kept():
    assert page_address(f"{LIST}?area=rowan&page=9", 2) == f"{LIST}?area=rowan&page=2&per_page=100"
