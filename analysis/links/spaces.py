"""Texts, examples and titles in the same spaces, so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.texts.stopwords import without_accents
from analysis.texts.tokens import LONGEST_WORD, TokenisedText
from analysis.texts.vocabulary import count_words, inverse_document_frequency, tfidf
from analysis.vectors.semantic_fields import field_contexts
from analysis.vectors.text_vectors import text_vectors
from analysis.vectors.word_vectors import WordVectors

DIMENSIONS = 150
# Titles are short and the corpus may be too: general knowledge of the language counts more here
# than when texts are grouped.
BACKGROUND_WEIGHT = 1.5
CHARACTER_FEATURES = 30_000


class LinkSpaces:
    """Three views of the same rows.

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
    """

    def __init__(self, random_state: int = 0) -> None:
        self.random_state = random_state

    def fit(self, texts: Sequence[TokenisedText]) -> LinkSpaces:
        """Place `texts`, at least one of which has a token."""
        counted = count_words(texts)
        self.vocabulary_ = counted.vocabulary
        self.idf_: NDArray[np.float64] = inverse_document_frequency(counted)
        self.stems_: sp.csr_array = tfidf(counted.counts, self.idf_)
        model = WordVectors(DIMENSIONS, BACKGROUND_WEIGHT, self.random_state)
        model.fit(counted.contexts, field_contexts(counted.vocabulary))
        self.words_: NDArray[np.float64] = model.vectors_
        self.vectors_: NDArray[np.float64] = text_vectors(self.stems_, self.words_)
        grams = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(3, 5),
            sublinear_tf=True,
            max_features=CHARACTER_FEATURES,
        )
        # char_wb pads words, so even a text of one letter has a group of three characters.
        spelled = [without_accents(" ".join(_written(text))).lower() or "?" for text in texts]
        self.characters_: sp.csr_array = sp.csr_array(grams.fit_transform(spelled))
        return self


def _written(text: TokenisedText) -> list[str]:
    return [text.surface(index)[:LONGEST_WORD] for index in range(len(text.keys))]
