"""Groups of the distinct texts of a corpus: what the themes are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress, part
from analysis.texts.corpus import Corpus
from analysis.themes.consensus import Labels, consensus
from analysis.themes.spherical_kmeans import group_sums
from analysis.themes.splitting import same_words_together, split_until
from analysis.themes.theme_count import choose_theme_count
from analysis.themes.voters import votes
from analysis.vectors.text_spaces import TextSpaces
from analysis.vectors.text_vectors import unit_rows


@dataclass(frozen=True)
class Grouping:
    """Distinct texts with a word, in groups 0..k-1 (larger first).

    Attributes
    ----------
    labels : (n,) group of each distinct text; -1 for a text without a word.
    scores : (n,) cosine with the centre of the group, 0..1.
    centers : (k × d) unit vectors.
    vectors : (n × d) unit vectors of the texts; zeros for a text without a word.
    """

    labels: Labels
    scores: NDArray[np.float64]
    centers: NDArray[np.float64]
    vectors: NDArray[np.float64]


def group_texts(
    corpus: Corpus, themes: int | None, seed: int, progress: Progress, settings: dict[str, Any]
) -> Grouping:
    """Group the distinct texts of `corpus` in `themes` groups, or as many as suits them.

    What was chosen on the way is added to `settings`.
    """
    worded = np.array([i for i, text in enumerate(corpus.texts) if text.keys], dtype=np.intp)
    labels = np.full(len(corpus.texts), -1, dtype=np.intp)
    scores = np.zeros(len(corpus.texts))
    if len(worded) == 0:
        settings["note"] = "No text holds a word."
        return Grouping(labels, scores, np.zeros((0, 1)), np.zeros((len(labels), 1)))
    spaces = TextSpaces(random_state=seed).fit(
        [corpus.texts[i] for i in worded], part(progress, 0.0, 0.3)
    )
    rows = spaces.views_[-1]
    wanted = themes
    if wanted is None:
        wanted, worth = choose_theme_count(rows, seed, part(progress, 0.3, 0.5))
        settings["worth"] = {str(count): value for count, value in worth.items()}
    groups = min(wanted, int(spaces.bags_.max()) + 1)
    found = _consensus(spaces, groups, seed, part(progress, 0.5, 1.0))
    sizes = np.bincount(found, [len(corpus.ids[i]) for i in worded])
    rank = np.empty(len(sizes), dtype=np.intp)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    found = rank[found]
    if len(sizes) < wanted:
        settings["note"] = f"{len(sizes)} themes: there are not more texts of different words."
    centers = unit_rows(group_sums(rows, found, len(sizes)))
    labels[worded] = found
    scores[worded] = np.clip((rows * centers[found]).sum(axis=1), 0.0, 1.0)
    vectors = np.zeros((len(labels), rows.shape[1]), dtype=rows.dtype)
    vectors[worded] = rows
    return Grouping(labels, scores, centers, vectors)


def _consensus(spaces: TextSpaces, groups: int, seed: int, progress: Progress) -> Labels:
    if groups == 1:
        return np.zeros(len(spaces.views_[0]), dtype=np.intp)
    cast = votes(spaces.views_, groups, seed, part(progress, 0.0, 0.8))
    progress(0.8, "consensus")
    agreed = same_words_together(consensus(cast, groups, seed), spaces.bags_)
    return split_until(agreed, spaces.views_[-1], spaces.bags_, groups)
