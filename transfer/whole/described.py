"""What the zip says of itself: README.txt for people, columns.csv for programs."""

from collections.abc import Iterator

from transfer.whole.columns import NUMBER, TYPES, columns_of
from transfer.whole.inside import INSIDE
from transfer.whole.tables import EVIDENCE, LEFT_OUT, READ_BACK, REBUILT

FORMAT, VERSION = "fortnight-centre", 1
README, COLUMNS, MANIFEST = "README.txt", "columns.csv", "manifest.json"
COLUMN_HEADS = ["file", "column", "meaning", "type", "may be empty", "names a row of"]
BEGINNING = """\
Everything that one centre had on record in Fortnight
=====================================================

WHO MAY HAVE THIS. Nobody but those whom the centre's information lead gave it to, for the reason that was recorded
with the order. It holds what no single person can open in Fortnight: confidential addresses, restricted notes, what
families said must not be told to an agency. Whoever has this file can find families who are in hiding. Keep it
encrypted, send it to nobody by e-mail, delete it when it has been brought to its new place.

HOW IT IS WRITTEN
- One CSV file for each kind of record: UTF-8 with a byte order mark, a comma between cells, CRLF at the end of lines,
  the names of the columns in the first line. columns.csv says of each column what it means and what it holds.
- "number" is the number of a row in its file. Other files name the row by it. People are named by their work e-mail
  address (people.csv), agencies by their name (agencies.csv).
- Dates are 2026-11-21, moments 2026-11-21T14:30:00.000000Z (UTC). An empty cell is no text, or nothing recorded.
- A text that a spreadsheet could run as a formula, and one that begins with a quote, has one more quote (') before it.
  Take the first quote away to have the text as it was.
- files/ holds documents (PDF); the tables name them. manifest.json has the SHA-256 of every file.
- evidence/ holds the history of each record, the log of who did and saw what with its seals, and the lists that were
  brought along. These stand as they were in the database, with the numbers that records had there; evidence/ids.csv
  says what each is called in the other files. History also tells of records that are gone.

READING IT BACK
`manage.py import_centre FILE.zip --dry-run` says what is wrong with it; without --dry-run it puts the centre on record
in an installation of the same version, all or nothing. People have no password there until they choose one. What is in
evidence/ is kept with the file and not read back: the log of an installation is its own.

THE FILES
"""


def readme() -> str:
    """README.txt. The same for every centre, so that nothing in it depends on where it was made."""
    lines = [BEGINNING]
    for table in READ_BACK:
        lines += [f"{table.path}\n    {table.about}\n"]
        lines += [f"    Without {name}: {why}.\n" for name, why in table.without.items()]
    lines.append("\nONLY AS EVIDENCE\n")
    lines += [f"{label}: {why}.\n" for label, why in EVIDENCE.items()]
    lines.append("\nNOT IN HERE\n")
    lines += [f"{label}: {why}.\n" for label, why in (REBUILT | LEFT_OUT).items()]
    return "".join(lines)


def column_lines() -> Iterator[list[str]]:
    """The lines of columns.csv below its header."""
    for table in READ_BACK:
        if not table.keyed:
            yield [table.path, NUMBER, "The number of the row, by which others name it", TYPES["number"], "no", ""]
        for column in columns_of(table.label):
            about = column.about
            if (table.label, column.name) in INSIDE:
                about += ". Records within it are named as in this zip, not by the numbers of a database"
            yield [
                table.path, column.name, about, TYPES[column.kind], "yes" if column.empty else "no", column.refers_to,
            ]  # fmt: skip
