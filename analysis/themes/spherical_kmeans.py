"""K-means on directions: texts of any length are compared by angle."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.vectors.text_vectors import unit_rows

# Unit vectors, of double or single precision.
Rows = NDArray[Any]


class SphericalKMeans:
    """K-means with the cosine, seeded far apart.

    Source: Dhillon & Modha 2001; seeding of Arthur & Vassilvitskii 2007.

    Parameters
    ----------
    n_clusters : number of groups, at most the number of rows.
    n_init : fits from this many seedings, the best objective wins.
    random_state : seed.

    Attributes
    ----------
    centers_ : (k × d) unit vectors.
    labels_ : (n,) group of each row given to `fit`.
    objective_ : mean cosine of the rows with their centre.
    """

    def __init__(
        self, n_clusters: int, n_init: int = 1, max_iter: int = 50, random_state: int = 0
    ) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.max_iter = max_iter
        self.random_state = random_state
        self.centers_: Rows = np.zeros((0, 0))
        self.labels_: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self.objective_ = -np.inf

    def fit(self, rows: Rows) -> SphericalKMeans:
        """Group unit vectors (n × d)."""
        generator = np.random.default_rng(self.random_state)
        self.objective_ = -np.inf
        for _ in range(self.n_init):
            centers = self._seeds(rows, generator)
            labels = np.full(len(rows), -1, dtype=np.intp)
            for _ in range(self.max_iter):
                cosines = rows @ centers.T
                nearest = cosines.argmax(axis=1)
                if np.array_equal(nearest, labels):
                    break
                labels = nearest
                centers = self._means(rows, labels, centers)
            objective = float(np.take_along_axis(cosines, nearest[:, None], axis=1).mean())
            if objective > self.objective_:
                self.centers_, self.labels_, self.objective_ = centers, nearest, objective
        return self

    def predict(self, rows: Rows) -> NDArray[np.intp]:
        """Return the nearest centre of each row, shape (n,)."""
        return np.asarray((rows @ self.centers_.T).argmax(axis=1))

    def _seeds(self, rows: Rows, generator: np.random.Generator) -> Rows:
        chosen = [int(generator.integers(len(rows)))]
        distance = 1 - rows @ rows[chosen[0]]
        for _ in range(self.n_clusters - 1):
            weight = np.clip(distance, 0, None).astype(np.float64)
            total = weight.sum()
            draw = generator.random()
            if total > 1e-9:
                index = int(np.searchsorted(np.cumsum(weight), draw * total))
            else:
                index = int(draw * len(rows))
            chosen.append(min(index, len(rows) - 1))
            distance = np.minimum(distance, 1 - rows @ rows[chosen[-1]])
        return rows[chosen]

    def _means(
        self,
        rows: Rows,
        labels: NDArray[np.intp],
        previous: Rows,
    ) -> Rows:
        sums = group_sums(rows, labels, self.n_clusters)
        empty = np.bincount(labels, minlength=self.n_clusters) == 0
        # A group that lost its last row keeps its centre rather than vanish.
        sums[empty] = previous[empty]
        return unit_rows(sums)


def group_sums(rows: Rows, labels: NDArray[np.intp], groups: int) -> Rows:
    """Return the sum of the rows (n × d) of each group, shape (groups × d)."""
    order = np.arange(len(rows))
    indicator = sp.csr_array(
        (np.ones(len(rows), dtype=rows.dtype), (labels, order)), shape=(groups, len(rows))
    )
    return np.asarray(indicator @ rows)
