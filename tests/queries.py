"""Counting what a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@contextmanager
def asked() -> Iterator[list[str]]:
    """The statements that are sent within it; not what a connection is told once and for all (`centres.prepared`).

    Else a page would cost one more for whoever comes first.
    """
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [one["sql"] for one in captured.captured_queries if "PREPARE fortnight_" not in one["sql"]]


def queries_of(client: Client, address: str) -> int:
    """How many queries a GET costs; the page must answer 200."""
    with asked() as statements:
        answer: Any = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return len(statements)
