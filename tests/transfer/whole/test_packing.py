"""A big centre is written row by row."""

import io
import os
import tracemalloc

import pytest

from tests.factories import centres, families
from transfer.whole.packing import pack

pytestmark = pytest.mark.django_db


class Nowhere(io.RawIOBase):
    """Where bytes are counted and forgotten."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.size += len(data)
        return len(data)


def peak(centre) -> int:
    """The most memory that Python's objects need while everything of a centre is written, in bytes."""
    tracemalloc.start()
    try:
        pack(centre, Nowhere(), tell=lambda rows: None)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(not os.environ.get("FORTNIGHT_PROOF"), reason="Takes a minute: `make proof` measures it.")
def test_a_centre_twice_as_big_needs_hardly_more_memory():
    small, big = centres.centre(), centres.centre()
    for at, number in ((small, 2500), (big, 5000)):  # both more than a batch of rows
        families.many(number, at, by=centres.manager(at))
    peak(small)  # what is made once
    assert peak(big) < 1.2 * peak(small)


def test_how_far_it_is_is_told_of_all_that_there_is(monkeypatch):
    monkeypatch.setattr("transfer.whole.packing.TELL_EVERY", 1)
    at, told, expected = centres.centre(), [], []
    families.many(3, at, by=centres.manager(at))
    pack(at, Nowhere(), tell=told.append, expect=expected.append)
    assert told[: expected[0]] == list(range(1, expected[0] + 1))
    assert max(told) == expected[0]
