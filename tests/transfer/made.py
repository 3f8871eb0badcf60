"""Files for tests: real ones, as the programs of an office write them, and hostile ones made by hand."""

import csv
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from openpyxl import Workbook

NAMES = ["Family", "Child", "Born", "Mother"]
ROWS = [["Lind", "Bo Lind", "2024-03-01", "Eva Lind"], ["Bell", "Ada Bell", "2025-06-30", "Joan Bell"]]


def separated(
    rows: Sequence[Sequence[Any]] = (NAMES, *ROWS), *, by: str = ",", encoding: str = "utf-8", ends: str = "\r\n"
) -> bytes:
    """A CSV file."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=by, lineterminator=ends).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(
    rows: Sequence[Sequence[Any]] = (NAMES, *ROWS), *, change: Callable[[Any], Any] = lambda sheet: None
) -> bytes:
    """An Excel workbook of one sheet, `change`d before it is saved."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    return saved(book)


def excel_made(rows: Sequence[Sequence[Any]] = (NAMES, *ROWS)) -> bytes:
    """The same with its texts in a part of their own, as Excel does it; openpyxl writes them into the cells."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Families")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def saved(book: Workbook) -> bytes:
    """Its bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed by hand."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            data = old.read(one)
            new.writestr(one, change(data) if one == name else data)
    return out.getvalue()
