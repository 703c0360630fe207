"""What a textbook would do, to be compared with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

Labels = NDArray[np.int32]


def tfidf_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """K-means on the TF-IDF of the words as written."""
    rows = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(texts)
    return np.asarray(KMeans(groups, n_init=3, random_state=seed).fit_predict(rows))


def lsa_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """K-means on a latent semantic analysis in 30 dimensions (Deerwester et al. 1990)."""
    rows = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(texts)
    reduced = normalize(TruncatedSVD(30, random_state=seed).fit_transform(rows))
    return np.asarray(KMeans(groups, n_init=3, random_state=seed).fit_predict(reduced))
