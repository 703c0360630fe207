"""Counts of words: per text, and per short context for the word vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.texts.tokens import TokenisedText

# A context is about one sentence. Longer texts are cut, so that two words far apart in a long
# answer do not count as neighbours.
CONTEXT_LENGTH = 25
# Beyond this many texts a word met once says little and costs much.
RARE_WORDS_KEPT_BELOW = 3000
# The decomposition of the word vectors costs as much as there are words: one text of a dictionary
# takes minutes. The corpora that were looked at hold 1,200 to 6,000; the most frequent are kept.
MOST_WORDS = 20_000


@dataclass(frozen=True)
class CountedTexts:
    """Counts over a vocabulary.

    Attributes
    ----------
    vocabulary : the keys, sorted; V of them.
    counts : sparse (n texts × V), how often each key occurs.
    contexts : sparse (m contexts × V), 1 where the key occurs in the context.
    """

    vocabulary: tuple[str, ...]
    counts: sp.csr_array
    contexts: sp.csr_array

    @property
    def frequencies(self) -> NDArray[np.float64]:
        """Number of texts that hold each key, shape (V,)."""
        return np.bincount(self.counts.indices, minlength=len(self.vocabulary)).astype(float)


def count_words(texts: Sequence[TokenisedText]) -> CountedTexts:
    """Count the words of `texts`. Rare words go when the corpus is large, never a text's last."""
    frequency: Counter[str] = Counter()
    for text in texts:
        frequency.update(set(text.keys))
    least = 1 if len(texts) < RARE_WORDS_KEPT_BELOW else 2
    kept = {key for key, count in frequency.items() if count >= least}
    if len(kept) > MOST_WORDS:
        kept = set(sorted(kept, key=lambda key: (-frequency[key], key))[:MOST_WORDS])
    for text in texts:
        if kept.isdisjoint(text.keys):
            kept.update(text.keys)
    vocabulary = tuple(sorted(kept))
    column = {key: index for index, key in enumerate(vocabulary)}
    numbered = [[column[key] for key in text.keys if key in column] for text in texts]
    chunks = [
        row[start : start + CONTEXT_LENGTH]
        for row in numbered
        for start in range(0, len(row), CONTEXT_LENGTH)
    ]
    contexts = count_matrix(chunks, len(vocabulary))
    contexts.data[:] = 1.0
    return CountedTexts(vocabulary, count_matrix(numbered, len(vocabulary)), contexts)


def count_matrix(rows: Sequence[Sequence[int]], width: int) -> sp.csr_array:
    """Return the sparse counts (len(rows) × width) of lists of column numbers."""
    lengths = [len(row) for row in rows]
    indices = np.fromiter((number for row in rows for number in row), dtype=np.int32)
    pointers = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    matrix = sp.csr_array(
        (np.ones(len(indices)), indices, pointers), shape=(len(rows), width), dtype=np.float64
    )
    matrix.sum_duplicates()
    return matrix


def inverse_document_frequency(counted: CountedTexts) -> NDArray[np.float64]:
    """Return log((1 + n) / (1 + df)) + 1 for each key, shape (V,).

    Source: Spärck Jones 1972, in the smoothed form of scikit-learn.
    """
    return np.asarray(1 + np.log((1 + counted.counts.shape[0]) / (1 + counted.frequencies)))


def tfidf(counts: sp.csr_array, idf: NDArray[np.float64]) -> sp.csr_array:
    """Return the rows of `counts` as (1 + log tf) × idf with unit length, shape unchanged."""
    weighted = counts.copy()
    weighted.data = (1 + np.log(weighted.data)) * idf[weighted.indices]
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    weighted.data /= np.repeat(lengths, np.diff(weighted.indptr))
    return weighted
