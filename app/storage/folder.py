"""Files in a folder: of this machine, or shared by those of one installation."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from app.storage.store import FileLost, StoredFile, checked

PART = ".part-"
"""How the name of a file begins that is not whole yet, or was left by a process that was killed."""
ONLY_OURS = 0o700


@dataclass(frozen=True)
class _Part:
    folder: Folder
    file: IO[bytes]

    def keep_as(self, key: str) -> None:
        place = self.folder.place(key)
        self.file.flush()
        os.fsync(self.file.fileno())
        place.parent.mkdir(mode=ONLY_OURS, parents=True, exist_ok=True)
        os.replace(self.file.name, place)  # noqa: PTH105
        keep_on_disk(place.parent)


@dataclass(frozen=True)
class Folder:
    """Files at the path that their key tells, under `root`."""

    root: Path

    def place(self, key: str) -> Path:
        return self.root / checked(key)

    @contextmanager
    def receive(self, folder: str) -> Iterator[_Part]:
        near = self.place(folder)
        near.mkdir(mode=ONLY_OURS, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=near, prefix=PART, delete=False) as file:
            try:
                yield _Part(self, file)
            finally:
                # Where it was kept it has another name by now.
                Path(file.name).unlink(missing_ok=True)

    def open(self, key: str) -> BinaryIO:
        try:
            return self.place(key).open("rb")
        except (FileNotFoundError, IsADirectoryError):
            raise FileLost(key) from None

    @contextmanager
    def on_disk(self, key: str) -> Iterator[Path]:
        if not self.holds(key):
            raise FileLost(key)
        yield self.place(key)

    def holds(self, key: str) -> bool:
        return self.place(key).is_file()

    def erase(self, key: str) -> None:
        self.place(key).unlink(missing_ok=True)

    def erase_older(self, key: str, moment: dt.datetime) -> None:
        with suppress(FileNotFoundError):
            if _written_at(self.place(key).stat()) < moment:
                self.place(key).unlink()

    def each(self, folder: str) -> Iterator[StoredFile]:
        return (one for one, is_part in self._found(folder) if not is_part)

    def unfinished(self, folder: str) -> Iterator[StoredFile]:
        return (one for one, is_part in self._found(folder) if is_part)

    def _found(self, folder: str) -> Iterator[tuple[StoredFile, bool]]:
        """Every file under a folder, and whether it is a part of one."""
        for path in sorted(self.place(folder).rglob("*")):
            # Others erase meanwhile.
            with suppress(FileNotFoundError):
                if path.is_file():
                    key, stat = path.relative_to(self.root).as_posix(), path.stat()
                    found = StoredFile(key, stat.st_size, _written_at(stat))
                    yield found, path.name.startswith(PART)


def _written_at(stat: os.stat_result) -> dt.datetime:
    return dt.datetime.fromtimestamp(stat.st_mtime, dt.UTC)


def keep_on_disk(directory: Path) -> None:
    """Have the names in a directory survive a power cut, as the bytes of its files do."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
