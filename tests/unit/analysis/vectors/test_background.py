from pathlib import Path

import numpy as np
import scipy.sparse as sp

from analysis.texts.tokens import key_of, tokenise
from analysis.texts.vocabulary import count_words
from analysis.vectors.background import known_information, word_pairs
from analysis.vectors.text_vectors import unit_rows
from analysis.vectors.word_vectors import WordVectors
from benchmarks.word_pairs import LEAST_TEXTS, pair_counts, write_pairs

BICYCLE, BUS, UNKNOWN = key_of("vélo"), key_of("bus"), "zyxwvu"


def test_known_pairs_are_those_of_the_vocabulary_whatever_its_order() -> None:
    some = known_information([BICYCLE, BUS, UNKNOWN]).toarray()
    again = known_information([UNKNOWN, BUS, BICYCLE]).toarray()
    assert some[0, 1] > 0
    assert (some == again[::-1, ::-1]).all()


def test_an_unknown_word_gets_nothing_from_elsewhere() -> None:
    found = known_information([BICYCLE, UNKNOWN])
    assert found.shape == (2, 2)
    assert found.nnz == 0


def test_the_stored_words_are_keys_in_order_and_no_word_goes_with_itself() -> None:
    words, information = word_pairs()
    assert list(words) == sorted(set(words))
    assert information.shape == (len(words), len(words))
    assert (information.data > 0).all()
    assert not information.diagonal().any()


def test_pairs_seen_elsewhere_bring_words_together_that_never_met_here() -> None:
    texts = ["vélo rouge", "bus bleu", "cantine jaune", "école rose"]
    counted = count_words([tokenise(text) for text in texts])
    bicycle, bus, street = (
        [*counted.vocabulary, "street"].index(key) for key in (BICYCLE, BUS, "street")
    )
    contexts = sp.csr_array(sp.hstack([counted.contexts, sp.csr_array((len(texts), 1))]))
    known = sp.lil_array((street + 1, street + 1))
    for word in (bicycle, bus):
        known[word, street] = known[street, word] = 6.0

    def nearness(pairs: sp.csr_array | None) -> float:
        vectors = unit_rows(WordVectors(4).fit(contexts, known=pairs).vectors_)
        return float(vectors[bicycle] @ vectors[bus])

    assert nearness(sp.csr_array(known)) > nearness(None) + 0.5


def test_pairs_are_written_as_they_are_counted_and_twice_the_same(tmp_path: Path) -> None:
    texts = ["vélo piste", "piste vélo", "un vélo", "la piste", "vélo ville"] * LEAST_TEXTS
    words, upper = pair_counts([*texts, "rareté"])
    assert words == sorted(map(key_of, ["piste", "vélo", "ville"]))
    assert upper[0, 1] == 2 * LEAST_TEXTS
    write_pairs(tmp_path / "a.npz", words, upper)
    write_pairs(tmp_path / "b.npz", *pair_counts([*reversed(texts), "rareté"]))
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_counts_too_large_for_the_file_are_cut(tmp_path: Path) -> None:
    write_pairs(tmp_path / "a.npz", ["a", "b"], sp.csr_array(np.array([[0.0, 1e6], [0.0, 0.0]])))
    with np.load(tmp_path / "a.npz") as stored:
        assert stored["counts"].tolist() == [65535]
