"""Texts and titles in the same spaces, so that they can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.progress import Progress, silent
from analysis.texts.stopwords import without_accents
from analysis.texts.tokens import LONGEST_WORD, TokenisedText
from analysis.texts.vocabulary import count_words, inverse_document_frequency, tfidf
from analysis.themes.consensus import membership
from analysis.themes.spherical_kmeans import SphericalKMeans
from analysis.vectors.background import known_information
from analysis.vectors.semantic_fields import field_contexts
from analysis.vectors.text_vectors import text_vectors
from analysis.vectors.word_vectors import WordVectors

DIMENSIONS = 150
# Titles are short and the corpus may be too: general knowledge of the language counts more here
# than when texts are grouped.
BACKGROUND_WEIGHT = 1.5
CHARACTER_FEATURES = 30_000
# Groupings whose agreement makes two texts neighbours: what is decided on one then speaks for the
# other. From 12 to 48 groups the accuracy is the same.
GROUPINGS, GROUPS, SAMPLE = 12, 24, 5000
_SPARSE = ("stems_", "characters_", "groups_")
_DENSE = ("idf_", "words_", "vectors_")


class LinkSpaces:
    """Four views of the same rows.

    Parameters
    ----------
    random_state : seed.

    Attributes
    ----------
    vocabulary_ : keys, sorted; V of them.
    idf_ : how rare each key is, (V,).
    words_ : word vectors (V × d).
    stems_ : sparse TF-IDF rows (n × V).
    vectors_ : unit vectors (n × d).
    characters_ : sparse TF-IDF rows on groups of 3 to 5 characters, which forgive typing errors.
    groups_ : sparse rows of length 1, the groups of each text in several groupings.
    """

    vocabulary_: tuple[str, ...]
    idf_: NDArray[np.float64]
    words_: NDArray[np.float64]
    vectors_: NDArray[np.float64]
    stems_: sp.csr_array
    characters_: sp.csr_array
    groups_: sp.csr_array

    def __init__(self, random_state: int = 0) -> None:
        self.random_state = random_state

    def fit(self, texts: Sequence[TokenisedText], progress: Progress = silent) -> LinkSpaces:
        """Place `texts`, at least one of which has a token."""
        progress(0.0, "vectors")
        counted = count_words(texts)
        self.vocabulary_ = counted.vocabulary
        self.idf_ = inverse_document_frequency(counted)
        self.stems_ = tfidf(counted.counts, self.idf_)
        model = WordVectors(DIMENSIONS, BACKGROUND_WEIGHT, self.random_state)
        model.fit(
            counted.contexts,
            field_contexts(counted.vocabulary),
            known_information(counted.vocabulary),
        )
        self.words_ = model.vectors_
        self.vectors_ = text_vectors(self.stems_, self.words_)
        progress(0.5, "vectors")
        grams = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(3, 5),
            sublinear_tf=True,
            max_features=CHARACTER_FEATURES,
        )
        # char_wb pads words, so even a text of one letter has a group of three characters.
        spelled = [without_accents(" ".join(_written(text))).lower() or "?" for text in texts]
        self.characters_ = sp.csr_array(grams.fit_transform(spelled))
        self.groups_ = self._groups(progress)
        return self

    def _groups(self, progress: Progress) -> sp.csr_array:
        cast = []
        for number in range(GROUPINGS):
            progress(0.7 + 0.3 * number / GROUPINGS, "vectors")
            seed = self.random_state * 1000 + number
            rows = self.vectors_
            if len(rows) > SAMPLE:
                chosen = np.random.default_rng(seed).choice(len(rows), SAMPLE, replace=False)
                rows = rows[np.sort(chosen)]
            grouping = SphericalKMeans(min(GROUPS, len(rows)), random_state=seed).fit(rows)
            cast.append(grouping.predict(self.vectors_))
        return membership(cast) * GROUPINGS**-0.5

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was fitted as plain arrays, to be kept."""
        found: dict[str, NDArray[Any]] = {name: getattr(self, name) for name in _DENSE}
        found["vocabulary_"] = np.array(self.vocabulary_, dtype=np.str_)
        for name in _SPARSE:
            rows = getattr(self, name)
            found |= {
                f"{name}data": rows.data,
                f"{name}indices": rows.indices,
                f"{name}indptr": rows.indptr,
                f"{name}shape": np.array(rows.shape),
            }
        return found

    @classmethod
    def from_arrays(cls, kept: Mapping[str, NDArray[Any]], random_state: int = 0) -> LinkSpaces:
        """Return the spaces whose `arrays` were kept."""
        spaces = cls(random_state)
        for name in _DENSE:
            setattr(spaces, name, kept[name])
        spaces.vocabulary_ = tuple(str(key) for key in kept["vocabulary_"])
        for name in _SPARSE:
            parts = tuple(kept[f"{name}{part}"] for part in ("data", "indices", "indptr"))
            setattr(spaces, name, sp.csr_array(parts, shape=tuple(kept[f"{name}shape"])))
        return spaces


def _written(text: TokenisedText) -> list[str]:
    return [text.surface(index)[:LONGEST_WORD] for index in range(len(text.keys))]
