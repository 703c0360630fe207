"""The archive: a zip with the rows of each table, the files, and a manifest that names them all."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, cast

FORMAT = "sillage-backup-1"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 512 * 2**20
"""Bytes; a million files take 150 MB."""
CHUNK = 2**20
LONGEST_LINE = 2**28
"""Bytes of a row; whatever is longer was made to fill the memory."""
LEVEL = 3
"""How hard rows are compressed: most of what can be gained, in a third of the time."""
UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, KeyError)
"""What reading a damaged zip raises."""
_FILE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")


class BackupDamaged(ValueError):
    """The archive is not whole, or is none; the text says what is wrong with it."""


@dataclass(frozen=True)
class TablePart:
    """The rows of one table: the names of their values, how many there are, and their hash."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass
class Manifest:
    """What an archive holds. `made_at` is in UTC; `files` are paths and the hashes of their bytes,
    which are their names but where a file was damaged before."""

    made_at: str
    database: str
    revision: str
    tables: dict[str, TablePart] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables.values())

    @property
    def damaged_files(self) -> list[str]:
        """Those that were not any more what their name says."""
        return [path for path, sha256 in self.files.items() if Path(path).name != sha256]


class ArchiveWriter:
    """Fills a zip, part by part; a context manager, at whose end the manifest is written."""

    def __init__(self, stream: IO[bytes], manifest: Manifest) -> None:
        self.manifest = manifest
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)

    def add_table(self, name: str, columns: Iterable[str], lines: Iterable[bytes]) -> None:
        digest, rows = hashlib.sha256(), 0
        with self._zip.open(_rows_of(name), "w", force_zip64=True) as part:
            for line in lines:
                digest.update(line)
                part.write(line)
                rows += 1
        self.manifest.tables[name] = TablePart(list(columns), rows, digest.hexdigest())

    def add_file(self, path: str, stream: IO[bytes]) -> None:
        """Documents are compressed already: they are stored as they are."""
        digest = hashlib.sha256()
        entry = zipfile.ZipInfo(_file_at(path))
        with self._zip.open(entry, "w", force_zip64=True) as part:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                part.write(chunk)
        self.manifest.files[path] = digest.hexdigest()

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind is not None:
            # Nothing is there to be ended: closed, it would write to a disk that may be full.
            self._zip.fp = None
            return
        content = {"format": FORMAT, **asdict(self.manifest)}
        self._zip.writestr(MANIFEST, json.dumps(content, indent=1))
        self._zip.close()


class ArchiveReader:
    """Reads an archive whose parts are hashed as they go by.

    Every method raises `BackupDamaged` where what is read is not what was written.
    """

    def __init__(self, path: Path) -> None:
        try:
            with ExitStack() as stack:
                self._zip = stack.enter_context(zipfile.ZipFile(path))
                self.manifest = _manifest_in(self._zip)
                # Kept open: it is this reader's from here on.
                stack.pop_all()
        except (*UNREADABLE, AttributeError, TypeError, ValueError) as error:
            raise BackupDamaged(f"it is no whole backup ({error})") from None

    def __enter__(self) -> ArchiveReader:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    @property
    def row_bytes(self) -> int:
        """The size of all rows, written out."""
        return sum(self._zip.getinfo(_rows_of(name)).file_size for name in self.manifest.tables)

    def check(self) -> None:
        """Read everything once."""
        wanted = {MANIFEST, *map(_rows_of, self.manifest.tables)}
        wanted |= set(map(_file_at, self.manifest.files))
        if unknown := sorted(set(self._zip.namelist()) ^ wanted):
            raise BackupDamaged(f"{unknown[0]} is not in both the manifest and the archive")
        for name in self.manifest.tables:
            for _line in self.lines(name):
                pass
        for path in self.manifest.files:
            for _chunk in self.chunks(path):
                pass

    def lines(self, name: str) -> Iterator[bytes]:
        """The rows of a table; refused at their end where one is missing or another."""
        part = self.manifest.tables[name]
        digest, rows = hashlib.sha256(), 0
        for line in self._read(_rows_of(name), by_line=True):
            digest.update(line)
            rows += 1
            yield line
        if (rows, digest.hexdigest()) != (part.rows, part.sha256):
            raise BackupDamaged(f"the rows of {name} are not those that were written")

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file; refused at their end where they are others."""
        digest = hashlib.sha256()
        for chunk in self._read(_file_at(path), by_line=False):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != self.manifest.files[path]:
            raise BackupDamaged(f"the file {path} is not the one that was written")

    def _read(self, name: str, *, by_line: bool) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as part:
                if by_line:
                    yield from _lines(io.BufferedReader(cast(Any, part), CHUNK), name)
                    return
                while chunk := part.read(CHUNK):
                    yield chunk
        except UNREADABLE:
            raise BackupDamaged(f"{name} cannot be read") from None


def _lines(part: IO[bytes], name: str) -> Iterator[bytes]:
    while line := part.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise BackupDamaged(f"a row of {name} is too long")
        yield line


def _manifest_in(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise ValueError("its manifest is too large")
    content: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if content.pop("format") != FORMAT:
        raise ValueError("its form is not known to this release")
    content["tables"] = {name: TablePart(**part) for name, part in content["tables"].items()}
    manifest = Manifest(**content)
    if not isinstance(manifest.files, dict) or not isinstance(manifest.revision, str):
        raise TypeError("its manifest is written otherwise")
    if wrong := [path for path in manifest.files if not _FILE.fullmatch(path)]:
        raise ValueError(f"{wrong[0]!r} is no name of a file")
    return manifest


def _rows_of(table: str) -> str:
    return f"rows/{table}.jsonl"


def _file_at(path: str) -> str:
    return f"files/{path}"
