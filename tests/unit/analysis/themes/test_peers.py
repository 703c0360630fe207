"""What ours is compared with must do its own work right, or the comparison says nothing."""

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.metrics import adjusted_rand_score

from benchmarks.baselines import consensus_kmeans, word_vectors_kmeans
from benchmarks.reinert import _chi2, _spread, reinert
from benchmarks.theme_agreement import Method
from tests.unit.analysis.french_answers import answers

ANSWERS = answers()


@pytest.mark.parametrize("method", [reinert, word_vectors_kmeans, consensus_kmeans])
def test_peers_find_subjects_of_different_words(method: Method) -> None:
    found = list(method([text for _, text in ANSWERS], 5, 0))
    assert adjusted_rand_score([subject for subject, _ in ANSWERS], found) > 0.5


def test_the_chi2_of_a_cut_is_that_of_its_table() -> None:
    table = sp.csr_array(np.array([[1.0, 0, 2], [0, 1, 0], [3, 1, 0], [0, 2, 2]]))
    side = np.array([True, False, True, False])
    sums = table.sum(axis=0)
    found = _chi2(float(table[side].sum()), _spread(table, side, sums), float(sums.sum()))
    counts = np.stack([table[side].sum(axis=0), table[~side].sum(axis=0)])
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum()
    assert found == pytest.approx(((counts - expected) ** 2 / expected).sum())
