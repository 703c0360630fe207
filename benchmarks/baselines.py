"""What a textbook would do with the same words as ours, to be compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from analysis.texts.tokens import tokenise
from analysis.texts.vocabulary import count_words
from analysis.vectors.word_vectors import WordVectors

Labels = NDArray[np.int32]
DIMENSIONS = 30
WORD_DIMENSIONS = 100
RUNS = 40


def tfidf_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """K-means on the TF-IDF of the stems."""
    return _kmeans(stems(texts), groups, seed)


def lsa_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """K-means on a latent semantic analysis in 30 dimensions (Deerwester et al. 1990)."""
    return _kmeans(_lsa(texts, seed), groups, seed)


def word_vectors_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """K-means on the mean vector of the words of each text, learned on these texts alone."""
    return _kmeans(_mean_word_vectors(texts, seed), groups, seed)


def consensus_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """K-means on the memberships of 40 runs, half on word vectors and half on LSA.

    Source: Strehl & Ghosh 2002.
    """
    spaces = (_mean_word_vectors(texts, seed), _lsa(texts, seed))
    runs = [_kmeans(spaces[run % 2], groups, 1000 * seed + run, starts=1) for run in range(RUNS)]
    together = np.hstack([np.eye(groups)[labels] for labels in runs])
    return _kmeans(together, groups, seed)


def _kmeans(rows: Any, groups: int, seed: int, starts: int = 3) -> Labels:
    return np.asarray(KMeans(groups, n_init=starts, random_state=seed).fit_predict(rows))


def _lsa(texts: Sequence[str], seed: int) -> NDArray[np.float64]:
    reduced = TruncatedSVD(DIMENSIONS, random_state=seed).fit_transform(stems(texts))
    return np.asarray(normalize(reduced))


def _mean_word_vectors(texts: Sequence[str], seed: int) -> NDArray[np.float64]:
    counted = count_words([tokenise(text) for text in texts])
    words = WordVectors(WORD_DIMENSIONS, random_state=seed).fit(counted.contexts).vectors_
    weights = TfidfVectorizer(analyzer=_keys, vocabulary=counted.vocabulary, sublinear_tf=True)
    weighted = sp.csr_array(weights.fit_transform(texts))
    return np.asarray(normalize(weighted @ normalize(words)))


def stems(texts: Sequence[str]) -> Any:
    """Return the TF-IDF of the stems, a row of length 1 for each text."""
    return TfidfVectorizer(analyzer=_keys, sublinear_tf=True).fit_transform(texts)


def _keys(text: str) -> tuple[str, ...]:
    return tokenise(text).keys
