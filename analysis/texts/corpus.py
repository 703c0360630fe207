"""Documents in canonical order: what makes a result independent of the order of the rows.

Documents with the same text (spaces aside) become one *distinct text*, analysed once. Distinct
texts are sorted by the hash of their text, so neither the order of the rows nor the ids can reach
the computation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.fingerprints import fingerprint_of
from analysis.progress import Progress, part
from analysis.texts.tokens import TokenisedText, readable, tokenise

# Texts between two reports of progress: some tens of milliseconds.
BETWEEN_REPORTS = 500
# Texts that are worked on together: some tenths of a second of work.
CHUNK = 10_000


@dataclass(frozen=True)
class DistinctTexts:
    """The distinct texts of some documents, not yet cut into words.

    Attributes
    ----------
    written : one per distinct text, readable, sorted by hash.
    documents : for each distinct text, its documents, sorted by id.
    hash : SHA-256 of the texts and of how often each occurs; ids do not count.
    """

    written: tuple[str, ...]
    documents: tuple[tuple[Document, ...], ...]
    hash: str

    @property
    def size(self) -> int:
        """Number of documents."""
        return sum(len(found) for found in self.documents)

    @cached_property
    def ids(self) -> tuple[tuple[str, ...], ...]:
        """For each distinct text, the sorted ids of its documents."""
        return tuple(tuple(document.id for document in found) for found in self.documents)

    @cached_property
    def is_worded(self) -> NDArray[np.bool_]:
        """Which of the texts have a word, shape (n,)."""
        return np.fromiter(map(has_word, self.written), dtype=bool, count=len(self.written))

    @cached_property
    def weights(self) -> NDArray[np.intp]:
        """Number of documents of each distinct text, shape (n,)."""
        return np.fromiter(map(len, self.documents), dtype=np.intp, count=len(self.documents))

    def channel(self, index: int) -> str:
        """Return the channel that most documents of a text came through."""
        documents = self.documents[index]
        if len(documents) == 1:
            return documents[0].channel
        found = Counter(document.channel for document in documents)
        return min(found, key=lambda channel: (-found[channel], channel))


@dataclass(frozen=True)
class Corpus(DistinctTexts):
    """Distinct texts cut into words.

    Attributes
    ----------
    texts : the words of each distinct text.
    """

    texts: tuple[TokenisedText, ...]


@dataclass(frozen=True)
class Given:
    """Documents in the order in which they were given.

    Attributes
    ----------
    rows : (documents,) the distinct text of each.
    """

    documents: Sequence[Document]
    rows: NDArray[np.intp]


def has_word(text: str) -> bool:
    """Say whether a text has a letter: cut into words, it then has at least one."""
    # Most begin with one.
    return text[:1].isalpha() or any(map(str.isalpha, text))


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, spaces and unreadable characters aside."""
    return _digest(readable(text)).hex()


def _digest(clean: str) -> bytes:
    return sha256(clean.encode("utf-8")).digest()


class Reading:
    """Documents that are read one after the other, equal texts joined.

    Attributes
    ----------
    documents : those that were read, in their order.

    Raises
    ------
    AnalysisError : no document, or the same id twice.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents: list[Document] = []
        self._coming = iter(documents)
        self._expected = len(documents) if isinstance(documents, Sized) else 0
        self._place_of: dict[bytes, int] = {}
        # For each distinct text, in the order in which they first come; and for each document.
        self._written: list[str] = []
        self._members: list[list[Document]] = []
        self._places: list[int] = []

    def new_texts(self, progress: Progress) -> Iterator[list[str]]:
        """Read everything; yield the distinct texts in the order in which they first come."""
        while some := list(islice(self._coming, CHUNK)):
            progress(len(self.documents) / max(self._expected, 1), "read")
            self.documents += some
            known = len(self._written)
            for document in some:
                text = readable(document.text)
                place = self._place_of.setdefault(_digest(text), len(self._written))
                if place == len(self._written):
                    self._written.append(text)
                    self._members.append([document])
                else:
                    self._members[place].append(document)
                self._places.append(place)
            if new := self._written[known:]:
                yield new
        if not self.documents:
            raise AnalysisError("There is no document to analyse.")
        _refuse_repeated_ids(self.documents)

    def joined(self, progress: Progress) -> tuple[DistinctTexts, NDArray[np.intp]]:
        """Sort what was read.

        Returns
        -------
        The texts, and the place that each of them had in `new_texts`.
        """
        met = list(self._place_of)
        places = _order(met)
        together = []
        for position, place in enumerate(places.tolist()):
            if position % CHUNK == 0:
                progress(position / len(places), "read")
            found = self._members[place]
            if len(found) > 1:
                found.sort(key=attrgetter("id"))
            together.append(tuple(found))
        texts = DistinctTexts(
            tuple([self._written[place] for place in places.tolist()]),
            tuple(together),
            # As `_hash_of`, of what is sorted already.
            fingerprint_of(
                f"{met[place].hex()} {len(found)}"
                for place, found in zip(places.tolist(), together, strict=True)
            ),
        )
        return texts, places

    def given(self, places: NDArray[np.intp]) -> Given:
        """Return what was read in its order, `places` being those that `joined` returned."""
        row_of = np.empty(len(places), dtype=np.intp)
        row_of[places] = np.arange(len(places))
        return Given(self.documents, row_of[self._places])


def _order(digests: Sequence[bytes]) -> NDArray[np.intp]:
    """Return the places of hashes in their order, the smallest first."""
    # Their first eight bytes tell a million of them from one another, but for one time in millions.
    starts = np.array([int.from_bytes(digest[:8]) for digest in digests], dtype=np.uint64)
    order = np.argsort(starts)
    if (np.diff(starts[order]) == 0).any():
        order = np.array(sorted(range(len(digests)), key=digests.__getitem__), dtype=np.intp)
    return order


def distinct_texts(documents: Sequence[Document], progress: Progress) -> DistinctTexts:
    """Sort and join equal texts.

    Raises
    ------
    AnalysisError : no document, or the same id twice.
    """
    reading = Reading(documents)
    for _ in reading.new_texts(part(progress, 0.0, 0.7)):
        pass
    return reading.joined(part(progress, 0.7, 1.0))[0]


def tokenised(
    texts: DistinctTexts, progress: Progress, rows: Iterable[int] | None = None
) -> Corpus:
    """Cut the distinct texts into words: all of them, or those of `rows` only."""
    chosen = range(len(texts.written)) if rows is None else [int(row) for row in rows]
    found = []
    for position, row in enumerate(chosen):
        if position % BETWEEN_REPORTS == 0:
            progress(position / len(chosen), "tokenise")
        found.append(tokenise(texts.written[row]))
    return Corpus(
        written=tuple(texts.written[row] for row in chosen),
        documents=tuple(texts.documents[row] for row in chosen),
        hash=texts.hash,
        texts=tuple(found),
    )


def canonical_corpus(documents: Sequence[Document], progress: Progress) -> Corpus:
    """Sort, join equal texts and cut them into words.

    Raises
    ------
    AnalysisError : no document, or the same id twice.
    """
    texts = distinct_texts(documents, part(progress, 0.0, 0.2))
    return tokenised(texts, part(progress, 0.2, 1.0))


def corpus_hash(documents: Iterable[Document]) -> str:
    """Return the `hash` of the corpus of some documents, without analysing them."""
    return _hash_of(Counter(text_hash(document.text) for document in documents))


def _hash_of(occurrences: Mapping[str, int]) -> str:
    return fingerprint_of(f"{found} {occurrences[found]}" for found in sorted(occurrences))


def _refuse_repeated_ids(documents: Sequence[Document]) -> None:
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise AnalysisError(f"The document id {document.id!r} is used more than once.")
        seen.add(document.id)
