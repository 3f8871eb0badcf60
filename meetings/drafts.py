"""What the chair's screen holds before a decision is recorded: kept as typed, given back as typed."""

import re
from typing import Any

from django.http import QueryDict

from cases.forms import AFTERWARDS, GOAL_FIELD
from meetings.forms import DecideForm
from meetings.models import AgendaItem

MANY = ("services", "unmet")
ROW = re.compile(r"^actions-(\d{1,3})-(what|owner|due_on|doer|done_by|goal)$")


def typed_from(posted: QueryDict) -> dict[str, Any]:
    """What of a posted form is kept: the decision's fields and the rows of actions, half-filled or not."""
    kept: dict[str, Any] = {}
    for name in [*DecideForm.base_fields, *AFTERWARDS, *filter(GOAL_FIELD.fullmatch, posted)]:
        values = [_storable(value) for value in posted.getlist(name) if value]
        if values:
            kept[name] = values if name in MANY else values[-1]
    rows: dict[int, dict[str, str]] = {}
    for name in posted:
        found = ROW.match(name)
        if found and posted[name] and not posted.get(f"actions-{found[1]}-DELETE"):
            rows.setdefault(int(found[1]), {})[found[2]] = _storable(posted[name])
    if rows:
        kept["actions"] = [rows[number] for number in sorted(rows)]
    return kept


def _storable(typed: str) -> str:
    """PostgreSQL's JSON takes no null character; every other mistake is kept, to be shown and mended."""
    return typed.replace("\x00", "")


def seen_from(posted: QueryDict) -> dict[str, Any] | None:
    """What the same form held when the page was opened or last saved; None from a page without scripts."""
    return typed_from(QueryDict(posted["seen"])) if "seen" in posted else None


def in_plain_words(typed: dict[str, Any], form: DecideForm | None) -> list[tuple[str, str]]:
    """What was typed, field by field as the form has them, to be read beside something else."""
    fields = form.fields if form else DecideForm.base_fields
    shown = {name: value for name, value in typed.items() if name in fields and value and isinstance(value, str)}
    words = [(str(getattr(fields[name], "about", fields[name].label)), value) for name, value in shown.items()]
    return words + [("Action", row["what"]) for row in typed.get("actions", []) if row.get("what")]


def initial_of(item: AgendaItem) -> dict[str, Any]:
    """What the decision's fields show when the screen is opened."""
    return {name: value for name, value in item.typed.items() if name != "actions"}


def rows_of(item: AgendaItem) -> list[dict[str, str]]:
    """What the rows of actions show."""
    return list(item.typed.get("actions", []))
