"""Reading what a centre brings along: bytes in, rows of text out, or a refusal. Nothing here knows a model."""

from transfer.reading.limits import refusal, require_bytes
from transfer.reading.separated import read_separated
from transfer.reading.table import Line, Table
from transfer.reading.workbook import read_workbook

__all__ = ["Line", "Table", "read", "require_bytes"]

PACKED = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and a workbook with a password
PORTABLE = b"%PDF"


def read(content: bytes) -> Table:
    """The table in a file, whatever the file is called: what it is is seen from its first bytes. Raises RuleBroken."""
    require_bytes(len(content))
    if content.startswith(PACKED):
        return read_workbook(content)
    if content.startswith(OLD_EXCEL):
        raise refusal(
            "old_excel", "This is a workbook of an older Excel, or one with a password.",
            "Take the password away, and save it as an Excel workbook (.xlsx) or as “CSV UTF-8”.",
        )  # fmt: skip
    if content.startswith(PORTABLE):
        raise refusal("not_a_table", "This is a PDF.", "Bring the list it was made from, as .xlsx or CSV.")
    return read_separated(content)
