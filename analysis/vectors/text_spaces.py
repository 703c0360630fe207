"""The spaces in which texts are compared: one fit, several views of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.encoders import Encoder, encoded
from analysis.progress import Progress, part, silent
from analysis.texts.spelling import Speller
from analysis.texts.tokens import TokenisedText
from analysis.texts.vocabulary import CountedTexts, count_words, inverse_document_frequency, tfidf
from analysis.vectors.background import known_information, word_pairs
from analysis.vectors.semantic_fields import field_contexts
from analysis.vectors.text_vectors import text_vectors, unit_rows
from analysis.vectors.word_vectors import WordVectors

# Each run of the consensus sees the texts in one of these numbers of dimensions.
DIMENSIONS = (75, 100, 150)


class TextSpaces:
    """Unit vectors of texts in several numbers of dimensions.

    Parameters
    ----------
    random_state : seed.
    families : whether the background knowledge of French counts.
    encoder : one more view of what the texts mean, when there is one.

    Attributes
    ----------
    speller_ : what mends mistyped words.
    counted_ : the counts that the vectors come from.
    words_ : word vectors, (V × d).
    views_ : one (n × d) array of unit vectors per number of dimensions, last the finest; before
        them, the one of the encoder.
    bags_ : (n,) number of the bag of words of each text; equal bags, equal numbers.
    """

    def __init__(
        self,
        dimensions: Sequence[int] = DIMENSIONS,
        random_state: int = 0,
        families: bool = True,
        encoder: Encoder | None = None,
    ) -> None:
        self.dimensions = tuple(dimensions)
        self.random_state = random_state
        self.families = families
        self.encoder = encoder

    def fit(self, texts: Sequence[TokenisedText], progress: Progress = silent) -> TextSpaces:
        """Learn word vectors from `texts`, each with at least one token, and place the texts."""
        progress(0.0, "words")
        self.speller_ = Speller(texts, word_pairs()[0])
        texts = [self.speller_.mended(text) for text in texts]
        self.counted_: CountedTexts = count_words(texts)
        weighted = tfidf(self.counted_.counts, inverse_document_frequency(self.counted_))
        progress(0.3, "vectors")
        model = WordVectors(max(self.dimensions), random_state=self.random_state)
        vocabulary = self.counted_.vocabulary
        background = field_contexts(vocabulary) if self.families else None
        model.fit(self.counted_.contexts, background, known_information(vocabulary))
        progress(0.8, "texts")
        self.words_: NDArray[np.float64] = model.vectors_
        self.views_: list[NDArray[np.float64]] = [
            text_vectors(weighted, unit_rows(self.words_[:, :size])) for size in self.dimensions
        ]
        if self.encoder is not None:
            self.views_.insert(0, encoded(self.encoder, texts, part(progress, 0.9, 1.0)))
        bags: dict[tuple[str, ...], int] = {}
        self.bags_: NDArray[np.intp] = np.array(
            [bags.setdefault(tuple(sorted(text.keys)), len(bags)) for text in texts], dtype=np.intp
        )
        return self
