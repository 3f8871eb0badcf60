"""Writing the zip: one file after the other, row by row, each hashed on its way; the manifest last."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import IO, Any, cast

from centres.models import Centre
from transfer.progress import Tell
from transfer.whole import evidence
from transfer.whole.columns import columns_of, header_of
from transfer.whole.described import COLUMN_HEADS, COLUMNS, FORMAT, MANIFEST, README, VERSION, column_lines, readme
from transfer.whole.numbering import number_rows
from transfer.whole.rows import batches, folder, rows_of
from transfer.whole.tables import BY_LABEL, READ_BACK, Table

BOM = "\ufeff"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # zip's first moment: two exports of the same have the same bytes
TELL_EVERY = 2000  # rows
A_FEW = 5  # PDFs in memory at a time


class _Hashed:
    """A file of the zip as it is written, with the hash and the number of its bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def write(self, data: Any) -> int:
        self._hash.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """The zip closes its files itself."""

    closed = False
    readable = staticmethod(lambda: False)
    writable = staticmethod(lambda: True)
    seekable = staticmethod(lambda: False)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


@dataclass
class Pack:
    """A zip that is being written, and what stands in its manifest so far."""

    archive: zipfile.ZipFile
    tell: Tell
    files: list[dict[str, Any]] = field(default_factory=list)
    written: int = 0

    @contextmanager
    def file(self, path: str) -> Iterator[_Hashed]:
        """A file of the zip; in the manifest when it is whole."""
        about = zipfile.ZipInfo(path, LONG_AGO)
        about.compress_type = zipfile.ZIP_DEFLATED
        about.external_attr = 0o600 << 16
        with self.archive.open(about, "w", force_zip64=True) as file:
            hashed = _Hashed(file)
            yield hashed
        self.files.append({"path": path, "sha256": hashed.sha256, "bytes": hashed.size})

    def table(self, path: str, header: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
        """A CSV file."""
        count = 0
        with self.file(path) as file:
            text = TextIOWrapper(cast(Any, file), encoding="utf-8", newline="")
            text.write(BOM)
            out = csv.writer(text, lineterminator="\r\n")
            out.writerow(header)
            for line in lines:
                out.writerow(line)
                count += 1
                self._one_more()
            text.detach()  # and with that written
        self.files[-1]["rows"] = count

    def bytes(self, path: str, content: bytes | memoryview) -> None:
        """A file as it is."""
        with self.file(path) as file:
            file.write(content)
        self._one_more()

    def _one_more(self) -> None:
        self.written += 1
        if self.written % TELL_EVERY == 0:
            self.tell(self.written)


def pack(centre: Centre, to: Any, *, tell: Tell, expect: Callable[[int], None] = lambda rows: None) -> None:
    """Write everything of a centre to `to`, a file for bytes. Within a transaction, which should see one moment only.

    `expect` is told how many records there are, `tell` every now and then how many are written.
    """
    counts = number_rows(centre.pk)
    evidence.remember(centre.pk)
    expect(sum(counts.values()))
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        made = Pack(archive, lambda rows: None)
        made.bytes(README, readme().encode())
        made.table(COLUMNS, COLUMN_HEADS, column_lines())
        made.tell, made.written = tell, 0
        for table in READ_BACK:
            made.table(table.path, header_of(table), rows_of(table))
        made.tell = lambda rows: tell(sum(counts.values()))  # what follows is more than was counted
        for table in READ_BACK:
            _files(made, table)
        for sheet in evidence.sheets():
            made.table(sheet.path, sheet.header, evidence.lines_of(sheet, centre.pk))
        made.table(evidence.IDS, ["file", "number in the database", "called here"], evidence.ids())
        archive.writestr(zipfile.ZipInfo(MANIFEST, LONG_AGO), _manifest(centre, made.files))


def _files(made: Pack, table: Table) -> None:
    """The bytes that a table's rows hold, each in a file of its own."""
    for column in columns_of(table.label):
        if column.kind != "file":
            continue
        name: Any = column.field
        query = (
            f'SELECT n.number, t."{name.column}" FROM {table.db_table} t JOIN {BY_LABEL[table.label].numbered} n '
            f'ON n.id = t.id WHERE t."{name.column}" IS NOT NULL ORDER BY n.number'
        )
        for batch in batches(query, A_FEW):
            for number, content in batch:
                made.bytes(f"{folder(table)}/{number}.pdf", content)


def _manifest(centre: Centre, files: list[dict[str, Any]]) -> str:
    about = {
        "format": FORMAT, "version": VERSION, "centre": centre.name,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "files": files,
    }  # fmt: skip
    return json.dumps(about, ensure_ascii=False, indent=1)
