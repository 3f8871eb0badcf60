"""A reading's content, what it would change, and its place in the queue. A worker claims a row, and keeps what it read.

A worker that dies leaves its row READING; while it reads it says how far it is, so a claim that has said nothing for a
while belongs to whoever comes next. Reading twice changes nothing: what was read is only kept here.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from centres.models import SourceReading
from centres.open_referral.changes import Changes, compare
from centres.open_referral.listed import Problem, Read, from_json
from centres.status import ReadingStatus
from queues import claiming

SORRY = f"The feed could not be read after {claiming.ATTEMPTS} attempts. Please tell whoever runs this installation."
TELL_EVERY = 3  # services: each may take half a minute


def as_json(read: Read) -> dict[str, Any]:
    """For keeping."""
    return {
        "services": [one.as_json() for one in read.services],
        "problems": [asdict(one) for one in read.problems],
    }


def read_of(reading: SourceReading) -> Read:
    """What was kept."""
    kept = reading.content
    return Read(
        tuple(map(from_json, kept.get("services", []))),
        tuple(Problem(**one) for one in kept.get("problems", [])),
    )


def changes_of(reading: SourceReading) -> Changes:
    """What taking it over would change now."""
    known = {one.source_ref: one.listed for one in reading.source.services.select_related("centre")}
    return compare(known, read_of(reading))


def fingerprint(changes: Changes) -> str:
    """The same for the same changes: what a person has seen, and what is done, are compared by it."""
    told = json.dumps(asdict(changes), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def claim(now: datetime) -> SourceReading | None:
    """Take one row that is due, or whose worker died; None if there is none. Committed before it returns."""
    given_up_before = now - timedelta(seconds=settings.FEED_CLAIM_SECONDS)
    free = Q(status=ReadingStatus.DUE) | Q(status=ReadingStatus.READING, claimed_at__lte=given_up_before)
    queue = SourceReading.objects.select_related("source").order_by("id")
    return claiming.claim(queue, free, now=now, give_up=give_up, status=ReadingStatus.READING)


def give_up(reading: SourceReading) -> None:
    """It was tried often enough."""
    fail(reading, SORRY)


def telling(reading: SourceReading) -> Callable[[int, int], None]:
    """For the reading of the feed: keep how far it is, now and then."""

    def tell(done: int, total: int) -> None:
        if done % TELL_EVERY == 0:
            mine(reading).update(done=done, total=total, claimed_at=timezone.now())

    return tell


def mine(reading: SourceReading) -> Any:
    """The row, as long as this worker has it."""
    return SourceReading.objects.filter(pk=reading.pk, status=ReadingStatus.READING, attempts=reading.attempts)


def keep(reading: SourceReading, read: Read) -> bool:
    """Keep what was read for somebody to look at; False if another worker was first, or it was dropped meanwhile."""
    count = len(read.services)
    return bool(mine(reading).update(status=ReadingStatus.READY, content=as_json(read), done=count, total=count))


def fail(reading: SourceReading, sentence: str) -> None:
    """It cannot be read, and trying again by ourselves would not help."""
    mine(reading).update(status=ReadingStatus.FAILED, failure=sentence[:500])


def give_back(reading: SourceReading) -> None:
    """After an error of ours: due again, or failed for good with a sentence a person can act on."""
    if reading.attempts >= claiming.ATTEMPTS:
        give_up(reading)
    else:
        mine(reading).update(status=ReadingStatus.DUE)
