"""Makes `analysis/data/word_pairs.npz` from open texts: `python -m benchmarks.word_pairs`.

Only texts without labels are read, and none of a corpus that quality is measured on. The same
texts give the same bytes. Other texts, in a column `text` of CSV files, can be added with --more.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import openpyxl
import scipy.sparse as sp

from analysis.texts.tokens import tokenise
from analysis.texts.vocabulary import count_matrix
from analysis.vectors.word_vectors import without_diagonal
from benchmarks.labelled_corpora import DEFAULT_CORPORA, ROOT, CorporaAbsent, read_rows

OUTPUT = ROOT / "analysis" / "data" / "word_pairs.npz"
TABLES = ("makeorg_proposals.csv", "framasoft_long_answers.csv")
SURVEY = Path("raw") / "sondage-et-apres.xlsx"
# The questions of the survey that are answered in sentences begin so.
OPEN_QUESTIONS = (
    *("Quelles leçon(s)", "Qu’est-ce qui", "Quelle(s) initiative", "Quoi et comment"),
    *("Complète cette phrase", "Envie d'un dernier"),
)
# A word of fewer texts says little, and may be the name of a person.
LEAST_TEXTS = 5
# Words further apart than this in a text are not counted as seen together.
CONTEXT_LENGTH = 10


def open_texts(corpora: Path) -> list[str]:
    """Return the texts of the open corpora.

    Raises
    ------
    CorporaAbsent : one of the files is not there.
    """
    texts = [row["text"] for table in TABLES for row in read_rows(corpora / table)]
    if not (corpora / SURVEY).is_file():
        raise CorporaAbsent(f"{corpora / SURVEY} is not there: give its folder with --corpora DIR.")
    book = openpyxl.load_workbook(corpora / SURVEY, read_only=True)
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    asked = [n for n, title in enumerate(header) if str(title).startswith(OPEN_QUESTIONS)]
    return texts + [row[n] for row in rows for n in asked if isinstance(row[n], str)]


def pair_counts(texts: Sequence[str]) -> tuple[list[str], sp.csr_array]:
    """Return the keys, sorted, and in how many contexts each pair is seen, upper half (V × V)."""
    found = [tokenise(text).keys for text in texts]
    frequency = Counter(key for keys in found for key in set(keys))
    words = sorted(key for key, texts_of_key in frequency.items() if texts_of_key >= LEAST_TEXTS)
    column = {key: index for index, key in enumerate(words)}
    numbered = [[column[key] for key in keys if key in column] for keys in found]
    contexts = count_matrix(
        [
            row[start : start + CONTEXT_LENGTH]
            for row in numbered
            for start in range(0, len(row), CONTEXT_LENGTH)
        ],
        len(words),
    )
    contexts.data[:] = 1.0
    upper = sp.csr_array(sp.triu(without_diagonal(contexts.T @ contexts), format="csr"))
    upper.sort_indices()
    return words, upper


def write_pairs(path: Path, words: Sequence[str], upper: sp.csr_array) -> None:
    """Write what `analysis.vectors.background` reads; nothing in the file tells when."""
    np.savez(
        path,
        words=np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        partners=np.diff(upper.indptr).astype(np.uint16),
        second=upper.indices.astype(np.uint16),
        counts=np.minimum(upper.data, np.iinfo(np.uint16).max).astype(np.uint16),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file. Returns 0, 2 without the corpora."""
    parser = argparse.ArgumentParser(prog="benchmarks.word_pairs", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    parser.add_argument("--more", type=Path, nargs="*", default=[], metavar="CSV")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        texts = open_texts(options.corpora)
        texts += [row["text"] for table in options.more for row in read_rows(table)]
    except CorporaAbsent as absent:
        print(f"word pairs: NOT MADE. {absent}", file=sys.stderr)
        return 2
    words, upper = pair_counts(texts)
    write_pairs(options.output, words, upper)
    print(f"{options.output}: {len(words):,} words, {upper.nnz:,} pairs from {len(texts):,} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
