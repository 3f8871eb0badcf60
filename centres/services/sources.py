"""Services from a file or a feed: read, looked at by a person, then taken over."""

import logging
from dataclasses import asdict
from datetime import date
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.services import record
from centres import reading, rules
from centres.models import Centre, Service, ServiceSource, SourceReading
from centres.open_referral.changes import Changes
from centres.open_referral.connecting import Connection
from centres.open_referral.feed import read_feed
from centres.open_referral.listed import Listed, NotReadable
from centres.open_referral.reading import read_file
from centres.policies import may_change_directory
from centres.reading import changes_of, fingerprint
from centres.status import ReadingStatus
from inputs.errors import RuleBroken
from queues.nudging import nudge

log = logging.getLogger(__name__)
ENOUGH_SECONDS = 180  # after which a task begins no other feed: with the longest one it stays below Celery's limit
# What a source says of a service, and with it the directory. What it is for is the centre's own.
TOLD = ("name", "provider", "about", "from_age_months", "to_age_months", "when", "days", "where", "districts", "phone",
        "email", "website", "contact")  # fmt: skip


@transaction.atomic
def add_source(*, centre: Centre, name: str, address: str = "", by: Any, on: date) -> ServiceSource:
    """Allow services to be read from a feed's address, or, without one, from files that somebody sends.

    Raises NotAllowed, RuleBroken: source_listed, address_listed, bad_address.
    """
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_change_directory(by, centre.pk).require()
    rules.require_source_once(centre, name, address)
    rules.require_public_address(address)
    source = ServiceSource.objects.create(centre=centre, name=name, address=address, added_by=by, added_on=on)
    record(by=by, verb="add_source", subject=source, centre_id=centre.pk, address=address)
    return source


@transaction.atomic
def stop_source(*, source: ServiceSource, by: Any, on: date) -> ServiceSource:
    """Read nothing more from a source. Its services stay as they are, and can be ended one by one.

    Raises NotAllowed, RuleBroken: source_stopped, already_being_read.
    """
    source = _locked_source(source)
    may_change_directory(by, source.centre_id).require()
    rules.require_source_read(source)
    rules.require_no_open_reading(source)
    source.stopped_on = on
    source.save(update_fields=["stopped_on"])
    record(by=by, verb="stop_source", subject=source, centre_id=source.centre_id)
    return source


@transaction.atomic
def read_upload(*, source: ServiceSource, content: bytes, by: Any, on: date) -> SourceReading:
    """Read a file. Nothing is changed: somebody looks first.

    Raises NotAllowed, RuleBroken: not_readable, already_being_read, source_stopped.
    """
    source = _locked_source(source)
    may_change_directory(by, source.centre_id).require()
    rules.require_source_read(source)
    rules.require_no_open_reading(source)
    try:
        read = read_file(content, on)
    except NotReadable as wrong:
        raise RuleBroken("not_readable", wrong.sentence, "file") from wrong
    made = SourceReading.objects.create(
        source=source, status=ReadingStatus.READY, asked_by=by, done=len(read.services), total=len(read.services),
        content=reading.as_json(read),
    )  # fmt: skip
    record(by=by, verb="read_upload", subject=made, centre_id=source.centre_id, services=len(read.services))
    return made


@transaction.atomic
def ask_feed(*, source: ServiceSource, by: Any, on: date) -> SourceReading:
    """Have a feed read in the background.

    Raises NotAllowed, RuleBroken: no_address, already_being_read, source_stopped.
    """
    source = _locked_source(source)
    may_change_directory(by, source.centre_id).require()
    rules.require_source_read(source)
    rules.require_feed(source)
    rules.require_no_open_reading(source)
    made = SourceReading.objects.create(source=source, asked_by=by)
    record(by=by, verb="ask_feed", subject=made, centre_id=source.centre_id, address=source.address, on=str(on))
    nudge("centres.tasks.read_due_feeds")
    return made


def read_due_feeds() -> int:
    """Read the feeds that are due; return how many. Each is claimed, read and kept by itself (`centres.reading`).

    It asks no policy: whoever asked for the reading is in the log, and nothing is taken over by it.
    """
    read, began = 0, monotonic()
    while monotonic() - began < ENOUGH_SECONDS and (due := reading.claim(timezone.now())):
        address = due.source.address
        try:
            get = Connection(address).get
            found = read_feed(address, get, timezone.localdate(), told=reading.telling(due))
        except NotReadable as wrong:
            reading.fail(due, wrong.sentence)
            continue
        except Exception:
            log.exception("Reading %s: attempt %s failed.", due.pk, due.attempts)
            reading.give_back(due)
            continue
        read += reading.keep(due, found)
    return read


@transaction.atomic
def take_over(*, reading: SourceReading, seen: str, by: Any, on: date) -> Changes:
    """Change the directory as was shown. `seen` is the fingerprint of what was: anything else is shown again first.

    What is gone is marked as no longer offered, never deleted. Raises NotAllowed, RuleBroken: not_ready, stale_changes.
    """
    reading = _locked_reading(reading)
    source = reading.source
    may_change_directory(by, source.centre_id).require()
    rules.require_reading_can_become(reading, ReadingStatus.TAKEN)
    changes = changes_of(reading)
    rules.require_seen(fingerprint(changes), seen)
    known = {one.source_ref: one for one in source.services.select_for_update()}
    Service.objects.bulk_create(
        Service(centre_id=source.centre_id, source=source, source_ref=one.ref, seen_on=on, verified_on=on,
                needs=list(one.needs), **_told(one))
        for one in changes.new
    )  # fmt: skip
    for after in [*(one.service for one in changes.changed), *changes.back]:
        _renew(known[after.ref], after, on)
    ids = [known[one.ref].pk for one in changes.same]
    Service.objects.filter(pk__in=ids).update(seen_on=on)
    gone = [known[one.ref].pk for one in changes.gone]
    Service.objects.filter(pk__in=gone, ended_on=None).update(ended_on=on)
    _settle(reading, ReadingStatus.TAKEN, by)
    counts = {name: len(getattr(changes, name)) for name in ("new", "changed", "back", "gone")}
    record(by=by, verb="take_over", subject=reading, centre_id=source.centre_id, **counts)
    return changes


def _renew(service: Service, after: Listed, on: date) -> None:
    for name, value in {**_told(after), "needs": list(after.needs), "seen_on": on, "ended_on": None}.items():
        setattr(service, name, value)
    service.save()


def _told(one: Listed) -> dict[str, Any]:
    found = asdict(one)
    return {name: list(found[name]) if isinstance(found[name], tuple) else found[name] for name in TOLD}


@transaction.atomic
def drop_reading(*, reading: SourceReading, by: Any, on: date) -> SourceReading:
    """Take nothing over from a reading. Raises NotAllowed, RuleBroken: not_ready."""
    reading = _locked_reading(reading)
    may_change_directory(by, reading.source.centre_id).require()
    rules.require_reading_can_become(reading, ReadingStatus.DROPPED)
    _settle(reading, ReadingStatus.DROPPED, by)
    record(by=by, verb="drop_reading", subject=reading, centre_id=reading.source.centre_id, on=str(on))
    return reading


def _settle(reading: SourceReading, status: ReadingStatus, by: Any) -> None:
    reading.status, reading.settled_by, reading.settled_at = status, by, timezone.now()
    reading.save(update_fields=["status", "settled_by", "settled_at"])


def _locked_source(source: ServiceSource) -> ServiceSource:
    Centre.objects.select_for_update(no_key=True).get(pk=source.centre_id)
    return ServiceSource.objects.select_for_update(of=("self",)).select_related("centre").get(pk=source.pk)


def _locked_reading(reading: SourceReading) -> SourceReading:
    _locked_source(reading.source)
    return SourceReading.objects.select_for_update(of=("self",)).select_related("source__centre").get(pk=reading.pk)
