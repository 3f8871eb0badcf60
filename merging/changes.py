"""What is to be changed: a list of values, each before and after, made before anything is done and done as it is."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from merging.status import What

REMOVED = "removed"  # a row that a merge made: undoing takes it away again


@dataclass(frozen=True)
class Change:
    """One value of one row, `field` being its name in the table; or a row that is made (`after`) or taken away."""

    label: str
    row: int
    field: str
    before: Any
    after: Any
    what: str = What.CHANGED


def made(label: str, **values: Any) -> Change:
    """A row to be made."""
    return Change(label, 0, "", None, values, What.MADE)


def plain(value: Any) -> Any:
    """A value as the ledger keeps it: dates as text."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def digest_of(changes: Iterable[Change]) -> str:
    """What was shown, in short: whoever confirms it confirms this and nothing that came since."""
    told = [[one.label, one.row, one.field, plain(one.before), plain(one.after), one.what] for one in changes]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def carry_out(changes: Iterable[Change]) -> list[Change]:
    """Do it, in a few statements; what was done, with the numbers of the rows that were made.

    Rows that come to lead to the same are written in one statement: of the agenda, a key of PostgreSQL's own holds
    parts and what is taken together to one family, and looks when the statement ends.
    """
    done: list[Change] = []
    for label, fields, rows, group in _statements(list(changes)):
        table = apps.get_model(label)._base_manager
        if group[0].what == What.MADE:
            row = table.create(**fields)
            done.append(Change(label, row.pk, "", None, None, What.MADE))
            continue
        if group[0].what == REMOVED:
            table.filter(pk__in=rows).delete()
        else:
            table.filter(pk__in=rows).update(**fields)
        done += group
    return done


def _statements(changes: list[Change]) -> list[tuple[str, dict[str, Any], list[int], list[Change]]]:
    """Together: the keys of one kind that come to lead to the same, and the values of one row; each at its first."""
    groups: dict[Any, list[Change]] = {}
    for place, one in enumerate(changes):
        if one.what != What.CHANGED:
            key: Any = place
        elif one.field.endswith("_id"):
            key = (one.label, one.field, one.after)
        else:
            key = (one.label, one.row)
        groups.setdefault(key, []).append(one)
    return [
        (
            group[0].label,
            group[0].after if group[0].what == What.MADE else {one.field: one.after for one in group},
            list(dict.fromkeys(one.row for one in group)),
            group,
        )
        for group in groups.values()
    ]
