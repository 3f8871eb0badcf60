"""How large a file may be, and the one way in which reading refuses: what is wrong, where, and how to mend it."""

from inputs.errors import RuleBroken

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of a workbook once it is unpacked
MOST_PARTS = 500  # files within a workbook
MOST_ROWS = 20_000  # below the row with the names of the columns
MOST_COLUMNS = 200
MOST_CHARACTERS = 2_000  # of one cell
MOST_CELLS = 250_000  # with something in them; a workbook of so many is read in some ten seconds
FIELD = "file"
ON_VALUES = "Select the column, copy it, and paste it as values."


def refusal(code: str, what: str, mend: str, *, row: int | None = None, column: int | None = None) -> RuleBroken:
    """The refusal to be raised: `what` is wrong, at `row` and `column` (both counted from 1), and how to `mend` it."""
    place = where(row, column)
    return RuleBroken(code, f"{f'{place}: ' if place else ''}{what} {mend}", FIELD)


def where(row: int | None, column: int | None) -> str:
    """A place as a spreadsheet names it: "Row 7, column C"."""
    if row and column:
        return f"Row {row}, column {letters(column)}"
    if row:
        return f"Row {row}"
    return f"Column {letters(column)}" if column else ""


def letters(column: int) -> str:
    """The letters over a column: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def require_bytes(size: int) -> None:
    """A file is no larger than can be looked at while somebody waits."""
    if size > MOST_BYTES:
        raise refusal(
            "too_large", f"The file has {size / 1024 / 1024:,.0f} MB; it may have {MOST_BYTES // 1024 // 1024} MB.",
            "Take out pictures and columns that are not needed, or bring it in several files.",
        )  # fmt: skip
    if size == 0:
        raise refusal("empty", "The file is empty.", "Choose the file that has the families in it.")


def require_row(number: int) -> None:
    """No more rows than are brought at once; `number` counts the row with the names as 1."""
    if number > MOST_ROWS + 1:
        raise refusal(
            "too_many_rows", f"The file has more than {MOST_ROWS:,} rows.",
            "Delete empty rows at its end, or bring it in several files.",
        )  # fmt: skip


def require_column(number: int) -> None:
    """No more columns than a person can match."""
    if number > MOST_COLUMNS:
        raise refusal(
            "too_many_columns", f"The file has more than {MOST_COLUMNS} columns.",
            "Delete the columns that are not about families, also empty ones to the right, and save it again.",
        )  # fmt: skip


def require_cells(count: int) -> None:
    """No more cells than can be looked at while somebody waits."""
    if count > MOST_CELLS:
        raise refusal(
            "too_many_cells", f"The file has more than {MOST_CELLS:,} cells with something in them.",
            "Delete the columns that are not needed, or bring it in several files.",
        )  # fmt: skip


def require_length(size: int, row: int | None, column: int | None) -> None:
    """No cell holds more than a field of the record does; `size` in characters."""
    if size > MOST_CHARACTERS:
        raise too_long(row, column)


def too_long(row: int | None, column: int | None) -> RuleBroken:
    """The refusal of a cell that holds too much."""
    return refusal(
        "cell_too_long", f"A cell has more than {MOST_CHARACTERS:,} characters.",
        "Shorten it, or leave the column out and attach the text to the case afterwards.", row=row, column=column,
    )  # fmt: skip


def worked_out(row: int, column: int) -> RuleBroken:
    """The refusal of a formula: what it shows depends on where it is opened."""
    return refusal("formula", "This cell is worked out by a formula.", ON_VALUES, row=row, column=column)
