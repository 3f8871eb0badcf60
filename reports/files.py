"""The report as a file. Text that a spreadsheet could take for a formula is defused."""

import csv
from io import BytesIO, StringIO

import xlsxwriter
from django.template.loader import render_to_string

from inputs.dates import in_words
from inputs.suppression import Shown
from reports.family_copy import FamilyCopy
from reports.review_report import SMALL_NUMBERS, TITLE, ReviewReport

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Shown) -> Shown:
    """`value` with a quote before what a spreadsheet would run as a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def as_csv(report: ReviewReport) -> bytes:
    """One line per number: table, line, column, value. With a byte order mark, so that Excel reads the umlauts."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["centre", "from", "to", "table", "line", "column", "value"])
    same = [report.centre, report.since.isoformat(), report.until.isoformat()]
    for table in report.tables:
        for row in table.rows:
            for head, value in zip(table.heads[1:], row[1:], strict=True):
                line = [*same, table.title, row[0], head, value]
                writer.writerow([harmless(one) for one in line])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(report: ReviewReport) -> bytes:
    """One sheet, as on the page."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": TITLE, "author": "Fortnight"})
        sheet = book.add_worksheet(TITLE)
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        big = book.add_format({"bold": True, "font_size": 14})
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 5, 26)
        sheet.write(0, 0, TITLE, big)
        sheet.write(1, 0, f"{report.centre}, {in_words(report.since)} to {in_words(report.until)}")
        sheet.write(2, 0, f"Made on {in_words(report.made_on)}")
        sheet.write(3, 0, SMALL_NUMBERS, wrap)
        at = 5
        for table in report.tables:
            sheet.write(at, 0, table.title, big)
            sheet.write(at + 1, 0, table.about, wrap)
            sheet.write_row(at + 2, 0, table.heads, bold)
            for number, row in enumerate(table.rows, start=at + 3):
                sheet.write_row(number, 0, row)
            at += len(table.rows) + 5
    return out.getvalue()


def as_html(report: ReviewReport) -> str:
    """The body of the PDF."""
    return render_to_string(
        "reports/_report_pdf.html", {"report": report, "title": TITLE, "small_numbers": SMALL_NUMBERS}, using="jinja2"
    )


def copy_as_html(copy: FamilyCopy) -> str:
    """The family's copy, for its page and its PDF alike."""
    return render_to_string("reports/_family_copy.html", {"copy": copy}, using="jinja2")


FILES = {"csv": as_csv, "xlsx": as_xlsx}
