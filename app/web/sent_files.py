"""A file that a form sends, for as long as it is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.datastructures import FileStorage


@contextmanager
def kept_while_read(sent: FileStorage) -> Iterator[Path]:
    """Where the file stands; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "sent"
        sent.save(path)
        yield path
