"""What a file says: the names of its columns, and its rows as text, each with the number a spreadsheet gives it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inputs.validators import CONTROLS, tidy
from transfer.reading.limits import refusal, require_cells, require_column, require_length, require_row

LOST = "\ufffd"  # what a program writes for a letter that it could not read


@dataclass(frozen=True)
class Line:
    """A row with something in it, as text, as long as there are columns."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file that could be read. `remarks`: what was found out about it that a person should know."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()


def table_of(rows: Iterable[tuple[int, Sequence[str]]], remarks: Iterable[str] = ()) -> Table:
    """The table of `rows` (number, cells), the first of which names the columns. Raises RuleBroken."""
    numbered = _looked_at(rows)
    columns = _columns(next(numbered, (1, ())))
    lines = tuple(Line(number, _as_wide(number, cells, len(columns))) for number, cells in numbered)
    if not lines:
        raise refusal("no_rows", "There are no rows below the names of the columns.", "Choose the file with families.")
    return Table(columns, lines, tuple(remarks))


def _looked_at(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Each row that says something (the first in any case), every cell looked at and without spaces around it."""
    filled = 0
    for number, cells in rows:
        if number > 1 and not any(cell.strip() for cell in cells):
            continue
        require_row(number)
        said = [tidy(cell).strip() for cell in cells]
        while said and not said[-1]:
            said.pop()
        require_column(len(said))
        filled += sum(1 for cell in said if cell)
        require_cells(filled)
        for column, cell in enumerate(said, start=1):
            _require_whole(cell, number, column)
        yield number, said


def _require_whole(cell: str, row: int, column: int) -> None:
    require_length(len(cell), row, column)
    if LOST in cell:
        raise refusal(
            "letters_lost", f"A letter was lost here when the file was saved (“{LOST}”).",
            "Go back to the list it was made from, and save that as “CSV UTF-8” or as an Excel workbook.",
            row=row, column=column,
        )  # fmt: skip
    if CONTROLS.search(cell):
        raise refusal(
            "control_characters", "This cell has characters in it that cannot be shown.",
            "Delete what is in it and type it again.", row=row, column=column,
        )  # fmt: skip


def _columns(first: tuple[int, Sequence[str]]) -> tuple[str, ...]:
    """The names of the columns: row 1, at least two, each there and each once."""
    number, names = first
    if number != 1 or sum(1 for name in names if name) < 2:
        raise refusal(
            "no_names", "The first row must have the names of the columns, at least two.",
            "Delete a title or empty rows above them. If the columns are not separated by commas, semicolons or tabs, "
            "save the file as “CSV UTF-8” or as an Excel workbook.", row=1,
        )  # fmt: skip
    seen: dict[str, int] = {}
    for column, name in enumerate(names, start=1):
        if not name:
            raise refusal(
                "column_without_name", "This column has no name.",
                "Give it one in the first row, or delete the column.", row=1, column=column,
            )  # fmt: skip
        same = " ".join(name.casefold().split())
        if same in seen:
            raise refusal(
                "column_twice", f"“{name}” is also the name of column {seen[same]}.",
                "Give each column a name of its own.", row=1, column=column,
            )  # fmt: skip
        seen[same] = column
    return tuple(names)


def _as_wide(number: int, cells: Sequence[str], columns: int) -> tuple[str, ...]:
    if len(cells) > columns:
        raise refusal(
            "more_cells_than_names", "There is something to the right of the last column that has a name.",
            "In a CSV file, put text with a comma or semicolon in it in double quotes; else name the column or "
            "delete it.", row=number, column=columns + 1,
        )  # fmt: skip
    return (*cells, *[""] * (columns - len(cells)))
