"""The last seal of every chain, written outside the database: so that cutting off the end of the log is found too.

One line of JSON for each, in a file for each day, in the folder AUDIT_HEADS. Lines are only ever added.
"""

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

log = logging.getLogger(__name__)

# A chain begins with number 1, so its index of first seals lists the chains without reading them.
NEWEST = """
    SELECT first.chain, head.number, head.hash FROM audit_seal first CROSS JOIN LATERAL (
        SELECT number, hash FROM audit_seal WHERE chain = first.chain AND number IS NOT NULL
        ORDER BY number DESC LIMIT 1
    ) head WHERE first.number = 1 ORDER BY first.chain
"""


@dataclass(frozen=True)
class Head:
    """Where a chain had come to."""

    chain: int
    number: int
    hash: str


def folder() -> Path:
    """Where this server writes the heads."""
    return Path(settings.AUDIT_HEADS or settings.DATA_DIR / "audit-heads")


def newest() -> list[Head]:
    """The last seal of every chain, as the database has it. Ask outside a transaction that may be rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        return [Head(*row) for row in cursor.fetchall()]


def export() -> int:
    """Write the heads that are not in today's file yet, there and into the program's log; return how many.

    Raises OSError if the folder cannot be written: then the task fails, loudly, and the next run writes them.
    """
    folder().mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC)
    file = folder() / f"heads-{today:%Y-%m-%d}.jsonl"
    written = {head.chain: head for head in read([file])} if file.exists() else {}
    new = [head for head in newest() if written.get(head.chain) != head]
    if new:
        lines = "".join(json.dumps({"at": today.isoformat(timespec="seconds"), **asdict(head)}) + "\n" for head in new)
        with file.open("a", encoding="utf-8") as out:
            out.write(lines)
            out.flush()
            os.fsync(out.fileno())
    for head in new:
        log.info("Log sealed: chain %s, number %s, hash %s", head.chain, head.number, head.hash)
    return len(new)


def files_in(places: Iterable[Path]) -> list[Path]:
    """The files of heads that `places` name: a folder stands for those in it. Raises FileNotFoundError."""
    found: list[Path] = []
    for place in places:
        if not place.exists():
            raise FileNotFoundError(place)
        found += sorted(place.glob("heads-*.jsonl")) if place.is_dir() else [place]
    return found


def read(files: Iterable[Path]) -> Iterator[Head]:
    """The heads in `files`, in order. Raises ValueError with file and line for a line that is not one."""
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                told = json.loads(line)
                yield Head(int(told["chain"]), int(told["number"]), str(told["hash"]))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}, line {number}, is not a head of the log.") from error
