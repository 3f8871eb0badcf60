"""How far a worker is, said while its one transaction is still open: over a connection of its own."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from django.db import connection

Tell = Callable[[int], None]
# Whoever is told so far is alive: the claim is renewed with it. It never waits for a lock, least of all for ours.
SAY = "UPDATE transfer_import SET rows_done = least(%s, rows_in_all), claimed_at = now() WHERE id = %s"
SAY_EXPORT = "UPDATE transfer_exportwork SET in_all = %s, done = least(%s, %s), claimed_at = now() WHERE of_id = %s"


def progress_of(import_id: int) -> Tell:
    """A function that says how many rows are done."""
    return lambda done: _beside(SAY, [done, import_id])


def progress_of_export(export_id: int) -> Callable[[int, int], None]:
    """A function that says how many records are written, of how many."""
    return lambda done, in_all: _beside(SAY_EXPORT, [in_all, done, in_all, export_id])


def _beside(statement: str, facts: list[Any]) -> None:
    with closing(connection.copy()) as beside, beside.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
        cursor.execute(statement, facts)
