"""Results as JSON: the same bytes for the same result, written whole or not at all.

What comes first is laid out for people; each list has one item a line, which is quickly written
and quickly compared when there are a million.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import lru_cache
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError
from analysis.results import ClusterResult, Firmness, LinkResult, Placement, RunManifest, Theme

TYPICAL_SHOWN = 3
_ONE_LINE = json.JSONEncoder(ensure_ascii=False)
_IN_LINES = json.JSONEncoder(ensure_ascii=False, indent=1)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet runs a text that starts so."""


def cluster_json(result: ClusterResult) -> dict[str, Any]:
    """Return a clustering as plain values, in the order in which they are written."""
    return {
        "run": run_json(result.run),
        "languages": result.languages,
        "themes": [_theme(theme) for theme in result.themes],
        "map": asdict(result.map) if result.map else None,
        "campaigns": [asdict(campaign) for campaign in result.campaigns],
        "documents": [placement._asdict() for placement in result.documents],
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


def kept_as_text(cell: str) -> str:
    """Return a cell of a table with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def check_output(path: Path, *inputs: Path | None) -> None:
    """Refuse at once an output that cannot or must not be written, rather than after the work.

    Raises
    ------
    AnalysisError : a folder or a device, in no folder, or one of the inputs.
    """
    if path.is_dir():
        raise AnalysisError(f"{path} is a folder, not a file.")
    if path.exists() and not path.is_file():
        # A result takes the place of the file that was there: of /dev/null for the whole machine.
        raise AnalysisError(f"{path} is not a file that can be replaced.")
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


def write_result(result: ClusterResult, path: Path) -> None:
    """Write `cluster_json(result)` to `path`, a million places in a third of the time.

    Raises
    ------
    AnalysisError : the file cannot be written.
    """
    content = cluster_json(replace(result, documents=())) | {"documents": result.documents}
    _write(_laid_out(content), path)


def write_json(content: dict[str, Any], path: Path) -> None:
    """Write `content` to `path`: the file appears whole, or what was there stays.

    Raises
    ------
    AnalysisError : the file cannot be written.
    """
    _write(_laid_out(content), path)


def _laid_out(content: dict[str, Any]) -> Iterator[str]:
    """Yield JSON piece by piece: a million places are not held in memory once more."""
    yield "{"
    for number, (name, value) in enumerate(content.items()):
        yield f"{',' if number else ''}\n {_ONE_LINE.encode(name)}: "
        if isinstance(value, list | tuple) and value:
            for place, item in enumerate(value):
                line = _place(item) if isinstance(item, Placement) else _ONE_LINE.encode(item)
                yield f"{',' if place else '['}\n  {line}"
            yield "\n ]"
        else:
            # A line break within a text is written as two signs: those here are of the layout.
            yield _IN_LINES.encode(value).replace("\n", "\n ")
    yield "\n}\n"


def _place(one: Placement) -> str:
    """Return `_ONE_LINE.encode(one._asdict())`."""
    return (
        f'{{"id": {encode_basestring(one.id)}, "theme": {_seen(one.theme)}, '
        f'"score": {one.score!r}, {_sure(one.stability, one.firmness)}}}'
    )


@lru_cache(maxsize=5_000, typed=True)
def _seen(value: str | float | None) -> str:
    """Return the JSON of a value that many documents share."""
    return _ONE_LINE.encode(value)


@lru_cache(maxsize=5_000, typed=True)
def _sure(stability: float | None, firmness: Firmness | None) -> str:
    """Return the end of the line of a place, which many documents share."""
    return f'"stability": {_seen(stability)}, "firmness": {_seen(firmness)}'


def write_text(text: str, path: Path) -> None:
    """Write `text` to `path` in UTF-8, whole or not at all.

    Raises
    ------
    AnalysisError : the file cannot be written.
    """
    _write([text], path)


def _write(pieces: Iterable[str], path: Path) -> None:
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)
        beside.replace(path)
    except OSError as error:
        raise AnalysisError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
