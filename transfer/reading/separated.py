"""CSV files, as the programs of UK offices write them: which letters, which separator, then rows of text."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from inputs.errors import RuleBroken
from transfer.reading.limits import refusal, require_row, too_long, worked_out
from transfer.reading.table import Table, table_of

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
LOOKED_AT = 20  # rows from which the separator is found out
MEND_LETTERS = "Open it in the program it comes from, and save it as “CSV UTF-8” or as an Excel workbook."


def read_separated(content: bytes) -> Table:
    """The table in a CSV file. Raises RuleBroken."""
    text, remarks = _decoded(content)
    separator = _separator(text)
    if separator != ",":
        remarks.append(f"The columns are separated by {SEPARATORS[separator]}.")
    return table_of(_typed(_rows(text, separator)), remarks)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """The text, and what a person should know about how it was read."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding), []
    if b"\x00" in content:
        raise refusal("letters_unknown", "The file is not text that can be read.", MEND_LETTERS)
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    text = _strictly(content, "cp1252")
    return text, [f"The file was read as Windows-1252, the older form of Excel’s CSV files.{_to_compare(text)}"]


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise refusal("letters_unknown", "There are letters here that cannot be read.", MEND_LETTERS, row=row) from None


def _to_compare(text: str) -> str:
    """A few words with letters beyond the alphabet: if they look wrong, another encoding was meant."""
    odd = [word.strip(",;\"'\t\r\n") for word in text.replace(";", " ").replace(",", " ").split() if not word.isascii()]
    if not odd:
        return ""
    return f" Check that this reads as it should: {', '.join(dict.fromkeys(odd[:5]))}."


def _separator(text: str) -> str:
    """The character that splits the first rows into the most columns, the same number in each."""
    best, most = ",", (0, 0)
    for separator in SEPARATORS:
        widths = []
        try:
            for number, cells in _rows(text, separator):
                if number > LOOKED_AT:
                    break
                if cells:
                    widths.append(len(cells))
        except RuleBroken:
            continue  # quotes that make no sense with this separator
        names = widths[0] if widths else 0
        alike = sum(1 for width in widths if width == names)
        if names > 1 and (alike, names) > most:
            best, most = separator, (alike, names)
    return best


def _typed(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows, as long as no cell is what every spreadsheet program takes for a formula."""
    for number, cells in rows:
        for column, cell in enumerate(cells, start=1):
            if cell.lstrip().startswith("="):
                raise worked_out(number, column)
        yield number, cells


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger than field limit" in str(error):
                raise too_long(number, None) from None
            raise refusal(
                "quotes", "The double quotes in this row do not fit together.",
                "Put text with a comma in it between double quotes, and write a quote within it twice; or save the "
                "list as an Excel workbook.", row=number,
            ) from None  # fmt: skip
        if any(cells):
            require_row(number)
        yield number, cells
