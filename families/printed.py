"""What is printed for a family: no address that must not be known stands in it, and no tick lets one in.

Unlike a note for colleagues: a sheet of paper is found and read by others.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from families.models import Family
from families.services import address_typed

Row = TypeVar("Row")

TAKE_OUT = "Take the address out: what is printed is found and read by others"


def nothing_kept_typed(
    form: Any, family: Family | None, by: Any, words: Mapping[str, str], instead: Mapping[str, tuple[str, str]] = {}
) -> bool:
    """Whether no such address stands in the `words` of each field; if one does, the form says so beside the field.

    `instead`: for words that belong to no field of the form, the field beside which what is said.
    """
    for name in address_typed(family=family, words=words, checked=False, by=by):
        form.add_error(*instead.get(name, (name, TAKE_OUT)))
    return not form.errors


def words_of_actions(actions: Iterable[Any]) -> str:
    """Everything in these actions that somebody typed: what is done, and by whom if not by its owner."""
    return "\n".join(f"{one.what}\n{one.does}" for one in actions)


def without_kept(family: Family, by: Any, rows: Iterable[Row], words: Callable[[Row], str]) -> list[Row]:
    """Those rows in whose `words` no such address stands."""
    numbered = {str(number): row for number, row in enumerate(rows)}
    found = address_typed(family=family, words={n: words(row) for n, row in numbered.items()}, checked=False, by=by)
    return [row for number, row in numbered.items() if number not in found]
