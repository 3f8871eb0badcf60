"""Looking a zip through before a row of it is read. It comes from outside: nothing that it says is believed.

How large it says that it unpacks to is looked at first (`zipfile` gives no byte more than that), then every byte is
read once for its hash. Nothing is ever unpacked to a disk, so a path leads nowhere; one that tries is refused.
"""

import csv
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from transfer.whole.described import COLUMNS, FORMAT, MANIFEST, README, VERSION
from transfer.whole.evidence import FOLDER
from transfer.whole.tables import READ_BACK

MOST_FILES = 500_000
MOST_UNPACKED = 100 * 1024**3  # bytes
MOST_OF_MANIFEST = 256 * 1024**2
MOST_RATIO, SMALL = 300, 10 * 1024**2  # how often its size a file may unpack to, if it is not small anyway
LONGEST_CELL = 64 * 1024**2  # characters: the minutes of a meeting are one cell
CHUNK = 1024 * 1024
NAME = re.compile(r"^(?:[a-z0-9_]+/){0,2}[A-Za-z0-9_]+\.(?:csv|txt|json|pdf)$")


class NotThisZip(Exception):
    """What is wrong, as a sentence for whoever typed the command."""


@dataclass
class Whole:
    """An opened zip that is what its manifest says."""

    archive: zipfile.ZipFile
    centre: str
    made_at: str
    sha256: str
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def rows(self, path: str, header: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The lines of a CSV file with their numbers, as an editor counts rows: the header is 1. Raises NotThisZip."""
        before = csv.field_size_limit(LONGEST_CELL)
        try:
            with self.archive.open(path) as file:
                text = TextIOWrapper(file, encoding="utf-8-sig", newline="", errors="strict")
                yield from _rows(path, csv.reader(text, strict=True), header)
        finally:
            csv.field_size_limit(before)

    def content(self, path: str) -> bytes:
        """A whole file, no larger than a cell may be. Raises NotThisZip."""
        if path not in self.files:
            raise NotThisZip(f"{path} is not in the zip.")
        if self.files[path]["bytes"] > LONGEST_CELL:
            raise NotThisZip(f"{path} is too large.")
        return self.archive.read(path)


def _rows(path: str, lines: Any, header: list[str]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, cells in enumerate(lines, start=1):
            if number == 1:
                _require_header(path, cells, header)
            elif len(cells) != len(header):
                raise NotThisZip(f"{path}, row {number}: it has {len(cells)} cells; there must be {len(header)}.")
            else:
                yield number, cells
    except UnicodeDecodeError:
        raise NotThisZip(f"{path}, after row {number}: this is not UTF-8. Save no file of the zip anew.") from None
    except csv.Error as error:
        raise NotThisZip(f"{path}, row {number + 1}: this is not CSV ({error}).") from None
    if number == 0:
        raise NotThisZip(f"{path} is empty; its first line must name the columns.")


def _require_header(path: str, cells: list[str], header: list[str]) -> None:
    if cells == header:
        return
    other = [name for name in cells if name not in header], [name for name in header if name not in cells]
    raise NotThisZip(
        f"{path}: its columns are not those of this version"
        + (f"; it has {', '.join(other[0])[:200]} as well" if other[0] else "")
        + (f"; {', '.join(other[1])[:200]} is missing" if other[1] else "")
        + ". Bring it to an installation of the version that made it, and update that one afterwards."
    )


@contextmanager
def opened(path: Path) -> Iterator[Whole]:
    """The zip at `path`, looked through. Raises NotThisZip, OSError."""
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise NotThisZip("This is not a zip file, or it is damaged.") from None
        with archive:
            _require_sane(archive)
            found = _manifest(archive, _sha256(file))
            _require_whole(found)
            yield found


def _sha256(file: Any) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _require_sane(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise NotThisZip(f"The zip has {len(entries):,} files; it may have {MOST_FILES:,}.")
    seen: set[str] = set()
    for one in entries:
        if not NAME.match(one.filename) or one.orig_filename != one.filename:
            raise NotThisZip(f"The zip has a file called {one.filename[:100]!r}, which no export has.")
        if one.filename in seen:
            raise NotThisZip(f"The zip has {one.filename} twice.")
        seen.add(one.filename)
        if one.flag_bits & 0x1:
            raise NotThisZip(f"{one.filename} is encrypted. Decrypt the zip first.")
        if one.file_size > SMALL and one.file_size > MOST_RATIO * max(1, one.compress_size):
            raise NotThisZip(f"{one.filename} unpacks to more than {MOST_RATIO} times its size, as no export does.")
    if sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise NotThisZip(f"The zip unpacks to more than {MOST_UNPACKED // 1024**3} GB.")


def _manifest(archive: zipfile.ZipFile, sha256: str) -> Whole:
    if MANIFEST not in archive.namelist():
        raise NotThisZip("The zip has no manifest.json: it is no export of everything.")
    if archive.getinfo(MANIFEST).file_size > MOST_OF_MANIFEST:
        raise NotThisZip("manifest.json is too large.")
    try:
        said = json.loads(_read(archive, MANIFEST))
        about = str(said["format"]), int(said["version"])
        files = {str(one["path"]): {"sha256": str(one["sha256"]), "bytes": int(one["bytes"])} for one in said["files"]}
        found = Whole(archive, str(said["centre"]), str(said["made_at"]), sha256, files)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotThisZip("manifest.json cannot be read.") from None
    if about != (FORMAT, VERSION):
        raise NotThisZip(f"This is “{about[0][:40]}”, version {about[1]}; this installation reads version {VERSION}.")
    return found


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, zlib.error):
        raise NotThisZip(f"{name} is damaged.") from None


def _require_whole(found: Whole) -> None:
    """What is there is what the manifest names, and every byte of it; nothing is missing, nothing has been added."""
    there = set(found.archive.namelist()) - {MANIFEST}
    needed = {README, COLUMNS, *(table.path for table in READ_BACK)}
    for missing in sorted((set(found.files) | needed) - there):
        raise NotThisZip(f"{missing} is missing from the zip.")
    for added in sorted((there | needed) - set(found.files)):
        raise NotThisZip(f"{added} is not in the manifest: it was added afterwards.")
    for path, about in found.files.items():
        if _hash_of(found.archive, path) != (about["sha256"], about["bytes"]):
            raise NotThisZip(f"{path} is not what the manifest says: it was changed, or is damaged.")


def _hash_of(archive: zipfile.ZipFile, path: str) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    try:
        with archive.open(path) as file:
            while chunk := file.read(CHUNK):
                found.update(chunk)
                size += len(chunk)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error):
        raise NotThisZip(f"{path} is damaged.") from None
    return found.hexdigest(), size


def is_evidence(path: str) -> bool:
    """Whether a file is kept with the zip and not read back."""
    return path.startswith(f"{FOLDER}/")
