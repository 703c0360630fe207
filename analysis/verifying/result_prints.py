"""Fingerprints of a result and of who spoke: they tell two runs apart without their texts.

A text stands for its document: the ids of a table, of a database or of a row number do not count.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.documents import Document
from analysis.fingerprints import fingerprint_of
from analysis.results import ClusterResult, Placement, Theme
from analysis.texts.corpus import text_hash

_OF_IDS = ("typical", "contrasting", "divisive")


@dataclass(frozen=True)
class ResultPrints:
    """SHA-256 of a result: of the whole, of each theme with its texts, of the rest by name."""

    whole: str
    themes: dict[str, str]
    rest: dict[str, str]


def result_prints(result: ClusterResult, documents: Sequence[Document]) -> ResultPrints:
    """The fingerprints of what `cluster(documents)` returned."""
    texts = {document.id: text_hash(document.text) for document in documents}
    placed: dict[str | None, list[Placement]] = defaultdict(list)
    for placement in result.documents:
        placed[placement.theme].append(placement)
    themes = {theme.id: _theme_print(theme, placed[theme.id], texts) for theme in result.themes}
    campaigns = [
        {**asdict(campaign), "ids": sorted(texts[one] for one in campaign.ids)}
        for campaign in result.campaigns
    ]
    rest = {
        "campaigns": fingerprint_of(sorted(map(_line, campaigns))),
        "languages": fingerprint_of([_line(result.languages)]),
        "texts without a theme": fingerprint_of(_placement_lines(placed[None], texts)),
    }
    whole = fingerprint_of([*map(_line, themes.items()), *map(_line, rest.items())])
    return ResultPrints(whole, themes, rest)


def voices_print(documents: Sequence[Document]) -> str:
    """SHA-256 of which texts come from the same voice, and by which channel; no name counts."""
    said: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        said[document.voice].append(_line([text_hash(document.text), document.channel]))
    return fingerprint_of(sorted(fingerprint_of(sorted(lines)) for lines in said.values()))


def _theme_print(theme: Theme, placed: Iterable[Placement], texts: Mapping[str, str]) -> str:
    shown = asdict(theme)
    for kind in _OF_IDS:
        shown[kind] = [texts[document] for document in shown[kind]]
    return fingerprint_of([_line(shown), *_placement_lines(placed, texts)])


def _placement_lines(placed: Iterable[Placement], texts: Mapping[str, str]) -> list[str]:
    return sorted(_line([texts[one.id], one.score, one.stability, one.firmness]) for one in placed)


def _line(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True)
