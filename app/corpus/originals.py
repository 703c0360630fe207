"""Originals: files as they were sent, byte for byte, named by their SHA-256."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 2**20
PART = ".part-"
"""How the name of a file begins that is not whole."""
LONGEST_NAME = 200
"""Characters that are kept of the name of a file."""

_UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class OriginalTooLarge(ValueError):
    """The file has more bytes than the limit."""


class OriginalLost(LookupError):
    """The file is not kept any more."""


@dataclass(frozen=True)
class Original:
    """A kept file. `size` is in bytes; `is_new` says that its bytes were not kept before."""

    sha256: str
    size: int
    path: Path
    is_new: bool


def keep(stream: BinaryIO, directory: Path, *, limit: int) -> Original:
    """Write a stream to the directory, whole or not at all; the same bytes are kept once.

    Raises:
        OriginalTooLarge: there are more than `limit` bytes; nothing is kept.
    """
    directory.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=directory, prefix=PART, delete=False) as part:
        try:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise OriginalTooLarge(limit)
                digest.update(chunk)
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
        except BaseException:
            Path(part.name).unlink()
            raise
    path = _place(directory, digest.hexdigest())
    path.parent.mkdir(exist_ok=True)
    is_new = not path.exists()
    shutil.move(part.name, path)
    return Original(digest.hexdigest(), size, path, is_new)


def told_name(sent: str) -> str:
    """The name of a file as a browser sends it, without its folders nor what cannot be kept."""
    return storable(Path(sent.replace("\\", "/")).name)


def storable(sent: str) -> str:
    """What a browser says of a file, without the signs that a database cannot keep."""
    return _UNSTORABLE.sub("", sent)[:LONGEST_NAME]


def let_go(original: Original) -> None:
    """Forget a file that was refused, unless somebody sent the same bytes before."""
    if original.is_new:
        original.path.unlink(missing_ok=True)


def erase(directory: Path, sha256: str) -> None:
    """Erase a file that nothing refers to any more."""
    _place(directory, sha256).unlink(missing_ok=True)


@dataclass(frozen=True)
class Found:
    """A file of the directory. `sha256` is empty for a part of one that was never kept."""

    path: Path
    sha256: str
    written_at: dt.datetime


def each(directory: Path) -> Iterator[Found]:
    """Every file of the directory, the parts that were left there too."""
    for path in sorted(directory.rglob("*")):
        # Others erase meanwhile.
        with suppress(FileNotFoundError):
            if path.is_file():
                is_part = path.name.startswith(PART)
                written_at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
                yield Found(path, "" if is_part else path.name, written_at)


def erase_older(found: Found, moment: dt.datetime) -> None:
    """Erase a file, unless the same bytes were kept again after a moment."""
    with suppress(FileNotFoundError):
        if found.path.stat().st_mtime < moment.timestamp():
            found.path.unlink()


def find(directory: Path, sha256: str) -> Path:
    """Where the file with this hash is kept.

    Raises:
        OriginalLost: it is not there.
    """
    path = _place(directory, sha256)
    if not path.is_file():
        raise OriginalLost(sha256)
    return path


def kept_files(directory: Path) -> Iterator[str]:
    """The paths of the originals within their directory, in the order of their hashes."""
    for folder in sorted(directory.glob("[0-9a-f][0-9a-f]")):
        for path in sorted(folder.iterdir()):
            yield f"{folder.name}/{path.name}"


def put_back(directory: Path, path: str, chunks: Iterable[bytes]) -> None:
    """Write a kept file anew, as it was told by `kept_files`; whole or not at all."""
    place = directory / path
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=directory, prefix=".part-", delete=False) as part:
        try:
            part.writelines(chunks)
            part.flush()
            os.fsync(part.fileno())
        except BaseException:
            Path(part.name).unlink()
            raise
    Path(part.name).replace(place)


def keep_on_disk(path: Path) -> None:
    """Wait until a file, or the names in a directory, would survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _place(directory: Path, sha256: str) -> Path:
    return directory / sha256[:2] / sha256
