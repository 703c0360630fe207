"""Files that come with answers."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from app.corpus import originals
from app.models import AnswersImport, CorpusImport, Response
from surveys.answers import given
from surveys.model import Survey
from surveys.types.file import LIMIT
from surveys.types.value import Upload

IMPORTS = (CorpusImport, AnswersImport)
"""What else keeps originals in the same directory."""


def keep_uploads(
    files: Mapping[str, FileStorage], directory: Path, wanted: Container[str]
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
            original = originals.keep(cast(BinaryIO, file.stream), directory, limit=LIMIT)
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


def forget_files(session: Session, keys: Iterable[str], directory: Path) -> None:
    """Erase files once this transaction is committed, unless another row still holds them."""
    session.flush()
    unused = [key for key in keys if key and not _is_held(session, key)]

    def erase(_session: Session) -> None:
        for key in unused:
            originals.erase(directory, key)

    if unused:
        sa.event.listen(session, "after_commit", erase, once=True)


def _is_held(session: Session, key: str) -> bool:
    answered = sa.select(Response.id).where(
        sa.or_(
            sa.cast(Response.answers, sa.Text).contains(key),
            sa.cast(Response.correction, sa.Text).contains(key),
        )
    )
    imported = (sa.select(kind.id).where(kind.sha256 == key) for kind in IMPORTS)
    return bool(
        session.scalar(sa.select(sa.or_(answered.exists(), *(one.exists() for one in imported))))
    )
