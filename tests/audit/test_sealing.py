"""Every entry gets its place in its centre's chain, once, however many write and seal at the same moment."""

import json
from pathlib import Path

import pytest
from django.db import connection, transaction

from audit import heads
from audit.chain import BEGINNING, canonical
from audit.models import Entry, Seal
from audit.services import record, seal_entries
from audit.verifying import findings
from tests.at_once import at_once
from tests.factories import centres as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """A folder of heads for each test."""
    settings.AUDIT_HEADS = tmp_path / "heads"
    return settings.AUDIT_HEADS


def logged(*centres: int | None) -> list[Entry]:
    someone = make.user()
    return [record(by=None, verb="x", subject=someone, centre_id=centre) for centre in centres]


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for file in sorted(folder.glob("*")) for line in file.read_text().splitlines()]


def test_an_entry_waits_until_it_is_sealed():
    (entry,) = logged(7)
    assert (entry.seal.number, entry.seal.hash, entry.seal.sealed_at) == (None, "", None)


def test_each_centre_has_a_chain_of_its_own():
    logged(7, 8, 7, None)
    assert seal_entries() == 4
    assert list(Seal.objects.order_by("chain", "number").values_list("chain", "number")) == [
        (0, 1), (7, 1), (7, 2), (8, 1),
    ]  # fmt: skip


def test_a_chain_goes_on_from_its_head():
    first, second = logged(7, 7)
    seal_entries()
    (third,) = logged(7)
    seal_entries()
    seals = [Seal.objects.get(pk=entry.pk) for entry in (first, second, third)]
    assert [seal.previous for seal in seals] == [BEGINNING, seals[0].hash, seals[1].hash]


def test_sealing_again_changes_nothing():
    logged(7)
    seal_entries()
    assert seal_entries() == 0


def test_more_entries_than_one_portion_are_all_sealed(monkeypatch):
    monkeypatch.setattr("audit.services.AT_ONCE", 3)
    logged(*[7] * 10)
    assert seal_entries() == 10
    assert not list(findings([]))


def test_a_portion_costs_the_same_however_many_entries(django_assert_num_queries):
    logged(*[7] * 10)
    seal_entries()
    logged(*[7] * 300)
    with django_assert_num_queries(11):  # lock, entries, head, write; lock, nothing; savepoints; heads
        seal_entries()


def test_canonical_json_is_the_same_whatever_the_order_of_keys():
    assert canonical({"b": 1, "a": "ä"}) == canonical({"a": "ä", "b": 1}) == '{"a":"ä","b":1}'.encode()


def test_heads_are_written_outside_the_database(folder):
    logged(7, 7, None)
    seal_entries()
    head = Seal.objects.get(chain=7, number=2)
    assert [(one["chain"], one["number"]) for one in lines(folder)] == [(0, 1), (7, 2)]
    assert lines(folder)[1]["hash"] == head.hash


def test_heads_are_written_into_the_programs_log(caplog):
    logged(7)
    with caplog.at_level("INFO", logger="audit.heads"):
        seal_entries()
    assert Seal.objects.get().hash in caplog.text


def test_a_head_that_stands_is_not_written_twice(folder):
    logged(7)
    seal_entries()
    seal_entries()
    assert len(lines(folder)) == 1


def test_a_head_that_could_not_be_written_is_written_by_the_next_run(folder):
    logged(7)
    folder.write_text("in the way")
    with pytest.raises(FileExistsError):
        seal_entries()
    folder.unlink()
    seal_entries()
    assert [one["number"] for one in lines(folder)] == [1]


def test_a_line_that_is_no_head_is_named(folder):
    folder.mkdir()
    (folder / "heads-2026-11-21.jsonl").write_text('{"chain": 1}\n')
    with pytest.raises(ValueError, match="line 1, is not a head"):
        list(heads.read(heads.files_in([folder])))


def test_the_clock_seals():
    from config.celery import app

    assert "audit.tasks.seal_log" in {one["task"] for one in app.conf.beat_schedule.values()}


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_with_a_lower_number_is_sealed_too():
    """One transaction takes its number first and commits last; what came after it is sealed meanwhile."""
    from threading import Event, Thread

    someone = make.user()
    written, sealed = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            record(by=None, verb="slow", subject=someone, centre_id=7)
            written.set()
            assert sealed.wait(20)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    assert written.wait(20)
    record(by=None, verb="quick", subject=someone, centre_id=7)
    assert seal_entries() == 1
    sealed.set()
    thread.join(20)
    assert seal_entries() == 1
    slow_entry, quick_entry = Entry.objects.order_by("pk")
    assert (slow_entry.verb, slow_entry.seal.number, quick_entry.seal.number) == ("slow", 2, 1)
    assert not list(findings(heads.newest()))


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_the_same_moment_leave_one_whole_chain():
    someone = make.user()

    def write() -> None:
        for _ in range(40):
            with transaction.atomic():
                record(by=None, verb="x", subject=someone, centre_id=7)
                record(by=None, verb="y", subject=someone, centre_id=8)

    def seal() -> int:
        return sum(seal_entries() for _ in range(25))

    sealed = at_once(write, seal, write, seal, write)
    assert sealed[1] + sealed[3] + seal_entries() == 240
    assert sorted(Seal.objects.filter(chain=7).values_list("number", flat=True)) == list(range(1, 121))
    assert not list(findings(heads.read(heads.files_in([heads.folder()]))))
