"""Which texts a large run is fitted on."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from analysis.texts.corpus import DistinctTexts
from analysis.texts.near_duplicates import NearDuplicates

# From here on more texts hardly move the centres of some dozens of themes (docs/analysis-scale.md).
FITTED_ON = 20_000
# A channel keeps at least this share of an even split of the sample, when it has as many texts.
LEAST_SHARE = 0.25
# Campaigns are left aside when the other distinct texts are at least this share of all.
LEAST_OTHERS = 0.5


def fitted_rows(
    texts: DistinctTexts,
    copies: NearDuplicates,
    campaigns: Collection[int] = (),
    most: int = FITTED_ON,
) -> NDArray[np.intp]:
    """Return the rows to fit on: texts with a word, near duplicates once, campaigns not at all.

    A campaign is placed in the themes of the others, so that it never moves them, however large
    it is; where campaigns are most of what was said, they are fitted on like the rest.
    They come in the order of the hashes of their words: copies of a text that differ by a sign
    then leave every other text in its place, and the result as it was.

    When there are more than `most`, a sample stratified by channel: each channel in proportion to
    its texts, but a small one is not drowned. The order of hashes is as good as drawn, so the
    first of each channel are taken: no draw, no seed, and the same texts whatever the order of
    the documents.

    Parameters
    ----------
    campaigns : rows of the texts that stand for campaigns.
    """
    candidates = copies.representatives
    candidates = candidates[texts.is_worded[candidates]]
    others = candidates[~np.isin(candidates, list(campaigns))]
    if len(others) >= LEAST_OTHERS * len(candidates):
        candidates = others
    candidates = candidates[np.argsort(copies.words[candidates], kind="stable")]
    if len(candidates) <= most:
        return candidates
    found = [texts.documents[row] for row in candidates.tolist()]
    names = [
        documents[0].channel if len(documents) == 1 else texts.channel(row)
        for row, documents in zip(candidates.tolist(), found, strict=True)
    ]
    channels = sorted(set(names))
    place = {name: number for number, name in enumerate(channels)}
    number = np.array([place[name] for name in names], dtype=np.intp)
    shares = channel_shares(np.bincount(number, minlength=len(channels)), most)
    chosen = [
        candidates[number == channel][:share] for channel, share in enumerate(shares.tolist())
    ]
    rows = np.concatenate(chosen)
    return rows[np.argsort(copies.words[rows], kind="stable")]


def channel_shares(sizes: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """Split a sample of `most` texts between channels of these sizes (their sum is larger)."""
    least = np.minimum(sizes, int(LEAST_SHARE * most / len(sizes)))
    left = sizes - least
    more = np.floor((most - least.sum()) * left / left.sum()).astype(np.intp)
    # What rounding left over goes to the largest channels.
    over = int(most - least.sum() - more.sum())
    more[np.argsort(-sizes, kind="stable")[:over]] += 1
    shares: NDArray[np.intp] = np.minimum(least + more, sizes)
    return shares


def rows_hash(rows: NDArray[np.intp]) -> str:
    """Return what tells one choice of rows from another."""
    return sha256(rows.astype("<i8").tobytes()).hexdigest()
