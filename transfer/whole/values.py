"""One value as the text of a CSV cell, and back without loss. Pure.

A cell that a spreadsheet could run as a formula begins with a quote, as in every CSV of ours; so that it can be taken
away again, a text that begins with a quote itself is given another one.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
QUOTE = "'"
TRUE, FALSE = "true", "false"
LARGEST = 2**63 - 1


class NotACell(ValueError):
    """What is wrong with a cell, as a sentence."""


def harmless(text: str) -> str:
    """`text` with a quote before it, if it begins like a formula or with a quote."""
    return QUOTE + text if text.startswith((*FORMULA_STARTS, QUOTE)) else text


def as_it_was(cell: str) -> str:
    """The text of which `harmless` made the cell."""
    return cell[1:] if cell.startswith(QUOTE) else cell


def canonical(value: Any) -> str:
    """One way to write JSON: keys in order, no spaces, every character itself."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


WRITE: dict[str, Callable[[Any], str]] = {
    "text": lambda value: harmless(str(value)),
    "integer": str,
    "number": str,
    "truth": lambda value: TRUE if value else FALSE,
    "date": date.isoformat,
    "time": time.isoformat,
    "moment": _moment,
    "json": lambda value: harmless(canonical(value)),
    "list": lambda value: harmless(canonical(value)),
}


def written(kind: str, value: Any) -> str:
    """The cell of a value; nothing for None."""
    return "" if value is None else WRITE[kind](value)


def _integer(cell: str) -> int:
    digits = cell.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20) or int(digits) > LARGEST:
        raise NotACell("This must be a whole number.")
    return int(cell)


def _number(cell: str) -> int:
    value = _integer(cell)
    if value < 1:
        raise NotACell("This must be the number of a row, from 1 on.")
    return value


def _truth(cell: str) -> bool:
    if cell not in (TRUE, FALSE):
        raise NotACell("This must be true or false.")
    return cell == TRUE


def _date(cell: str) -> date:
    try:
        return date.fromisoformat(cell) if len(cell) == 10 else _no_date(cell)
    except ValueError:
        return _no_date(cell)


def _no_date(cell: str) -> date:
    raise NotACell("This must be a date as 2026-11-21.")


def _time(cell: str) -> time:
    try:
        value = time.fromisoformat(cell)
    except ValueError:
        raise NotACell("This must be a time of day as 14:30:00.") from None
    if value.tzinfo is not None:
        raise NotACell("This must be a time of day as 14:30:00.")
    return value


def _moment_of(cell: str) -> datetime:
    try:
        value = datetime.fromisoformat(cell)
    except ValueError:
        value = None
    if value is None or value.tzinfo is None:
        raise NotACell("This must be a moment as 2026-11-21T14:30:00.000000Z.")
    return value


def _text(cell: str) -> str:
    text = as_it_was(cell)
    if "\x00" in text:
        raise NotACell("This holds a null character.")
    return text


def _json(cell: str) -> Any:
    text = _text(cell)
    if "\\u0000" in text:
        raise NotACell("This holds a null character.")
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotACell("This must be JSON.") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _list(cell: str) -> list[Any]:
    value = _json(cell)
    if not isinstance(value, list):
        raise NotACell("This must be a list, as JSON.")
    return value


READ: dict[str, Callable[[str], Any]] = {
    "text": _text, "integer": _integer, "number": _number, "truth": _truth, "date": _date, "time": _time,
    "moment": _moment_of, "json": _json, "list": _list,
}  # fmt: skip


def read(kind: str, cell: str) -> Any:
    """The value of a cell. An empty one is "" for text and None for everything else. Raises NotACell."""
    if not cell:
        return "" if kind == "text" else None
    return READ[kind](cell)
