"""Texts next to the titles of the targets, before anything is learned from decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.documents import Target
from analysis.encoders import Encoder, kept_encoding
from analysis.fingerprints import fingerprint_of
from analysis.links.decisions import Decisions
from analysis.links.spaces import LinkSpaces
from analysis.links.title_similarity import SCORE_SHARPNESS, TitleSimilarity
from analysis.manifest import versions
from analysis.progress import Progress, part
from analysis.steps import Steps, finished
from analysis.texts.corpus import Corpus, text_hash
from analysis.texts.tokens import TokenisedText, tokenise
from analysis.vectors.text_vectors import unit_rows

Matrix = NDArray[np.float64]

# A context (titles of parents, findings, needs) is longer and vaguer than the title.
CONTEXT_SHARE = 0.3
# A text that is no closer than this to any target makes every score smaller.
CLEAR_SIMILARITY = 0.25
# How much the products of each view count: meaning, stems, characters, groups.
VECTORS, STEMS, CHARACTERS, GROUPS = 10.0, 5.0, 5.0, 3.0


@dataclass(frozen=True)
class Comparison:
    """Distinct texts, those of the corpus first, then those decided elsewhere; K targets.

    Attributes
    ----------
    vectors : what the texts mean, unit rows (rows × d).
    encoded : the same as an encoder says it, when there is one.
    stems, characters, groups : see `LinkSpaces`.
    offsets : (rows × K) what the titles say of each text: logarithms, up to a constant.
    clear : (rows,) 0..1, whether anything at all is near the text.
    decided : row of each decision.
    words : word vectors (V × d); `titled`: what each word says for each target (V × K).
    idf, column : how rare each key is, and its place in the vocabulary.
    """

    vectors: Matrix
    encoded: Matrix | None
    stems: sp.csr_array
    characters: sp.csr_array
    groups: sp.csr_array
    offsets: Matrix
    clear: Matrix
    decided: NDArray[np.intp]
    words: Matrix
    titled: Matrix
    idf: Matrix
    column: dict[str, int]

    @property
    def views(self) -> list[tuple[float, Any]]:
        """The views in which texts are compared, each with its weight."""
        views: list[tuple[float, Any]] = [
            (VECTORS, self.vectors),
            (STEMS, self.stems),
            (CHARACTERS, self.characters),
            (GROUPS, self.groups),
        ]
        return views if self.encoded is None else [*views, (VECTORS, self.encoded)]


def compare(
    corpus: Corpus,
    targets: Sequence[Target],
    decisions: Decisions,
    seed: int,
    steps: Steps,
    encoder: Encoder | None,
    progress: Progress,
) -> Comparison | None:
    """Place texts, decided texts and titles in the same spaces; None when nothing has a word.

    The spaces depend on what was decided only where a decided text is not in the corpus, so that
    they can be kept while decisions come one by one.
    """
    row_of = {text_hash(text.text): row for row, text in enumerate(corpus.texts)}
    outside = [
        text
        for key, text in zip(decisions.hashes, decisions.texts, strict=True)
        if row_of.setdefault(key, len(row_of)) >= len(corpus.texts)
    ]
    texts = [*corpus.texts, *(tokenise(text) for text in outside)]
    shown = [tokenise(target.title) for target in targets]
    shown += [tokenise(target.context) for target in targets]
    everything = [*texts, *shown]
    if not any(text.keys for text in everything):
        return None
    spaces = _spaces(everything, seed, steps, part(progress, 0.0, 0.7))
    encoded = (
        None
        if encoder is None
        else kept_encoding(encoder, everything, steps, part(progress, 0.7, 0.9))
    )
    progress(0.9, "titles")
    decided = np.array([row_of[key] for key in decisions.hashes], dtype=np.intp)
    return _compared(spaces, encoded, len(texts), decided)


def _spaces(
    texts: Sequence[TokenisedText], seed: int, steps: Steps, progress: Progress
) -> LinkSpaces:
    """Fit the spaces, or take those that were kept for the same texts."""
    made_by = f"{seed} {sorted(versions().items())}"
    kept = finished(
        steps,
        "link-spaces",
        fingerprint_of([made_by, *(text_hash(text.text) for text in texts)]),
        lambda: LinkSpaces(seed).fit(texts, progress).arrays(),
    )
    return LinkSpaces.from_arrays(kept, seed)


def _compared(
    spaces: LinkSpaces, encoded: Matrix | None, rows: int, decided: NDArray[np.intp]
) -> Comparison:
    """Compare the first `rows` with the titles that follow them and the contexts at the end."""
    k = (spaces.stems_.shape[0] - rows) // 2
    stems = _with_context(spaces.stems_, rows, k)
    plain = spaces.stems_[:rows] @ stems.T
    plain = plain + spaces.characters_[:rows] @ _with_context(spaces.characters_, rows, k).T
    plain = np.asarray(plain.todense())
    whole = spaces.vectors_
    if encoded is not None:
        # Of unit rows: the cosine of the whole is the mean of the cosines.
        whole = np.hstack([whole, encoded]) * 0.5**0.5
    titles = unit_rows(_with_context(whole, rows, k))
    model = TitleSimilarity().fit(whole[:rows], titles, plain)
    nearest = np.maximum(model.cosine_, plain).max(axis=1)
    said = spaces.words_ @ model.directions_[:, : spaces.words_.shape[1]].T
    return Comparison(
        vectors=spaces.vectors_[:rows],
        encoded=None if encoded is None else encoded[:rows],
        stems=spaces.stems_[:rows],
        characters=spaces.characters_[:rows],
        groups=spaces.groups_[:rows],
        offsets=SCORE_SHARPNESS * model.similarity_,
        clear=np.clip(nearest / CLEAR_SIMILARITY, 0.0, 1.0),
        decided=decided,
        words=spaces.words_,
        titled=SCORE_SHARPNESS * (said + np.asarray(stems.todense()).T),
        idf=spaces.idf_,
        column={key: index for index, key in enumerate(spaces.vocabulary_)},
    )


def _with_context(view: Any, rows: int, k: int) -> Any:
    """Return the titles (K) of a view with a share of their contexts."""
    return view[rows : rows + k] + CONTEXT_SHARE * view[rows + k : rows + 2 * k]
