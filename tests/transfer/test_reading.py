"""Bytes in, rows of text out; or a refusal that says what is wrong, where, and how to mend it. No database."""

import tracemalloc
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from inputs.errors import RuleBroken
from tests.transfer.made import NAMES, ROWS, excel_made, saved, separated, with_part, workbook
from transfer.reading import limits, read
from transfer.reading.limits import letters

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def refused(content: bytes) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        read(content)
    assert broken.value.field == "file"
    return broken.value


def bare(xml: bytes) -> bytes:
    """Without the line that says it is XML."""
    return xml.partition(b"?>")[2] if xml.startswith(b"<?") else xml


def rows_of(content: bytes) -> list[list[str]]:
    return [list(line.cells) for line in read(content).lines]


def test_a_csv_file_is_read():
    table = read(separated())
    assert list(table.columns) == NAMES
    assert [(line.number, list(line.cells)) for line in table.lines] == [(2, ROWS[0]), (3, ROWS[1])]
    assert table.remarks == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_beyond_the_alphabet_are_read_in_every_encoding_that_says_what_it_is(encoding):
    rows = [NAMES, ["Łukasz", "Zoë", "2024-03-01", "Siân"]]
    assert rows_of(separated(rows, encoding=encoding)) == rows[1:]


def test_windows_1252_is_read_and_said_with_words_to_compare():
    table = read(separated([NAMES, ["Núñez", "Zoë", "2024-03-01", "Siân"]], encoding="cp1252"))
    assert table.lines[0].cells == ("Núñez", "Zoë", "2024-03-01", "Siân")
    (remark,) = table.remarks
    assert "Windows-1252" in remark
    assert "Núñez" in remark


@pytest.mark.parametrize(("by", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator_is_found_out_and_said(by, word):
    table = read(separated(by=by))
    assert [list(line.cells) for line in table.lines] == ROWS
    assert word in table.remarks[0]


def test_a_comma_within_quotes_does_not_split():
    rows = [[*NAMES, "Address"], [*ROWS[0], "1 Elm Street, Leeds"]]
    assert rows_of(separated(rows, by=";"))[0][-1] == rows_of(separated(rows))[0][-1] == "1 Elm Street, Leeds"


def test_a_cell_of_two_lines_is_one_cell_and_rows_are_counted_as_a_spreadsheet_counts_them():
    table = read(separated([NAMES, ["Lind", "Bo\nLind", "", ""], [], ROWS[1]]))
    assert [line.number for line in table.lines] == [2, 4]


def test_a_file_in_utf_16_without_its_mark_is_refused():
    broken = refused(separated(encoding="utf-16-le"))
    assert broken.code == "letters_unknown"
    assert "CSV UTF-8" in broken.sentence


def test_a_letter_that_was_lost_before_is_refused_with_its_place():
    broken = refused(separated([NAMES, ROWS[0], ["Be\ufffdl", "", "", ""]]))
    assert broken.code == "letters_lost"
    assert broken.sentence.startswith("Row 3, column A:")


def test_bytes_that_no_encoding_knows_are_refused_with_their_row():
    broken = refused(separated() + b"Lind,\x81\xff,,\r\n")
    assert broken.code == "letters_unknown"
    assert broken.sentence.startswith("Row 4:")


def test_quotes_that_do_not_fit_are_refused_with_their_row():
    broken = refused(b'Family,Child\r\nLind,"Bo" Lind\r\n')
    assert (broken.code, broken.sentence[:6]) == ("quotes", "Row 2:")


def test_a_row_that_is_wider_than_the_names_is_refused():
    broken = refused(separated([NAMES, [*ROWS[0], "Leeds"]]))
    assert broken.code == "more_cells_than_names"
    assert broken.sentence.startswith("Row 2, column E:")


def test_a_control_character_is_refused_with_its_place():
    broken = refused(separated([NAMES, ["Li\x07nd", "Bo", "", ""]]))
    assert (broken.code, broken.sentence[:16]) == ("control_characte"[:16] + "rs", "Row 2, column A:")


@pytest.mark.parametrize(
    ("names", "code"),
    [(["Family", "", "Child"], "column_without_name"), (["Family", "Child", "family "], "column_twice"),
     (["Families of the centre"], "no_names"), ([], "no_names")],
)  # fmt: skip
def test_the_first_row_names_each_column_once(names, code):
    assert refused(separated([names, ["Lind", "Bo", "Eva"][: len(names)] or ["x"]])).code == code


def test_a_file_with_names_and_no_rows_is_refused():
    assert refused(separated([NAMES, ["", " ", "", ""]])).code == "no_rows"


def test_an_empty_file_is_refused():
    assert refused(b"").code == "empty"


def test_a_file_of_more_than_10_mb_is_refused_before_it_is_read():
    broken = refused(b"a" * (limits.MOST_BYTES + 1))
    assert broken.code == "too_large"


def test_20000_rows_are_read_and_one_more_is_refused():
    rows = [["a", "b"], *[["x", "y"]] * 20_000]
    assert len(read(separated(rows)).lines) == 20_000
    assert refused(separated([*rows, ["x", "y"]])).code == "too_many_rows"


@pytest.mark.parametrize("make", [separated, workbook])
def test_100000_columns_are_refused(make):
    wide = 100_000 if make is separated else 16_384  # the most that a workbook can have
    broken = refused(make([[f"c{number}" for number in range(wide)], ["x"] * wide]))
    assert broken.code == "too_many_columns"


def test_columns_beyond_what_a_workbook_can_have_are_refused():
    broken = refused(with_part(workbook(), SHEET, lambda xml: xml.replace(b'r="A1"', b'r="EQXD1"')))
    assert broken.code == "too_many_columns"


def test_a_cell_of_more_than_2000_characters_is_refused_with_its_place():
    for make in (separated, workbook, excel_made):
        assert rows_of(make([NAMES, ["x" * 2000, "", "", ""]]))[0][0] == "x" * 2000
        broken = refused(make([NAMES, ["Lind", "x" * 2001, "", ""]]))
        assert (broken.code, broken.sentence[:16]) == ("cell_too_long", "Row 2, column B:")


def test_an_enormous_cell_of_a_csv_file_is_refused():
    assert refused(separated([NAMES, ["Lind", "x" * 9_000_000, "", ""]])).code == "cell_too_long"


@pytest.mark.parametrize(("make", "part"), [(workbook, SHEET), (excel_made, STRINGS)])
def test_a_cell_of_50_mb_is_refused_without_being_held_in_memory(make, part):
    """50 MB of one letter pack to some 50 KB."""
    fill = b"x" * 50 * 1024 * 1024
    made = with_part(make(), part, lambda xml: xml.replace(b"Bo Lind", fill))
    assert len(made) < limits.MOST_BYTES
    tracemalloc.start()
    broken = refused(made)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (broken.code, broken.sentence[:16]) == ("cell_too_long", "Row 2, column B:")
    assert peak < 10 * 1024 * 1024


def test_a_zip_bomb_is_refused_by_what_it_says_it_unpacks_to():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open(SHEET, "w", force_zip64=True) as part:
        for _ in range(101):
            part.write(b"\0" * 1024 * 1024)
    assert refused(out.getvalue()).code == "unpacks_too_large"


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    made = bytearray(with_part(excel_made(), STRINGS, lambda xml: xml + b" " * 5_000_000))
    with zipfile.ZipFile(BytesIO(bytes(made))) as archive:
        size = archive.getinfo(STRINGS).file_size.to_bytes(4, "little")
    assert made.count(size) == 2
    lying = bytes(made).replace(size, (1000).to_bytes(4, "little"))
    assert refused(lying).code == "broken_workbook"


def test_entities_that_repeat_themselves_are_refused():
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    for part in (SHEET, STRINGS, "xl/workbook.xml", "[Content_Types].xml"):
        broken = refused(with_part(excel_made(), part, lambda xml: laughs + bare(xml)))
        assert broken.code == "broken_workbook", part


def test_a_document_type_that_names_a_file_of_the_machine_is_refused():
    asks = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    made = with_part(excel_made(), STRINGS, lambda xml: asks + bare(xml).replace(b"Bo Lind", b"&x;"))
    assert refused(made).code == "broken_workbook"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"PK\x03\x04 and then nothing", "broken_workbook"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
     (b"%PDF-1.7", "not_a_table"), (workbook()[:-200], "broken_workbook")],
)  # fmt: skip
def test_what_only_looks_like_a_workbook_is_refused(content, code):
    assert refused(content).code == code


def test_a_zip_of_something_else_is_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("letter.xml", "<letter/>")
    assert refused(out.getvalue()).code == "empty"


@pytest.mark.parametrize("make", [workbook, excel_made])
def test_a_workbook_is_read(make):
    table = read(make())
    assert list(table.columns) == NAMES
    assert [(line.number, list(line.cells)) for line in table.lines] == [(2, ROWS[0]), (3, ROWS[1])]


def test_values_become_what_somebody_would_type():
    row = [9434765919, 5.0, date(2026, 11, 21), datetime(2026, 11, 21, 9, 30), True, 1.5]  # noqa: DTZ001 - as Excel has it
    assert rows_of(workbook([list("abcdef"), row])) == [
        ["9434765919", "5", "2026-11-21", "2026-11-21 09:30", "yes", "1.5"]
    ]


def test_empty_rows_keep_their_number():
    assert [line.number for line in read(workbook([NAMES, [None] * 4, ROWS[0]])).lines] == [3]


def test_merged_cells_are_refused_with_their_place():
    broken = refused(workbook(change=lambda sheet: sheet.merge_cells("A2:A3")))
    assert broken.code == "merged_cells"
    assert "A2 to A3" in broken.sentence


def test_a_formula_is_refused_with_its_place():
    broken = refused(workbook([NAMES, ["Lind", "=1+1", "", ""]]))
    assert (broken.code, broken.sentence[:16]) == ("formula", "Row 2, column B:")


@pytest.mark.parametrize("formula", ["=1+1", " =A1", '="07700900123"'])
def test_a_formula_in_a_csv_file_is_refused_as_in_a_workbook(formula):
    for by in (",", ";"):
        broken = refused(separated([NAMES, ["Lind", formula, "", ""]], by=by))
        assert broken.sentence == refused(workbook([NAMES, ["Lind", "=1+1", "", ""]])).sentence
    assert rows_of(separated([NAMES, ["+44 7700", "-", "@x", "a=b"]])) == [["+44 7700", "-", "@x", "a=b"]]


def test_a_hidden_row_is_refused_with_its_place():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    broken = refused(workbook(change=hide))
    assert (broken.code, broken.sentence[:6]) == ("hidden_row", "Row 3:")


def test_a_hidden_column_is_refused_with_its_place():
    def hide(sheet):
        sheet.column_dimensions["C"].hidden = True

    broken = refused(workbook(change=hide))
    assert (broken.code, broken.sentence[:9]) == ("hidden_column", "Column C:")


def test_a_hidden_row_below_everything_hides_nothing():
    def hide(sheet):
        sheet.row_dimensions[30].hidden = True

    assert rows_of(workbook(change=hide)) == ROWS


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused_by_its_name(state):
    book = Workbook()
    book.active.append(NAMES)
    other = book.create_sheet("Old list")
    other.sheet_state = state
    broken = refused(saved(book))
    assert broken.code == "hidden_sheet"
    assert "Old list" in broken.sentence


def test_a_second_sheet_with_something_in_it_is_refused():
    book = Workbook()
    for sheet in (book.active, book.create_sheet("More")):
        for row in (NAMES, *ROWS):
            sheet.append(row)
    assert refused(saved(book)).code == "several_sheets"


def test_empty_sheets_before_and_after_do_not_matter():
    book = Workbook()
    sheet = book.create_sheet("Families")
    book.create_sheet("Sheet3")
    for row in (NAMES, *ROWS):
        sheet.append(row)
    assert rows_of(saved(book)) == ROWS


def test_an_error_in_a_cell_is_refused_with_its_place():
    broken = refused(workbook([NAMES, ["Lind", "#REF!", "", ""]]))
    assert (broken.code, broken.sentence[:16]) == ("error_value", "Row 2, column B:")


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (200, "GR"), (703, "AAA")])
def test_columns_are_named_by_letters(number, name):
    assert letters(number) == name
