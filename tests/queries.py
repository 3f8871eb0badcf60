"""Counting what a page asks the database."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, address: str) -> int:
    """How many queries a GET costs; the page must answer 200."""
    with CaptureQueriesContext(connection) as asked:
        answer: Any = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return len(asked)
