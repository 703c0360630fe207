"""Words and phrases as columns: which text holds which term."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.texts.phrases import Numbers, Phrases, TokenStream, find_phrases
from analysis.texts.tokens import TokenisedText
from analysis.texts.vocabulary import RARE_WORDS_KEPT_BELOW
from analysis.texts.written_forms import Spelling

Words = tuple[int, ...]
# Uses of a term, in each group, that are enough to know how people write it.
USES_READ = 25


@dataclass(frozen=True)
class TermCounts:
    """Terms of n texts: T words and phrases.

    Attributes
    ----------
    terms : for each term, the numbers of its words; words first, then phrases, each sorted.
    keys : for each number of a word, its key.
    held : (n × T), 1 where a text holds a term.
    uses_of : (u,) number of the term of each use.
    starts : (u,) token at which each use starts.
    stream : the tokens.
    """

    terms: tuple[Words, ...]
    keys: tuple[str, ...]
    held: sp.csr_array
    uses_of: Numbers
    starts: Numbers
    stream: TokenStream


def count_terms(texts: Sequence[TokenisedText]) -> TermCounts:
    """Find the words and the phrases of `texts`; in a large corpus, words of one text go."""
    stream = TokenStream(texts)
    phrases = find_phrases(stream, texts)
    width = len(stream.vocabulary)
    pairs = np.unique(stream.texts * max(width, 1) + stream.words)
    held_by = np.bincount(pairs % max(width, 1), minlength=width)
    kept = held_by >= (1 if len(texts) < RARE_WORDS_KEPT_BELOW else 2)
    column = np.where(kept, np.cumsum(kept) - 1, -1)
    used = column[stream.words] >= 0
    uses_of = np.concatenate([column[stream.words][used], phrases.which + int(kept.sum())])
    starts = np.concatenate([np.flatnonzero(used), phrases.starts])
    terms = _terms(kept, phrases)
    held = sp.csr_array(
        (np.ones(len(starts)), (stream.texts[starts], uses_of)), shape=(len(texts), len(terms))
    )
    held.sum_duplicates()
    held.data[:] = 1.0
    return TermCounts(terms, stream.vocabulary, held, uses_of, starts, stream)


def spelling_of(
    counts: TermCounts,
    texts: Sequence[TokenisedText],
    labels: NDArray[np.intp],
    wanted: Collection[int],
) -> Spelling:
    """Return how the wanted terms are written in each group of texts.

    Parameters
    ----------
    labels : (n,) group of each text.
    wanted : columns of `counts.held`.
    """
    asked = np.zeros(len(counts.terms), dtype=np.bool_)
    asked[list(wanted)] = True
    spelling = Spelling()
    stream = counts.stream
    for use in _some_of_each(counts, labels, np.flatnonzero(asked[counts.uses_of])).tolist():
        start = int(counts.starts[use])
        row = int(stream.texts[start])
        term = counts.terms[counts.uses_of[use]]
        spelling.add(int(labels[row]), term, texts[row], int(stream.places[start]), row)
    return spelling


def _some_of_each(counts: TermCounts, labels: NDArray[np.intp], uses: Numbers) -> Numbers:
    """Keep the first uses of each term in each group: texts stand in the order of a hash."""
    groups = labels[counts.stream.texts[counts.starts[uses]]]
    codes = groups * len(counts.terms) + counts.uses_of[uses]
    order = np.argsort(codes, kind="stable")
    _, first, which = np.unique(codes[order], return_index=True, return_inverse=True)
    return np.sort(uses[order][np.arange(len(order)) - first[which] < USES_READ])


def _terms(kept: NDArray[np.bool_], phrases: Phrases) -> tuple[Words, ...]:
    words: list[Words] = [(int(word),) for word in np.flatnonzero(kept)]
    return (*words, *phrases.words)
