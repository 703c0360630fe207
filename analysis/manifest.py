"""The identity card of a run: settings, versions, hash of the corpus, time spent."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from time import perf_counter
from typing import Any

from analysis.results import RunManifest

# Raised whenever the same input and seed would give another result.
METHOD_VERSION = "2.0"

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "nltk", "simplemma")


def versions() -> dict[str, str]:
    """Return the version of everything that a result depends on."""
    found = {"analysis": METHOD_VERSION, "python": platform.python_version()}
    found.update({library: version(library) for library in _LIBRARIES})
    return found


def manifest(settings: dict[str, Any], corpus_hash: str, started: float) -> RunManifest:
    """Close a run that began at `started`, a value of `time.perf_counter`.

    With SOURCE_DATE_EPOCH set, the time is written as 0 so that two runs give the same bytes.
    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    seconds = 0.0 if os.environ.get("SOURCE_DATE_EPOCH") else round(perf_counter() - started, 2)
    return RunManifest(settings, versions(), corpus_hash, seconds)
