"""Feeds are read by a worker: each row once, also when workers die, and nothing is taken over by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from centres import reading
from centres.models import Service, SourceReading
from centres.open_referral.connecting import Connection
from centres.open_referral.listed import NotReadable, Read
from centres.reading import SORRY, claim, keep
from centres.services import ask_feed, drop_reading, read_due_feeds, sources
from centres.status import ReadingStatus
from queues.claiming import ATTEMPTS
from tests.centres.open_referral.entries import entry, page
from tests.days import today
from tests.factories import centres as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def due():
    source = make.source(make.centre())
    return ask_feed(source=source, by=source.added_by, on=today())


def answers(monkeypatch, get):
    """The website answers so: the network's edge."""
    monkeypatch.setattr(Connection, "get", lambda self, address: get(address))


def state(row):
    row.refresh_from_db()
    return row.status


def test_a_feed_is_read_and_waits_for_somebody_to_look(due, monkeypatch):
    asked = []
    answers(monkeypatch, lambda address: asked.append(address) or page(entry(), entry("B"), total_pages=1))
    assert read_due_feeds() == 1
    assert state(due) == ReadingStatus.READY
    assert (due.done, len(due.content["services"])) == (2, 2)
    assert asked == [f"{due.source.address}?page=1&per_page=100"]
    assert not Service.objects.exists()


def test_a_feed_that_cannot_be_read_has_failed_with_the_reason(due, monkeypatch):
    def refuse(address):
        raise NotReadable("It leads into a private network.")

    answers(monkeypatch, refuse)
    assert read_due_feeds() == 0
    assert state(due) == ReadingStatus.FAILED
    assert due.failure == "It leads into a private network."


def test_an_error_of_ours_is_tried_three_times(due, monkeypatch):
    def fall(address):
        raise RuntimeError

    answers(monkeypatch, fall)
    assert read_due_feeds() == 0
    assert (state(due), due.attempts, due.failure) == (ReadingStatus.FAILED, ATTEMPTS, SORRY)


def test_a_feed_whose_worker_died_is_read_by_the_next(due, monkeypatch):
    claim(timezone.now() - timedelta(minutes=3))
    answers(monkeypatch, lambda address: page(entry()))
    assert read_due_feeds() == 1
    assert state(due) == ReadingStatus.READY


def test_a_feed_that_is_being_read_is_left_to_its_worker(due):
    assert claim(timezone.now()) == due
    assert claim(timezone.now()) is None


def test_a_worker_that_says_that_it_lives_keeps_its_row(due):
    mine = claim(timezone.now() - timedelta(minutes=3))
    reading.telling(mine)(3, 10)
    assert claim(timezone.now()) is None
    due.refresh_from_db()
    assert (due.done, due.total) == (3, 10)


def test_whoever_was_late_keeps_nothing(due):
    late = claim(timezone.now() - timedelta(minutes=3))
    claim(timezone.now())
    assert not keep(late, Read())
    assert state(due) == ReadingStatus.READING


def test_what_was_dropped_meanwhile_stays_dropped(due):
    mine = claim(timezone.now())
    drop_reading(reading=due, by=due.asked_by, on=today())
    assert not keep(mine, Read())
    assert state(due) == ReadingStatus.DROPPED


def test_a_worker_that_died_three_times_may_be_why(due, monkeypatch):
    for minutes in (12, 9, 6):
        claim(timezone.now() - timedelta(minutes=minutes))
    assert claim(timezone.now()) is None
    assert (state(due), due.failure) == (ReadingStatus.FAILED, SORRY)


def test_after_enough_time_the_next_feed_is_left_to_the_next_run(due, monkeypatch):
    monkeypatch.setattr(sources, "ENOUGH_SECONDS", 0)
    assert read_due_feeds() == 0
    assert SourceReading.objects.get().status == ReadingStatus.DUE
