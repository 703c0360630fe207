"""How well labels say what their themes hold: `python -m benchmarks.labels`.

Nobody is asked. Read as a search, the words of a label should bring the texts of its theme before
those of the others; given the groups that people made, it should be nearest to the name that
people gave.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.stats import rankdata

from analysis import Document, cluster
from analysis.texts.tokens import TokenisedText, tokenise
from analysis.texts.vocabulary import count_words, inverse_document_frequency
from analysis.themes.labels import name_themes
from analysis.themes.terms import signed_likelihood
from analysis.themes.theme_tree import ThemePlace
from analysis.vectors.text_spaces import TextSpaces
from benchmarks.labelled_corpora import (
    DEFAULT_CORPORA,
    CorporaAbsent,
    Task,
    clustering_tasks,
    read_rows,
)

Labels = NDArray[np.intp]
Namer = Callable[[Sequence[TokenisedText], Labels], list[str]]
LARGE = "makeorg_proposals.csv"
LARGE_THEMES = 24
WORDS = 3


def ours(texts: Sequence[TokenisedText], labels: Labels) -> list[str]:
    """The labels of `analysis`, without parents."""
    places = [ThemePlace(f"t{group}", None, (group,)) for group in range(int(labels.max()) + 1)]
    return [words.label for words in name_themes(texts, labels, places)]


def by_likelihood(texts: Sequence[TokenisedText], labels: Labels) -> list[str]:
    """Three words of highest log-likelihood ratio (Dunning 1993)."""
    inside, sizes, everywhere = _held(texts, labels)
    return _best_words(
        texts, signed_likelihood(inside, sizes[:, None], everywhere, float(len(texts)))
    )


def by_class_tfidf(texts: Sequence[TokenisedText], labels: Labels) -> list[str]:
    """Three words of highest class-based TF-IDF, as BERTopic does (Grootendorst 2022)."""
    counted = count_words(texts)
    uses = np.asarray((_indicator(labels) @ counted.counts).todense())
    weight = np.log(1 + uses.sum(axis=1).mean() / np.maximum(uses.sum(axis=0), 1))
    return _best_words(texts, uses / np.maximum(uses.sum(axis=1, keepdims=True), 1) * weight)


METHODS: dict[str, Namer] = {
    "class TF-IDF": by_class_tfidf,
    "log-likelihood": by_likelihood,
    "ours": ours,
}


def found_by_label(
    texts: Sequence[TokenisedText], labels: Labels, names: Sequence[str]
) -> tuple[float, float, float]:
    """Return three means over the themes, each 0..1.

    The area under the ROC curve when all texts are ranked by the label's words (each counting by
    how rare it is; ½ is chance), the share of the theme's texts that hold one of them, and the
    share of the texts that hold one of them that are the theme's.
    """
    counted = count_words(texts)
    column = {key: number for number, key in enumerate(counted.vocabulary)}
    idf = inverse_document_frequency(counted)
    held = sp.csc_array(counted.counts > 0)
    figures = []
    for group, name in enumerate(names):
        asked = sorted({column[key] for key in tokenise(name).keys if key in column})
        score = np.asarray(held[:, asked] @ idf[asked]) if asked else np.zeros(len(texts))
        own = labels == group
        hits = score > 0
        figures.append(
            (
                _area(score, own),
                float(hits[own].mean()),
                float(own[hits].mean()) if hits.any() else 0.0,
            )
        )
    area, reach, precision = np.mean(figures, axis=0)
    return float(area), float(reach), float(precision)


def like_people(task: Task, names: Sequence[str]) -> float:
    """Return the mean reciprocal rank of each group's own name among all, by its label (0..1)."""
    given = sorted(set(task.labels))
    texts = [tokenise(text) for text in (*task.texts, *given, *names)]
    vectors = (
        TextSpaces().fit([text if text.keys else tokenise("rien") for text in texts]).views_[-1]
    )
    people, labels = vectors[-2 * len(given) : -len(given)], vectors[-len(given) :]
    cosines = labels @ people.T
    own = np.diag(cosines)[:, None]
    return float(np.mean(1 / (1 + (cosines > own + 1e-9).sum(axis=1))))


def _area(score: NDArray[np.float64], own: NDArray[np.bool_]) -> float:
    positive, negative = int(own.sum()), int((~own).sum())
    if not positive or not negative:
        return 1.0
    ranks = rankdata(score)[own].sum()
    return float((ranks - positive * (positive + 1) / 2) / (positive * negative))


def _indicator(labels: Labels) -> sp.csr_array:
    return sp.csr_array((np.ones(len(labels)), (labels, np.arange(len(labels)))))


def _held(
    texts: Sequence[TokenisedText], labels: Labels
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    held = (count_words(texts).counts > 0).astype(float)
    inside = np.asarray((_indicator(labels) @ held).todense())
    return inside, np.bincount(labels).astype(float), inside.sum(axis=0)


def _best_words(texts: Sequence[TokenisedText], worth: NDArray[np.float64]) -> list[str]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for index, key in enumerate(text.keys):
            forms[key][text.surface(index).lower()] += 1
    vocabulary = count_words(texts).vocabulary
    best = np.argsort(-worth, axis=1, kind="stable")[:, :WORDS]
    written = {
        key: min(found, key=lambda form: (-found[form], form)) for key, found in forms.items()
    }
    return [", ".join(written[vocabulary[column]] for column in row) for row in best]


def _grouped(texts: Sequence[str], groups: int) -> tuple[list[TokenisedText], Labels]:
    """Return the distinct texts with a theme, and the number of the theme of each."""
    distinct = sorted(set(texts))
    documents = [Document(f"{row:06d}", text) for row, text in enumerate(distinct)]
    placed = cluster(documents, themes=groups).documents
    names = sorted({placement.theme for placement in placed if placement.theme})
    rows = [(distinct[int(one.id)], names.index(one.theme)) for one in placed if one.theme]
    return [tokenise(text) for text, _ in rows], np.array([group for _, group in rows])


def print_search(corpora: Sequence[tuple[str, list[TokenisedText], Labels]], show: bool) -> None:
    """Print how well labels find the texts of their themes."""
    print("Labels read as a search: area under the curve / reach / precision, mean of the themes\n")
    print(f"{'':18}" + "".join(f"{name:>22}" for name, _, _ in corpora) + f"{'mean area':>12}")
    for method, namer in METHODS.items():
        named = [namer(texts, labels) for _, texts, labels in corpora]
        found = [
            found_by_label(texts, labels, names)
            for (_, texts, labels), names in zip(corpora, named, strict=True)
        ]
        cells = "".join(f"{' / '.join(f'{value:.3f}' for value in one):>22}" for one in found)
        print(f"{method:18}{cells}{np.mean([one[0] for one in found]):>12.3f}", flush=True)
        if show and method == "ours":
            for (name, _, _), names in zip(corpora, named, strict=True):
                print(f"\n{name}\n  " + "\n  ".join(names))
    print()


def print_likeness(tasks: Sequence[Task]) -> None:
    """Print how near the labels of people's groups are to the names that people gave them."""
    print("Labels of people's groups: search as above (area), and rank of the name given (MRR)\n")
    print(f"{'':18}" + "".join(f"{task.name:>16}" for task in tasks) + f"{'mean':>16}")
    for method, namer in METHODS.items():
        figures = []
        for task in tasks:
            given = sorted(set(task.labels))
            texts = [tokenise(text) for text in task.texts]
            kept = [row for row, text in enumerate(texts) if text.keys]
            texts = [texts[row] for row in kept]
            labels = np.array([given.index(task.labels[row]) for row in kept])
            names = namer(texts, labels)
            figures.append((found_by_label(texts, labels, names)[0], like_people(task, names)))
        mean = tuple(np.mean(figures, axis=0))
        cells = "".join(f"{f'{area:.3f} / {rank:.3f}':>16}" for area, rank in [*figures, mean])
        print(f"{method:18}{cells}", flush=True)
    print()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Returns 0, or 2 without corpora."""
    parser = argparse.ArgumentParser(prog="benchmarks.labels", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    parser.add_argument("--show", action="store_true", help="print the labels themselves")
    options = parser.parse_args(arguments)
    try:
        tasks = clustering_tasks(options.corpora)
        large = [row["text"] for row in read_rows(options.corpora / LARGE)]
    except CorporaAbsent as absent:
        print(f"labels: NOT RUN. {absent}", file=sys.stderr)
        return 2
    corpora = [(task.name, *_grouped(task.texts, task.groups)) for task in tasks]
    corpora.append(("proposals", *_grouped(large, LARGE_THEMES)))
    print_search(corpora, options.show)
    print_likeness(tasks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
