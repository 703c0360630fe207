"""What is asked of the place where files are kept. Nothing else opens, writes or erases them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Protocol

KEY = r"[a-z][a-z-]*(/(?!\.\.?(/|$))[A-Za-z0-9._-]+)*"
"""How a key is written: `uploads/3f/3f79bb…`. None leads out of the store."""
CHUNK = 2**20


def checked(key: str) -> str:
    """A key that leads to a place in the store.

    Raises:
        ValueError: it is written otherwise, and might lead elsewhere.
    """
    if re.fullmatch(KEY, key) is None:
        raise ValueError(f"no key of the store: {key!r}")
    return key


class FileLost(LookupError):
    """There is no file with this key."""


class StoreUnreachable(OSError):
    """The storage does not answer, or refuses us. The text says no secret."""


@dataclass(frozen=True)
class StoredFile:
    """`size` is in bytes; `written_at` knows its timezone."""

    key: str
    size: int
    written_at: dt.datetime


class Part(Protocol):
    """A file that is being written, and that nobody finds before it is whole."""

    @property
    def file(self) -> IO[bytes]: ...

    def keep_as(self, key: str) -> None:
        """Put it in its place, on the disk; it takes that of a file with the same key."""


class Store(Protocol):
    """Files by key. Whatever is in it can be read from every machine of the installation.

    Everything raises `StoreUnreachable` or another `OSError` where the storage fails.
    """

    def receive(self, folder: str) -> AbstractContextManager[Part]:
        """Begin a file, near `folder`. Left without `keep_as` it leaves nothing."""

    def open(self, key: str) -> BinaryIO:
        """Read a file from its beginning. Raises FileLost."""

    def on_disk(self, key: str) -> AbstractContextManager[Path]:
        """A path to read from, for that time only. Raises FileLost."""

    def holds(self, key: str) -> bool: ...

    def erase(self, key: str) -> None:
        """Erase a file; one that is not there is erased already."""

    def erase_older(self, key: str, moment: dt.datetime) -> None:
        """Erase a file, unless it was written again after a moment."""

    def each(self, folder: str) -> Iterator[StoredFile]:
        """The files whose key begins with this folder, those that are being written left out."""

    def unfinished(self, folder: str) -> Iterator[StoredFile]:
        """Those that are being written, or were when a process was killed."""


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    shutil.copyfileobj(source, target, CHUNK)
