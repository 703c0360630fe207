"""What an analysis is tried with and without: each variation changes one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.documents import Document
from analysis.texts.word_choice import ALL_WORDS, WordChoice
from analysis.themes.clustering import MOST_THEMES

OTHER_SEEDS = 2
CONTRIBUTORS_LEFT_OUT = 10
# Among fewer voices than this, ten are not an exception.
FEWEST_VOICES = 30
# Words in fewer texts than this are the rare ones.
RARE_BELOW = 3
MOST_CHANNELS = 12


class VariationKind(StrEnum):
    """What a variation changes."""

    AGAIN = "again"
    SEED = "seed"
    THEMES = "themes"
    VOCABULARY = "vocabulary"
    CONTRIBUTORS = "contributors"
    CHANNEL = "channel"
    CAMPAIGNS = "campaigns"


WORD_CHOICES = {
    "rare": WordChoice(fewest_texts=RARE_BELOW),
    "families": WordChoice(families=False),
    "stop words": WordChoice(stop_words=True),
}


@dataclass(frozen=True)
class Variation:
    """One thing that is changed.

    Attributes
    ----------
    value : which one: the seed, the number of themes, a name of `WORD_CHOICES`, how many
        contributors are left out, the channel that is left out; empty where there is one only.
    themes, seed, words : what the analysis is made with.
    without : ids of the documents that are left out.
    """

    kind: VariationKind
    value: str
    themes: int
    seed: int
    words: WordChoice = ALL_WORDS
    without: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """What tells it from the others of a report."""
        return f"{self.kind} {self.value}".strip()


def variations(
    documents: Sequence[Document],
    *,
    themes: int,
    seed: int,
    campaigns: Collection[str] = (),
    again: bool = False,
) -> list[Variation]:
    """Return what is to be tried.

    Parameters
    ----------
    themes : the number of themes of the result.
    campaigns : ids of the documents that belong to campaigns.
    again : whether to try the same settings first, because the documents are not quite those of
        the result.
    """
    kind = VariationKind
    tried = [Variation(kind.AGAIN, "", themes, seed)] if again else []
    seeds = range(seed + 1, seed + 1 + OTHER_SEEDS)
    tried += [Variation(kind.SEED, str(other), themes, other) for other in seeds]
    tried += [Variation(kind.THEMES, str(k), k, seed) for k in _other_counts(themes)]
    tried += [
        Variation(kind.VOCABULARY, name, themes, seed, words=words)
        for name, words in WORD_CHOICES.items()
    ]
    tried += [
        Variation(left_out, value, themes, seed, without=ids)
        for left_out, value, ids in (
            _contributors(documents),
            *_channels(documents),
            (kind.CAMPAIGNS, "", frozenset(campaigns)),
        )
        if ids and len(ids) < len(documents)
    ]
    return tried


def _other_counts(themes: int) -> list[int]:
    around = {themes - 2, themes + 2, round(0.75 * themes), round(1.25 * themes)}
    return sorted(count for count in around - {themes} if 2 <= count <= MOST_THEMES)


def _contributors(
    documents: Sequence[Document],
) -> tuple[VariationKind, str, frozenset[str]]:
    """Return the documents of those who wrote most, counted in characters."""
    written: Counter[str] = Counter()
    for document in documents:
        written[document.voice] += len(document.text)
    ranked = sorted(written, key=lambda voice: (-written[voice], voice))
    longest = set(ranked[:CONTRIBUTORS_LEFT_OUT]) if len(ranked) >= FEWEST_VOICES else set()
    ids = frozenset(document.id for document in documents if document.voice in longest)
    return VariationKind.CONTRIBUTORS, str(CONTRIBUTORS_LEFT_OUT), ids


def _channels(
    documents: Sequence[Document],
) -> list[tuple[VariationKind, str, frozenset[str]]]:
    """Return the documents of each channel, the largest first."""
    sizes = Counter(document.channel for document in documents if document.channel)
    channels = sorted(sizes, key=lambda channel: (-sizes[channel], channel))[:MOST_CHANNELS]
    return [
        (
            VariationKind.CHANNEL,
            channel,
            frozenset(document.id for document in documents if document.channel == channel),
        )
        for channel in channels
    ]
