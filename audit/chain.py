"""What a seal is made of: SHA-256 over the canonical JSON of the entry, its place and the seal before it."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from audit.models import Entry

BEGINNING = "0" * 64  # what the first seal of a chain follows


def seal_of(entry: Entry, *, chain: int, previous: str, sealed_at: datetime) -> str:
    """The hash that seals `entry` behind the seal `previous` of its chain, in hexadecimal."""
    sealed = {
        "chain": chain,
        "previous": previous,
        "sealed_at": _moment(sealed_at),
        "entry": {
            "id": entry.pk,
            "at": _moment(entry.at),
            "by": entry.by_id,
            "centre": entry.centre_id,
            "kind": entry.kind,
            "verb": entry.verb,
            "subject_type": entry.subject_type,
            "subject_id": entry.subject_id,
            "detail": entry.detail,
        },
    }
    return hashlib.sha256(canonical(sealed)).hexdigest()


def canonical(value: Any) -> bytes:
    """One way to write a value as JSON: keys in order, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
