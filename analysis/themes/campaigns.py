"""Texts that several people sent alike, or nearly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.results import Campaign
from analysis.texts.corpus import DistinctTexts
from analysis.texts.near_duplicates import NEAR_FROM_WORDS, NearDuplicates, plain_words

# Two people may say the same thing, and one may press the button twice.
LEAST_DOCUMENTS = 3
LEAST_VOICES = 2


def campaigns_of(
    texts: DistinctTexts, copies: NearDuplicates, sent: Mapping[int, Sequence[int]]
) -> tuple[Campaign, ...]:
    """Return the campaigns of `campaign_rows`, the most sent first."""
    found = []
    for first, rows in sent.items():
        documents = [document for row in rows for document in texts.documents[row]]
        # Of those that differ by a sign or a capital, the one that most people sent.
        alike = [row for row in rows if copies.words[row] == copies.words[first]]
        shown = max(alike, key=lambda row: (texts.weights[row], -row))
        ids = tuple(sorted(document.id for document in documents))
        voices = {document.voice for document in documents}
        found.append(Campaign(ids, texts.written[shown], len(rows), len(voices)))
    return tuple(sorted(found, key=lambda campaign: (-len(campaign.ids), campaign.ids)))


def campaign_rows(texts: DistinctTexts, copies: NearDuplicates) -> dict[int, list[int]]:
    """Return the distinct texts of each campaign, under the one that stands for them.

    A campaign was sent at least three times by at least two voices. A text of fewer words than
    `NEAR_FROM_WORDS` is none: many people answer "more buses" without having agreed on it.
    """
    sizes = np.bincount(copies.representative, texts.weights, minlength=len(texts.written))
    members: dict[int, list[int]] = {
        int(row): [] for row in np.flatnonzero(sizes >= LEAST_DOCUMENTS)
    }
    for row in np.flatnonzero(sizes[copies.representative] >= LEAST_DOCUMENTS).tolist():
        members[int(copies.representative[row])].append(row)
    return {
        first: rows
        for first, rows in members.items()
        if len(plain_words(texts.written[first])) >= NEAR_FROM_WORDS
        and _has_several_voices(texts, rows)
    }


def _has_several_voices(texts: DistinctTexts, rows: list[int]) -> bool:
    voices = {document.voice for row in rows for document in texts.documents[row]}
    return len(voices) >= LEAST_VOICES
