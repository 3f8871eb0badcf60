"""Excel workbooks: one sheet, as it is seen. What a person does not see when looking at it is refused with its place.

Hidden rows in a spreadsheet were what the ICO reprimanded: whoever brings a list along must see all that is in it.
"""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from transfer.reading.limits import letters, refusal, worked_out
from transfer.reading.parts import MEND, Sheet, look_through
from transfer.reading.table import Table, table_of


def read_workbook(content: bytes) -> Table:
    """The table in an .xlsx file. Raises RuleBroken."""
    hidden, sheets = look_through(content)
    if hidden:
        raise refusal(
            "hidden_sheet", f"The sheet “{hidden[0]}” is hidden.",
            "Show it to see what is in it, and delete it if it is not to be brought along.",
        )  # fmt: skip
    filled = [sheet for sheet in sheets.values() if sheet.cells]
    if len(filled) > 1:
        raise refusal(
            "several_sheets", f"{len(filled)} sheets of the workbook have something in them.",
            "Save each that is to be brought along as a workbook of its own, or delete the others.",
        )  # fmt: skip
    if not filled:
        raise refusal("empty", "There is nothing in the workbook.", "Choose the file that has the families in it.")
    _require_all_in_sight(filled[0])
    return table_of(_rows(content, filled[0]))


def _require_all_in_sight(sheet: Sheet) -> None:
    """Nothing is hidden, worked out or spread over several cells, where there is something."""
    rows, columns = sheet.filled
    row = next((number for number in sheet.hidden_rows if number <= rows), None)
    if row:
        raise refusal(
            "hidden_row", "This row is hidden, or filtered away.",
            "Show all rows and look at them; delete those that are not to be brought along.", row=row,
        )  # fmt: skip
    column = next((first for first, _ in sheet.hidden_columns if first <= columns), None)
    if column:
        raise refusal(
            "hidden_column", "This column is hidden.",
            "Show it and look at it; delete it if it is not to be brought along.", column=column,
        )  # fmt: skip
    if sheet.merged:
        raise refusal(
            "merged_cells", f"Cells {sheet.merged.replace(':', ' to ')} are merged into one.",
            "Unmerge them (Merge & Center), and fill in each row by itself.",
        )  # fmt: skip
    if sheet.formula:
        raise worked_out(*sheet.formula)
    if sheet.error:
        raise refusal(
            "error_value", "This cell shows an error such as #REF!.", "Type what belongs there.",
            row=sheet.error[0], column=sheet.error[1],
        )  # fmt: skip


def _rows(content: bytes, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """The values, row by row; openpyxl knows which numbers are dates."""
    rows, columns = sheet.filled
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out, such as colours, is not read anyway
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            for one in book.worksheets:
                one.reset_dimensions()  # what a sheet says of its own size may be wrong
                found = False
                values = one.iter_rows(min_row=1, max_row=rows, max_col=columns, values_only=True)
                for number, cells in enumerate(values, start=1):
                    said = [_as_text(value, number, column) for column, value in enumerate(cells, start=1)]
                    if any(said) and not found:
                        found = True
                        yield from ((before, []) for before in range(1, number))
                    if found:
                        yield number, said
                if found:
                    return
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError):
        raise refusal("broken_workbook", "The workbook is damaged, or not a workbook.", MEND) from None


def _as_text(value: Any, row: int, column: int) -> str:
    """A value as somebody would type it: dates as 2026-11-21, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, str | int | time):
        return str(value)
    raise refusal(
        "kind_of_cell", f"This cell, in column {letters(column)}, holds neither text nor a number nor a date.",
        "Type what belongs there as text.", row=row,
    )  # fmt: skip
