import numpy as np
import pytest
import scipy.sparse as sp

from analysis.texts.tokens import key_of, tokenise
from analysis.texts.vocabulary import (
    CONTEXT_LENGTH,
    count_words,
    inverse_document_frequency,
    tfidf,
)
from analysis.vectors.semantic_fields import field_contexts, semantic_fields
from analysis.vectors.text_vectors import unit_rows
from analysis.vectors.word_vectors import WordVectors, positive_pointwise_information


def test_counts_match_the_texts() -> None:
    counted = count_words([tokenise("vélo vélo école"), tokenise("école")])
    assert counted.vocabulary == (key_of("école"), key_of("vélo"))
    assert counted.counts.toarray().tolist() == [[1, 2], [1, 0]]
    assert counted.frequencies.tolist() == [2, 1]


def test_a_long_text_is_cut_in_contexts() -> None:
    counted = count_words([tokenise("vélo " * (CONTEXT_LENGTH + 1))])
    assert counted.contexts.shape == (2, 1)


def test_rare_words_go_from_a_large_corpus_but_never_the_last_of_a_text() -> None:
    texts = [tokenise("vélo école")] * 3500 + [tokenise("vélo zyx"), tokenise("wvu")]
    assert count_words(texts).vocabulary == tuple(sorted(map(key_of, ["vélo", "école", "wvu"])))


def test_weights_have_unit_length_and_favour_rare_words() -> None:
    counted = count_words([tokenise("vélo école"), tokenise("école"), tokenise("école banque")])
    rows = tfidf(counted.counts, inverse_document_frequency(counted)).toarray()
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    column = {key: index for index, key in enumerate(counted.vocabulary)}
    assert rows[0, column[key_of("vélo")]] > rows[0, column[key_of("école")]]


def test_information_is_the_logarithm_of_the_ratio_of_probabilities() -> None:
    seen = sp.csr_array(np.array([[0.0, 4.0, 0.0], [4.0, 0.0, 1.0], [0.0, 1.0, 0.0]]))
    found = positive_pointwise_information(seen).toarray()
    totals = np.array([4.0, 5.0, 1.0])
    smoothed = totals**0.75 / (totals**0.75).sum()
    assert found[0, 1] == pytest.approx(max(0.0, np.log(4 / (4 * smoothed[1]))))
    assert (np.diag(found) == 0).all()
    assert (found >= 0).all()


def test_words_seen_with_the_same_words_are_neighbours() -> None:
    texts = ["vélo piste ville", "trottinette piste ville", "école classe maître"] * 5
    counted = count_words([tokenise(text) for text in texts])
    vectors = unit_rows(WordVectors(4).fit(counted.contexts).vectors_)
    row = {key: vectors[index] for index, key in enumerate(counted.vocabulary)}
    bicycle, scooter, school = (row[key_of(word)] for word in ("vélo", "trottinette", "école"))
    assert bicycle @ scooter > 0.8
    assert bicycle @ school < 0.2


def test_background_families_bring_words_together_that_never_met() -> None:
    texts = ["vélo rouge", "tramway bleu", "train vert", "école jaune", "lycée rose"]
    counted = count_words([tokenise(text) for text in texts])
    background = field_contexts(counted.vocabulary)
    row = {key: index for index, key in enumerate(counted.vocabulary)}
    pair = row[key_of("vélo")], row[key_of("tramway")]
    without = unit_rows(WordVectors(9).fit(counted.contexts).vectors_)
    with_them = unit_rows(WordVectors(9).fit(counted.contexts, background).vectors_)
    assert with_them[pair[0]] @ with_them[pair[1]] > without[pair[0]] @ without[pair[1]] + 0.1


def test_every_family_has_several_words() -> None:
    assert len(semantic_fields()) > 100
    assert all(len(family) >= 5 for family in semantic_fields())


@pytest.mark.parametrize("texts", [["vélo"], ["vélo", "école", "banque"]])
def test_words_that_met_no_other_still_have_a_vector(texts: list[str]) -> None:
    counted = count_words([tokenise(text) for text in texts])
    vectors = WordVectors(10).fit(counted.contexts).vectors_
    assert vectors.shape[0] == len(texts)
    assert np.isfinite(vectors).all()
