"""The parts of a workbook, looked through before anything of it is unpacked into memory.

A workbook is a zip of XML: a few kilobytes can unpack to gigabytes, and XML can name other files and repeat itself
without end. So: how much it says it unpacks to (`zipfile` gives no byte more than that), then one pass over every part
that keeps nothing but what must not be there. `defusedxml` refuses entities and document types.
"""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from inputs.errors import RuleBroken
from transfer.reading.limits import (
    MOST_CHARACTERS,
    MOST_PARTS,
    MOST_UNPACKED,
    refusal,
    require_cells,
    require_column,
    require_row,
    too_long,
)

NOT_TEXT = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".wdp")
MEND = "Open it in Excel or LibreOffice and save it again as an Excel workbook (.xlsx)."
CHUNK = 64 * 1024  # bytes handed to the parser at a time


@dataclass
class Sheet:
    """What was found in one sheet, but for its values; places are (row, column), counted from 1."""

    cells: int = 0
    formula: tuple[int, int] | None = None
    error: tuple[int, int] | None = None
    merged: str = ""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filled: tuple[int, int] = (0, 0)  # the last row, and the widest column, with something in it


def look_through(content: bytes) -> tuple[list[str], dict[str, Sheet]]:
    """The names of the sheets that are hidden, and what was found in each sheet by its part. Raises RuleBroken."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = _parts(archive)
            strings: set[int] = set()
            hidden: list[str] = []
            sheets: dict[str, Sheet] = {}
            for name in names:
                seen = _Part(strings)
                _parse(archive, name, seen)
                hidden += seen.hidden_sheets
                if seen.root == "worksheet":
                    sheets[name] = seen.sheet
            return hidden, sheets
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise _broken() from None
    except RuntimeError:  # zipfile's word for a password
        raise refusal("password", "The workbook has a password.", "Take it away and save the workbook again.") from None


def _broken() -> RuleBroken:
    return refusal("broken_workbook", "The workbook is damaged, or not a workbook.", MEND)


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts that are XML, the texts before the sheets that use them."""
    members = [one for one in archive.infolist() if not one.is_dir()]
    if len(members) > MOST_PARTS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise refusal(
            "unpacks_too_large", f"The workbook unpacks to more than {MOST_UNPACKED // 1024 // 1024} MB.",
            "Copy the rows with families into a new workbook, without pictures and without empty formatted rows.",
        )  # fmt: skip
    names = [one.filename for one in members]
    if len(set(names)) < len(names):
        raise _broken()
    text = [name for name in names if not name.lower().endswith(NOT_TEXT)]
    return sorted(text, key=lambda name: "sharedstrings" not in name.lower())


def _parse(archive: zipfile.ZipFile, name: str, seen: "_Part") -> None:
    parser: Any = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, False)
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(seen)
    try:
        with archive.open(name) as part:
            while chunk := part.read(CHUNK):
                parser.feed(chunk)
            parser.close()
    except (SAXException, DefusedXmlException):
        raise _broken() from None


class _Part(ContentHandler):
    """One pass over a part. It holds no text: of a cell it counts the characters."""

    def __init__(self, long_strings: set[int]) -> None:
        super().__init__()
        self.root = ""
        self.sheet = Sheet()
        self.hidden_sheets: list[str] = []
        self._long_strings = long_strings  # the numbers of shared texts that are too long for a cell
        self._string = -1
        self._size = 0
        self._counting = False
        self._value = ""
        self._row = self._column = 0
        self._kind = ""
        self._filled = False

    def startElement(self, name: str, attrs: Any) -> None:
        """Note what begins."""
        tag = name.rpartition(":")[2]
        self.root = self.root or tag
        begin = self.BEGINS.get((self.root, tag))
        if begin:
            begin(self, attrs)

    def endElement(self, name: str) -> None:
        """Note what ends."""
        tag = name.rpartition(":")[2]
        if tag == "c" and self.root == "worksheet":
            self._cell_ends()
        elif (tag == "si" and self.root == "sst") or tag == "v":
            self._counting = False

    def characters(self, content: str) -> None:
        """Count; a text that is too long stops the pass at once, wherever it is."""
        if not self._counting:
            return
        self._size += len(content)
        if self.root == "sst":
            if self._size > MOST_CHARACTERS:
                self._long_strings.add(self._string)
        elif self._size > MOST_CHARACTERS:
            raise too_long(self._row, self._column)
        elif self._kind == "s":
            self._value += content
        self._filled = self._filled or not content.isspace()

    def _string_begins(self, attrs: Any) -> None:
        self._string += 1
        self._size, self._counting = 0, True

    def _row_begins(self, attrs: Any) -> None:
        self._row = _number(attrs.get("r")) or self._row + 1
        self._column = 0
        if _yes(attrs.get("hidden")) or attrs.get("ht") in ("0", "0.0"):
            self.sheet.hidden_rows.append(self._row)

    def _cell_begins(self, attrs: Any) -> None:
        self._column = _column(attrs.get("r")) or self._column + 1
        self._kind, self._value, self._size, self._filled = attrs.get("t", "n"), "", 0, False

    def _value_begins(self, attrs: Any) -> None:
        self._counting = True

    def _formula_begins(self, attrs: Any) -> None:
        self.sheet.formula = self.sheet.formula or (self._row, self._column)

    def _merge_begins(self, attrs: Any) -> None:
        self.sheet.merged = self.sheet.merged or attrs.get("ref", "?")

    def _columns_begin(self, attrs: Any) -> None:
        if _yes(attrs.get("hidden")) or attrs.get("width") in ("0", "0.0"):
            self.sheet.hidden_columns.append((_number(attrs.get("min")), _number(attrs.get("max"))))

    def _sheet_begins(self, attrs: Any) -> None:
        if attrs.get("state", "visible") != "visible":
            self.hidden_sheets.append(attrs.get("name", "?"))

    def _cell_ends(self) -> None:
        self._counting = False
        if not self._filled:
            return
        place = (self._row, self._column)
        require_row(self._row)
        require_column(self._column)
        if self._kind == "s" and _number(self._value) in self._long_strings:
            raise too_long(*place)
        if self._kind == "e":
            self.sheet.error = self.sheet.error or place
        self.sheet.cells += 1
        require_cells(self.sheet.cells)
        self.sheet.filled = (max(self.sheet.filled[0], self._row), max(self.sheet.filled[1], self._column))

    BEGINS = {
        ("sst", "si"): _string_begins,
        ("workbook", "sheet"): _sheet_begins,
        ("worksheet", "row"): _row_begins,
        ("worksheet", "c"): _cell_begins,
        ("worksheet", "v"): _value_begins,
        ("worksheet", "is"): _value_begins,
        ("worksheet", "f"): _formula_begins,
        ("worksheet", "mergeCell"): _merge_begins,
        ("worksheet", "col"): _columns_begin,
    }


def _yes(value: str | None) -> bool:
    return value in ("1", "true")


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _column(place: str | None) -> int:
    """The column in "AB12"."""
    number = 0
    for letter in (place or "").rstrip("0123456789")[:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number, 0)
