"""A result that `cluster` wrote, read back to be told in another way rather than made again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.results import ClusterResult, Placement, RunManifest, Theme
from analysis.texts.corpus import corpus_hash
from analysis.voices.counting import with_voices


def given_result(path: Path, documents: Sequence[Document]) -> ClusterResult:
    """Read the themes, by their labels and sizes, and the places of these very documents.

    Voices are counted again: `documents` say who spoke.

    Raises
    ------
    AnalysisError : the file cannot be read, is no result, or is one of other texts or other ids.
    """
    try:
        with path.open(encoding="utf-8") as opened:
            content = json.load(opened)
    except OSError as error:
        raise AnalysisError(f"{path} cannot be read: {error.strerror}.") from error
    except (RecursionError, ValueError):
        content = None
    try:
        run, themes, places = _read(content)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise AnalysisError(f"{path.name} is not a result of `cluster`.") from None
    if run.corpus_hash != corpus_hash(documents):
        raise AnalysisError(f"{path.name} is a result of other texts than those of the table.")
    if {one.id for one in places} != {document.id for document in documents}:
        raise AnalysisError(
            f"{path.name} names its texts by other ids: give the id column that it was made with."
        )
    return ClusterResult(run, with_voices(themes, places, documents), places)


def _read(content: Any) -> tuple[RunManifest, tuple[Theme, ...], tuple[Placement, ...]]:
    run = RunManifest(**content["run"])
    themes = tuple(
        Theme(_text(one["id"]), one["parent"], _text(one["label"]), (), int(one["size"]), ())
        for one in content["themes"]
    )
    before: set[str | None] = {None}
    for theme in themes:
        # Parents come first: no theme is above itself.
        if theme.parent not in before or theme.id in before:
            raise ValueError
        before.add(theme.id)
    places = tuple(
        Placement(_text(one["id"]), one["theme"], float(one["score"]))
        for one in content["documents"]
    )
    if not all(place.theme in before for place in places):
        raise ValueError
    return run, themes, places


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
