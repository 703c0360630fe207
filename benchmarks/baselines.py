"""What a textbook would do with the same words as ours, to be compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from analysis.texts.tokens import tokenise

Labels = NDArray[np.int32]
DIMENSIONS = 30


def tfidf_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """K-means on the TF-IDF of the stems."""
    return np.asarray(KMeans(groups, n_init=3, random_state=seed).fit_predict(_stems(texts)))


def lsa_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """K-means on a latent semantic analysis in 30 dimensions (Deerwester et al. 1990)."""
    reduced = TruncatedSVD(DIMENSIONS, random_state=seed).fit_transform(_stems(texts))
    return np.asarray(KMeans(groups, n_init=3, random_state=seed).fit_predict(normalize(reduced)))


def _stems(texts: Sequence[str]) -> Any:
    return TfidfVectorizer(analyzer=_keys, sublinear_tf=True).fit_transform(texts)


def _keys(text: str) -> tuple[str, ...]:
    return tokenise(text).keys
