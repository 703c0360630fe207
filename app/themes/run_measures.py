"""What a run measures besides its themes, made from a result before it is stored.

Figures and identifiers only: a document is named by its excerpt, a theme by its code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from analysis import Campaign, ClusterResult, Document, LinkResult
from analysis.pictures.over_time import over_time
from analysis.progress import Progress, silent
from analysis.results import lineages
from analysis.texts.tokens import readable
from analysis.verifying.verification import Columns, manifest_of
from app.themes.who_says_what.measures import measures_of as who_says_what

COLUMNS = Columns("text", "id", "respondent", "channel", escaped=True)
"""Those of the corpus that is handed over to verify a run (`app.themes.run_files`)."""
MOST_OBJECTIVES = 5

Measure = Callable[[ClusterResult, Sequence[Document]], dict[str, dict[str, Any]]]
"""From a result and its documents to measures by name."""


def campaigns(result: ClusterResult, documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """The groups of near duplicates, by the number that assignments have, those of most voices
    first.

    `{"number", "excerpt", "texts", "distinct", "voices"}`: `excerpt` stands for the group.
    """
    texts = {document.id: readable(document.text) for document in documents}
    lines = [
        {
            "number": number,
            "excerpt": _spoken_by(sent, texts),
            "texts": len(sent.ids),
            "distinct": sent.distinct,
            "voices": sent.voices,
        }
        for number, sent in numbered_campaigns(result)
    ]
    return {"campaigns": {"campaigns": lines}}


def _spoken_by(sent: Campaign, texts: Mapping[str, str]) -> str:
    """The first document whose text stands for the campaign."""
    text = readable(sent.text)
    return next((one for one in sent.ids if texts[one] == text), sent.ids[0])


def numbered_campaigns(result: ClusterResult) -> list[tuple[int, Campaign]]:
    """Campaigns with their number in the run, from 1, those of most voices first."""
    most_first = sorted(
        result.campaigns, key=lambda sent: (-sent.voices, -len(sent.ids), sent.text, sent.ids)
    )
    return list(enumerate(most_first, start=1))


def manifest(result: ClusterResult, documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """What `python -m analysis verify` needs, and the texts that assignments do not name."""
    unplaced = [placement.id for placement in result.documents if placement.theme is None]
    return {
        "manifest": manifest_of(result, documents, COLUMNS),
        "unplaced": {"excerpts": unplaced},
    }


def quoted(result: ClusterResult, documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """The excerpts that show a theme with sub-themes; of the others, assignments say it."""
    above = {theme.parent for theme in result.themes}
    return {
        "quoted": {
            theme.id: {
                "typical": list(theme.typical),
                "contrasting": list(theme.contrasting),
                "divisive": list(theme.divisive),
            }
            for theme in result.themes
            if theme.id in above
        }
    }


def pictured(result: ClusterResult, documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """How near themes are to one another (`ThemeMap`), and how much was said of each when
    (`OverTime`); nothing where there is none."""
    found = {"map": result.map, "over_time": over_time(result, documents)}
    return {name: asdict(one) for name, one in found.items() if one is not None}


MEASURES: tuple[Measure, ...] = (campaigns, manifest, quoted, pictured)


def measures_of(
    result: ClusterResult, documents: Sequence[Document], progress: Progress = silent
) -> dict[str, dict[str, Any]]:
    """Every measure of a result, by name; who says what takes nearly all of the time."""
    found: dict[str, dict[str, Any]] = {}
    for measure in MEASURES:
        progress(0.0, "measure")
        found |= measure(result, documents)
    return found | who_says_what(result, documents, progress)


def objectives(themes: ClusterResult, links: LinkResult) -> dict[str, dict[str, int]]:
    """Of each theme, the objectives that are the nearest of most of its documents.

    `{theme: {code of the objective: documents}}`, at most five, the one with most first.
    """
    nearest = {one.id: one.suggestions[0].code for one in links.documents if one.suggestions}
    above = lineages(themes.themes)
    counts: dict[str, Counter[str]] = {theme.id: Counter() for theme in themes.themes}
    for placement in themes.documents:
        if placement.theme is not None and placement.id in nearest:
            for theme_id in above[placement.theme]:
                counts[theme_id][nearest[placement.id]] += 1
    return {
        theme_id: dict(
            sorted(count.items(), key=lambda line: (-line[1], line[0]))[:MOST_OBJECTIVES]
        )
        for theme_id, count in counts.items()
    }
