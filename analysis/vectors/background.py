"""Background knowledge of consultations: which words are seen together in others, open ones.

`data/word_pairs.npz` holds counts of pairs of words, made by `python -m benchmarks.word_pairs` from
open texts (`data/README.md` says which). A word that is not in it gets nothing from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.vectors.word_vectors import positive_pointwise_information


@lru_cache(maxsize=1)
def word_pairs() -> tuple[tuple[str, ...], sp.csr_array]:
    """Return the keys (see `analysis.texts.tokens`), sorted, and the information of each pair."""
    with (
        as_file(files("analysis").joinpath("data/word_pairs.npz")) as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        words = tuple(stored["words"].tobytes().decode("utf-8").split("\n"))
        first = np.repeat(np.arange(len(words)), stored["partners"])
        second, counts = stored["second"].astype(np.intp), stored["counts"].astype(float)
    pairs = sp.csr_array(
        (
            np.concatenate([counts, counts]),
            (np.concatenate([first, second]), np.concatenate([second, first])),
        ),
        shape=(len(words), len(words)),
    )
    return words, positive_pointwise_information(pairs)


def known_information(vocabulary: Sequence[str]) -> sp.csr_array:
    """Return the information of pairs of `vocabulary` elsewhere, (V × V), 0 where unknown."""
    words, information = word_pairs()
    column = {key: index for index, key in enumerate(vocabulary)}
    place: NDArray[np.intp] = np.array([column.get(word, -1) for word in words], dtype=np.intp)
    pairs = sp.coo_array(information)
    first, second = place[pairs.row], place[pairs.col]
    known = (first >= 0) & (second >= 0)
    return sp.csr_array(
        (pairs.data[known], (first[known], second[known])),
        shape=(len(vocabulary), len(vocabulary)),
    )
