"""Results as JSON: the same bytes for the same result, written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError
from analysis.results import ClusterResult, LinkResult, RunManifest, Theme

TYPICAL_SHOWN = 3


def cluster_json(result: ClusterResult) -> dict[str, Any]:
    """Return a clustering as plain values, in the order in which they are written."""
    return {
        "run": run_json(result.run),
        "languages": result.languages,
        "themes": [_theme(theme) for theme in result.themes],
        "map": asdict(result.map) if result.map else None,
        "campaigns": [asdict(campaign) for campaign in result.campaigns],
        "documents": [asdict(placement) for placement in result.documents],
    }


def _theme(theme: Theme) -> dict[str, Any]:
    shown = asdict(theme)
    for kind in ("typical", "contrasting", "divisive"):
        shown[kind] = shown[kind][:TYPICAL_SHOWN]
    return shown


def links_json(result: LinkResult) -> dict[str, Any]:
    """Return proposed links as plain values, in the order in which they are written."""
    return {
        "run": run_json(result.run),
        "documents": [
            {
                "id": links.id,
                "suggestions": [
                    {"code": found.code, "score": found.score, "words": list(found.words)}
                    for found in links.suggestions
                ],
            }
            for links in result.documents
        ],
    }


def check_output(path: Path, *inputs: Path | None) -> None:
    """Refuse at once an output that cannot or must not be written, rather than after the work.

    Raises
    ------
    AnalysisError : a folder, in no folder, or one of the inputs.
    """
    if path.is_dir():
        raise AnalysisError(f"{path} is a folder, not a file.")
    if not path.parent.is_dir():
        raise AnalysisError(f"{path} cannot be written: there is no folder {path.parent}.")
    if path.resolve() in [given.resolve() for given in inputs if given]:
        raise AnalysisError(f"{path} is an input: the result would overwrite it.")


def run_json(run: RunManifest) -> dict[str, Any]:
    """Return how a result was made, as plain values."""
    # The time comes last: two runs of the same input then differ in one line.
    return {
        "settings": run.settings,
        "versions": run.versions,
        "corpus_hash": run.corpus_hash,
        "seconds": run.seconds,
    }


def write_json(content: dict[str, Any], path: Path) -> None:
    """Write `content` to `path`: the file appears whole, or what was there stays.

    Raises
    ------
    AnalysisError : the file cannot be written.
    """
    # Piece by piece: the places of a million texts are not held in memory twice more.
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(content)
    _write(chain(pieces, "\n"), path)


def write_text(text: str, path: Path) -> None:
    """Write `text` to `path` in UTF-8, whole or not at all.

    Raises
    ------
    AnalysisError : the file cannot be written.
    """
    _write([text], path)


def _write(pieces: Iterable[str], path: Path) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)
        beside.replace(path)
    except OSError as error:
        raise AnalysisError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
