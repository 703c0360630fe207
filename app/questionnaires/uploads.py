"""Files that come with answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from app.corpus import originals
from surveys.types.file import LIMIT
from surveys.types.value import Upload

LONGEST_NAME = 200


def keep_uploads(files: Mapping[str, FileStorage], directory: Path) -> dict[str, Upload]:
    """Keep the files that were chosen, by the name of their field.

    One that is too large is not kept: its size is told, and the question refuses it.
    """
    kept: dict[str, Upload] = {}
    for name, file in files.items():
        if not file.filename:
            continue
        shown = Path(file.filename.replace("\\", "/")).name[:LONGEST_NAME]
        try:
            original = originals.keep(cast(BinaryIO, file.stream), directory, limit=LIMIT)
            kept[name] = Upload(original.sha256, shown, original.size, file.mimetype)
        except originals.OriginalTooLarge:
            kept[name] = Upload("", shown, LIMIT + 1, file.mimetype)
    return kept
