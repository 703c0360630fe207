"""Files that come with answers."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, BinaryIO, cast

from werkzeug.datastructures import FileStorage

from app.corpus import originals
from app.storage.store import Store
from surveys.answers import given
from surveys.model import Survey
from surveys.types.file import LIMIT
from surveys.types.value import Upload


def keep_uploads(
    files: Mapping[str, FileStorage], store: Store, wanted: Container[str]
) -> dict[str, Upload]:
    """Keep the files that were chosen, by the name of their field.

    `wanted` holds the names of the questions that take a file: nothing else is kept. One that is
    too large is not kept: its size is told, and the question refuses it.
    """
    kept: dict[str, Upload] = {}
    for name, file in files.items():
        if not file.filename or name.rsplit("/", 1)[-1] not in wanted:
            continue
        shown = originals.told_name(file.filename)
        kind = originals.storable(file.mimetype)
        try:
            original = originals.keep(cast(BinaryIO, file.stream), store, limit=LIMIT)
            kept[name] = Upload(original.sha256, shown, original.size, kind)
        except originals.OriginalTooLarge:
            kept[name] = Upload("", shown, LIMIT + 1, kind)
    return kept


def file_keys(survey: Survey, answers: Mapping[str, Any]) -> set[str]:
    """The files that answers hold."""
    return {
        value["key"]
        for _path, name, value in given(survey, answers)
        if survey.questions[name].type == "file" and value
    }
