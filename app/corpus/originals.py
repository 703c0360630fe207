"""Originals: files as they were sent, byte for byte, named by their SHA-256."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from app.storage.store import CHUNK, FileLost, Store

FOLDER = "uploads"
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
    is_new: bool


def keep(stream: IO[bytes], store: Store, *, limit: int) -> Original:
    """Keep what a stream holds, whole or not at all; the same bytes are kept once.

    Raises:
        OriginalTooLarge: there are more than `limit` bytes; nothing is kept.
    """
    digest, size = hashlib.sha256(), 0
    with store.receive(FOLDER) as part:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise OriginalTooLarge(limit)
            digest.update(chunk)
            part.file.write(chunk)
        key = key_of(digest.hexdigest())
        is_new = not store.holds(key)
        part.keep_as(key)
    return Original(digest.hexdigest(), size, is_new)


def told_name(sent: str) -> str:
    """The name of a file as a browser sends it, without its folders nor what cannot be kept."""
    return storable(Path(sent.replace("\\", "/")).name)


def storable(sent: str) -> str:
    """What a browser says of a file, without the signs that a database cannot keep."""
    return _UNSTORABLE.sub("", sent)[:LONGEST_NAME]


def let_go(original: Original, store: Store) -> None:
    """Forget a file that was refused, unless somebody sent the same bytes before."""
    if original.is_new:
        store.erase(key_of(original.sha256))


def opened(store: Store, sha256: str) -> BinaryIO:
    """The file with this hash, to read.

    Raises:
        OriginalLost: it is not there.
    """
    try:
        return store.open(key_of(sha256))
    except FileLost:
        raise OriginalLost(sha256) from None


def kept_files(store: Store) -> Iterator[str]:
    """The paths of the originals within their folder, in the order of their hashes."""
    return (file.key.removeprefix(f"{FOLDER}/") for file in store.each(FOLDER))


def put_back(store: Store, path: str, chunks: Iterable[bytes]) -> None:
    """Write a kept file anew, as it was told by `kept_files`; whole or not at all."""
    with store.receive(FOLDER) as part:
        part.file.writelines(chunks)
        part.keep_as(f"{FOLDER}/{path}")


@contextmanager
def on_disk(store: Store, sha256: str) -> Iterator[Path]:
    """The same for those who want a path, to read only, and for that time only."""
    try:
        with store.on_disk(key_of(sha256)) as path:
            yield path
    except FileLost:
        raise OriginalLost(sha256) from None


def key_of(sha256: str) -> str:
    """Where the store has the file with this hash."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}"
