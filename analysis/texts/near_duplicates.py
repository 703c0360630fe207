"""Texts that are nearly the same, found among a million without comparing each with each.

Texts of the same words (capitals, accents and signs aside) are one. Longer ones are compared by
their words and their pairs of neighbouring words: nearly the same when they share four fifths of
them (Jaccard), which is one word changed in fourteen. MinHash signatures say which are worth
comparing (Broder 1997); every pair is then compared for true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from analysis.documents import Document
from analysis.progress import Progress, part
from analysis.steps import Arrays, KeptSteps
from analysis.texts.corpus import DistinctTexts, Given, Reading
from analysis.texts.joined import Joined
from analysis.texts.shared_marks import Runs, runs_of
from analysis.texts.stopwords import without_accents
from analysis.workers import Begun, Workers

NEAR = 0.8
# In a shorter text one word may be the whole point: "a bus for all", "a tax for all".
NEAR_FROM_WORDS = 8
PERMUTATIONS = 128
# A pair at the threshold is met 95 times in 100, one at 0.9 always, one at 0.5 six times in 100.
BANDS, BAND_ROWS = 16, 8
# Texts of one band that are unlike one another, before one more is compared with none of them.
LEADERS = 20
# Pairs that a worker compares at once: a tenth of a second of work.
PAIRS = 4_000
# Texts whose signatures are made at once: the arrays then stay in the cache of the processor.
BLOCK = 500
_BETWEEN_REPORTS = 2_000

_WORD = re.compile(r"[^\W_]+")
# The letters of Europe in one pass; without_accents is right everywhere but ten times slower.
_FOLDED = {code: without_accents(chr(code)) for code in range(0xC0, 0x250)}
_FOLDED |= dict.fromkeys(range(768, 880), "")

_SIGNATURE = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32")
_FACTORS, _SHIFTS = _SIGNATURE.permutations


@dataclass(frozen=True)
class NearDuplicates:
    """Distinct texts, those that are nearly the same together.

    Attributes
    ----------
    representative : (n,) row of the text that stands for each distinct text, its own row when
        nothing else is like it.
    words : (n,) hash of the words of each distinct text, 0 when it has none: the same whatever
        its capitals, accents and signs.
    """

    representative: NDArray[np.intp]
    words: NDArray[np.uint64]

    @property
    def representatives(self) -> NDArray[np.intp]:
        """Rows of the texts that stand for themselves, sorted."""
        return np.flatnonzero(self.representative == np.arange(len(self.representative)))


@dataclass(frozen=True)
class Marked:
    """What tells texts that may be nearly the same; the workers are at it.

    Attributes
    ----------
    marks : what `marks_of` returns, for one chunk of texts after the other; closed, the workers
        stop.
    places : (n,) place among these texts of each distinct text.
    """

    marks: Begun[NDArray[np.uint64]]
    places: NDArray[np.intp]


def read_and_mark(
    documents: Iterable[Document], progress: Progress, workers: Workers
) -> tuple[DistinctTexts, Given, Marked]:
    """Join equal texts as `distinct_texts` does; the workers mark those that were read meanwhile.

    Raises
    ------
    AnalysisError : no document, or the same id twice.
    """
    reading = Reading(documents)
    marks = workers.begin(marks_of, reading.new_texts(part(progress, 0.0, 0.7)))
    texts, places = reading.joined(part(progress, 0.7, 1.0))
    return texts, reading.given(places), Marked(marks, places)


def near_duplicates(
    texts: DistinctTexts, marked: Marked, progress: Progress, workers: Workers, kept: KeptSteps
) -> NearDuplicates:
    """Group texts that are nearly the same: a chain of them is one group."""
    found = kept.arrays(
        "near duplicates", lambda: _grouped(texts.written, marked, progress, workers)
    )
    # Where the groups were kept, nobody waits for the marks.
    marked.marks.close()
    return NearDuplicates(found["representative"], found["words"])


def plain_words(text: str) -> list[str]:
    """Return the words of a text, without capitals, accents and signs."""
    lowered = text.lower()
    return _WORD.findall(lowered if lowered.isascii() else lowered.translate(_FOLDED))


def jaccard(one: str, other: str) -> float:
    """Return the share of the words and pairs of words of two texts that both hold."""
    first, second = _pieces(one), _pieces(other)
    return len(first & second) / max(1, len(first | second))


@lru_cache(maxsize=5_000)
def _pieces(text: str) -> frozenset[str]:
    words = plain_words(text)
    return frozenset(words).union(map(" ".join, pairwise(words)))


def _grouped(
    written: Sequence[str], marked: Marked, progress: Progress, workers: Workers
) -> Arrays:
    """Return the arrays of `NearDuplicates`."""
    same, bands = _gathered(marked, part(progress, 0.0, 0.7))
    joined = Joined(len(written))
    for first, *others in runs_of(same):
        for row in others:
            joined.join(first, row)
    _join_near(written, bands, joined, part(progress, 0.7, 1.0), workers)
    representative = np.arange(len(written))
    for members in joined.groups():
        representative[members] = _nearest_to_all(written, members)
    return {"representative": representative, "words": same}


def _gathered(marked: Marked, progress: Progress) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return what equal texts share, (n,), and what near ones may share, (n × BANDS)."""
    n, done = len(marked.places), 0
    every = np.empty((n, 1 + BANDS), dtype=np.uint64)
    # Where each text stands that was read in this order.
    rows = np.argsort(marked.places)
    progress(0.0, "near duplicates")
    for marks in marked.marks:
        every[rows[done : done + len(marks)]] = marks
        done += len(marks)
        progress(done / n, "near duplicates")
    return every[:, 0], every[:, 1:]


def marks_of(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return, for each text, the hash of its words and one hash a band, (n × (1 + BANDS)).

    0 in the first column is a text without a word; zeros in the others, one that is too short to
    be nearly the same as another.
    """
    marks = np.zeros((len(texts), 1 + BANDS), dtype=np.uint64)
    for start in range(0, len(texts), BLOCK):
        words = [plain_words(text) for text in texts[start : start + BLOCK]]
        for row, found in enumerate(words, start=start):
            if found:
                marks[row, 0] = _hash64(" ".join(found))
        long = [row for row, found in enumerate(words) if len(found) >= NEAR_FROM_WORDS]
        if long:
            rows = start + np.array(long, dtype=np.intp)
            marks[rows, 1:] = _bands(signatures([words[row] for row in long]))
    return marks


def signatures(texts: Sequence[Sequence[str]]) -> NDArray[np.uint32]:
    """Return the MinHash signature of each list of words, (n × PERMUTATIONS).

    The same as `datasketch.MinHash` gives, many texts at a time.
    """
    pieces, starts = pieces_hashed(texts)
    mixed = _mixed(pieces)
    found = np.empty((PERMUTATIONS, len(texts)), dtype=np.uint32)
    for number, (factor, shift) in enumerate(zip(_FACTORS, _SHIFTS, strict=True)):
        np.minimum.reduceat(mixed * factor + shift, starts, out=found[number])
    return found.T


def pieces_hashed(
    texts: Sequence[Sequence[str]],
) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """Return the hashes of the words and pairs of words of texts, and where each text starts."""
    lengths = np.array([len(words) for words in texts], dtype=np.intp)
    single = np.fromiter(
        (_hash32(word) for words in texts for word in words), np.uint32, int(lengths.sum())
    )
    ends = np.cumsum(lengths)
    # Words and pairs take turns; after the last word of a text comes the word alone, once more.
    paired = single.copy()
    paired[:-1] = single[:-1] * np.uint32(0x9E3779B1) + single[1:]
    paired[ends - 1] = single[ends - 1]
    return np.stack([single, paired], axis=1).ravel(), 2 * (ends - lengths)


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread 32 bits over 32 bits. Source: Appleby's MurmurHash3, as in datasketch."""
    values = values ^ (values >> np.uint32(16))
    values = values * np.uint32(0x85EBCA6B)
    values = values ^ (values >> np.uint32(13))
    values = values * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


def _bands(found: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return one hash for each band of signatures, (n × BANDS)."""
    bands = np.zeros((len(found), BANDS), dtype=np.uint64)
    for step in range(BAND_ROWS):
        bands = (bands ^ found[:, step::BAND_ROWS]) * np.uint64(0x9E3779B97F4A7C15)
        bands ^= bands >> np.uint64(29)
    return bands | np.uint64(1)


@lru_cache(maxsize=200_000)
def _hash32(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "little")


def _hash64(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") | 1


def _join_near(
    written: Sequence[str],
    bands: NDArray[np.uint64],
    joined: Joined,
    progress: Progress,
    workers: Workers,
) -> None:
    """Compare for true the texts that share a band, and join those that are nearly the same."""
    n = len(written)
    alone = np.flatnonzero(joined.first() == np.arange(n))
    progress(0.0, "near duplicates")
    columns = list(np.ascontiguousarray(bands[alone].T))
    every = list(workers.each(runs_of, columns, workers.spread(alone)))
    compared, near = _compared(written, every, part(progress, 0.1, 0.8), workers)
    progress = part(progress, 0.8, 1.0)
    count = 0
    for band, runs in enumerate(every):
        progress(band / len(every), "near duplicates")
        for run in runs.worth_a_look(np.isin(runs.first_pairs(n), near)):
            leaders: list[int] = []
            for row in run:
                for leader in leaders:
                    pair = leader * n + row
                    if joined.together(leader, row):
                        break
                    if pair not in compared:
                        count += 1
                        if count % _BETWEEN_REPORTS == 0:
                            progress(band / len(every), "near duplicates")
                        compared[pair] = nearly_same(written[leader], written[row])
                    if compared[pair]:
                        joined.join(leader, row)
                        break
                else:
                    if len(leaders) < LEADERS:
                        leaders.append(row)


def _compared(
    written: Sequence[str], every: Sequence[Runs], progress: Progress, workers: Workers
) -> tuple[dict[int, bool], NDArray[np.intp]]:
    """Say of the first of each run and each other of it whether they are nearly the same.

    What is not near the first is compared with the first of what is left, and so on while there is
    enough of it for all workers: next to nothing is left to compare.

    Returns
    -------
    Pairs (first × n + other) and whether they are nearly the same, and those that are, sorted.
    """
    n, least = len(written), 1
    compared: dict[int, bool] = {}
    tried = near = np.zeros(0, dtype=np.intp)
    while True:
        pairs = np.unique(np.concatenate([runs.first_pairs(n) for runs in every]))
        pairs = np.setdiff1d(pairs, tried, assume_unique=True)
        if len(pairs) < least:
            return compared, near
        found = _nearly_same_at(written, pairs, progress, workers)
        compared |= zip(pairs.tolist(), found, strict=True)
        tried, near, least = np.union1d(tried, pairs), np.union1d(near, pairs[found]), PAIRS
        every = [runs.without_first(np.isin(runs.first_pairs(n), near)) for runs in every]


def _nearly_same_at(
    written: Sequence[str], pairs: NDArray[np.intp], progress: Progress, workers: Workers
) -> list[bool]:
    """Say of each pair (one × n + other) whether the two texts are nearly the same."""
    n = len(written)

    def parts() -> Iterator[tuple[list[str], list[str]]]:
        for start in range(0, len(pairs), PAIRS):
            first, other = np.divmod(pairs[start : start + PAIRS], n)
            yield [written[row] for row in first.tolist()], [written[row] for row in other.tolist()]

    same: list[bool] = []
    for found in workers.begin(nearly_same_pairs, parts()):
        same += found
        progress(len(same) / len(pairs), "near duplicates")
    return same


def nearly_same_pairs(texts: tuple[Sequence[str], Sequence[str]]) -> list[bool]:
    """Say of each text of one list whether it is nearly the same as that of the other."""
    return [nearly_same(one, other) for one, other in zip(*texts, strict=True)]


def nearly_same(one: str, other: str) -> bool:
    """Say whether two texts share so much that they are taken for one."""
    return jaccard(one, other) >= NEAR


def _nearest_to_all(written: Sequence[str], members: Sequence[int]) -> int:
    """Return the member whose pieces the others hold most: the original of its variants."""
    pieces = [sorted(_pieces(written[row])) for row in members]
    held = Counter(piece for found in pieces for piece in found)
    closeness = [
        sum(held[piece] for piece in found) / max(1, len(found)) ** 0.5 for found in pieces
    ]
    return members[max(range(len(members)), key=lambda at: (closeness[at], -members[at]))]
