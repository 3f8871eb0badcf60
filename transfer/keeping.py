"""Writing to many rows of an import in one statement: what was found out about each, and what was made of each."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import connection

from transfer.checking import Checked
from transfer.models import Import

# A decision holds as long as what it was about is the same.
FOUND = """
    UPDATE transfer_importrow r SET outcome = v.outcome, head = v.head, problems = v.problems, remarks = v.remarks,
        known_id = v.known, resembles = v.resembles,
        decision = CASE WHEN (r.outcome, r.known_id, r.resembles) IS NOT DISTINCT FROM
            (v.outcome, v.known, v.resembles) THEN r.decision ELSE '' END,
        decided_by_id = CASE WHEN (r.outcome, r.known_id, r.resembles) IS NOT DISTINCT FROM
            (v.outcome, v.known, v.resembles) THEN r.decided_by_id END
    FROM jsonb_to_recordset(%s::jsonb) AS v (
        number int, head int, outcome text, problems jsonb, remarks jsonb, known bigint, resembles int
    )
    WHERE r.of_id = %s AND r.number = v.number
"""
MADE = """
    UPDATE transfer_importrow r SET family_id = v.family, made = v.made
    FROM jsonb_to_recordset(%s::jsonb) AS v (number int, family bigint, made jsonb)
    WHERE r.of_id = %s AND r.number = v.number
"""
AT_ONCE = 2000


def keep_found(found: Import, checked: list[Checked]) -> None:
    """Keep what would happen to each row."""
    _write(FOUND, found, [asdict(one) for one in checked])


def keep_made(found: Import, made: Iterable[dict[str, Any]]) -> None:
    """Keep which family a row became, and what came with it: dicts with number, family and made."""
    _write(MADE, found, list(made))


def _write(statement: str, found: Import, rows: list[dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            cursor.execute(statement, [json.dumps(rows[start : start + AT_ONCE]), found.pk])
