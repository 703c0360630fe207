"""Everything that can be told of who speaks, from one clustering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from analysis.documents import Document
from analysis.progress import Progress, part, silent
from analysis.results import ClusterResult
from analysis.voices.correspondence import CorrespondenceMap, NoMap, correspondence
from analysis.voices.counting import VoiceCounts, counts_of
from analysis.voices.memberships import attribute_names
from analysis.voices.minority import MinorityTheme, minority_themes
from analysis.voices.placed import placed_documents
from analysis.voices.resampling import DRAWS
from analysis.voices.who_says_what import TooLittle, WhoSaysWhat, by_attribute

MOST_ATTRIBUTES = 40
"""Attributes that are compared, the first by name: a survey may ask hundreds of questions."""


@dataclass(frozen=True)
class VoiceTables:
    """The weight of each theme, a table and a map for each attribute, and the minority themes.

    `maps` holds the reason where an attribute has a table without a map.
    """

    counts: VoiceCounts
    tables: tuple[WhoSaysWhat, ...]
    without: tuple[TooLittle, ...]
    maps: tuple[tuple[str, CorrespondenceMap | NoMap], ...]
    minority: tuple[MinorityTheme, ...]


def voice_tables(
    result: ClusterResult,
    documents: Sequence[Document],
    *,
    attributes: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress = silent,
) -> VoiceTables:
    """Compare the groups of each of the `attributes`; of all that are known when None."""
    names = attribute_names(documents) if attributes is None else tuple(attributes)
    names = names[:MOST_ATTRIBUTES]
    # Sums over several threads are rounded in another order; one thread gives the same bits.
    with threadpool_limits(limits=1):
        return _tables(result, documents, names, draws, seed, progress)


def _tables(
    result: ClusterResult,
    documents: Sequence[Document],
    names: Sequence[str],
    draws: int,
    seed: int,
    progress: Progress,
) -> VoiceTables:
    placed = placed_documents(result.themes, result.documents, documents)
    compared = [
        by_attribute(
            placed,
            result.themes,
            name,
            draws=draws,
            seed=seed,
            progress=part(progress, number / len(names), (number + 1) / len(names)),
        )
        for number, name in enumerate(names)
    ]
    tables = tuple(one for one in compared if isinstance(one, WhoSaysWhat))
    return VoiceTables(
        counts_of(placed, result.themes),
        tables,
        tuple(one for one in compared if isinstance(one, TooLittle)),
        tuple((one.attribute, correspondence(one)) for one in tables),
        minority_themes(result.themes, tables),
    )
