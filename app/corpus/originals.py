"""Originals: files as they were sent, byte for byte, named by their SHA-256."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHUNK = 2**20
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


def keep(stream: IO[bytes], directory: Path, *, limit: int) -> Original:
    """Write a stream to the directory, whole or not at all; the same bytes are kept once.

    Raises:
        OriginalTooLarge: there are more than `limit` bytes; nothing is kept.
    """
    directory.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=directory, prefix=".part-", delete=False) as part:
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


def find(directory: Path, sha256: str) -> Path:
    """Where the file with this hash is kept.

    Raises:
        OriginalLost: it is not there.
    """
    path = _place(directory, sha256)
    if not path.is_file():
        raise OriginalLost(sha256)
    return path


def _place(directory: Path, sha256: str) -> Path:
    return directory / sha256[:2] / sha256
