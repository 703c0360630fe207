"""Results as JSON: the same bytes for the same result, written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError
from analysis.results import ClusterResult, LinkResult, RunManifest

TYPICAL_SHOWN = 3


def cluster_json(result: ClusterResult) -> dict[str, Any]:
    """Return a clustering as plain values, in the order in which they are written."""
    return {
        "run": _run(result.run),
        "themes": [
            {
                "id": theme.id,
                "parent": theme.parent,
                "label": theme.label,
                "terms": [{"term": term.term, "score": term.score} for term in theme.terms],
                "size": theme.size,
                "typical": list(theme.typical[:TYPICAL_SHOWN]),
            }
            for theme in result.themes
        ],
        "documents": [
            {"id": placement.id, "theme": placement.theme, "score": placement.score}
            for placement in result.documents
        ],
    }


def links_json(result: LinkResult) -> dict[str, Any]:
    """Return proposed links as plain values, in the order in which they are written."""
    return {
        "run": _run(result.run),
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


def _run(run: RunManifest) -> dict[str, Any]:
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
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    encoded = text.encode("utf-8", errors="replace")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(encoded)
        beside.replace(path)
    except OSError as error:
        raise AnalysisError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
