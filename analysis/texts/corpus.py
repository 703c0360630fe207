"""Documents in canonical order: what makes a result independent of the order of the rows.

Documents with the same text (spaces aside) become one *distinct text*, analysed once. Distinct
texts are sorted by the hash of their text, so neither the order of the rows nor the ids can reach
the computation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
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
    def weights(self) -> NDArray[np.intp]:
        """Number of documents of each distinct text, shape (n,)."""
        return np.fromiter((len(found) for found in self.documents), dtype=np.intp)

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


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, spaces and unreadable characters aside."""
    return _digest(readable(text)).hex()


def _digest(clean: str) -> bytes:
    return sha256(clean.encode("utf-8")).digest()


class Reading:
    """Documents that are read one after the other, equal texts joined.

    Raises
    ------
    AnalysisError : no document, or the same id twice.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        if not documents:
            raise AnalysisError("There is no document to analyse.")
        _refuse_repeated_ids(documents)
        self._documents = documents
        self._groups: dict[bytes, list[Document]] = {}
        self._written: list[str] = []

    def new_texts(self, progress: Progress) -> Iterator[list[str]]:
        """Read everything; yield the distinct texts in the order in which they first come."""
        given = 0
        for start in range(0, len(self._documents), CHUNK):
            progress(start / len(self._documents), "read")
            for document in self._documents[start : start + CHUNK]:
                text = readable(document.text)
                digest = _digest(text)
                if digest in self._groups:
                    self._groups[digest].append(document)
                else:
                    self._groups[digest] = [document]
                    self._written.append(text)
            if new := self._written[given:]:
                given += len(new)
                yield new

    def joined(self, progress: Progress) -> tuple[DistinctTexts, NDArray[np.intp]]:
        """Sort what was read.

        Returns
        -------
        The texts, and the place that each of them had in `new_texts`.
        """
        digests = sorted(self._groups)
        place_of = {digest: place for place, digest in enumerate(self._groups)}
        places = [place_of[digest] for digest in digests]
        together = []
        for position, digest in enumerate(digests):
            if position % CHUNK == 0:
                progress(position / len(digests), "read")
            found = self._groups[digest]
            if len(found) > 1:
                found.sort(key=attrgetter("id"))
            together.append(tuple(found))
        texts = DistinctTexts(
            tuple([self._written[place] for place in places]),
            tuple(together),
            # As `_hash_of`, of what is sorted already.
            fingerprint_of(
                f"{digest.hex()} {len(found)}"
                for digest, found in zip(digests, together, strict=True)
            ),
        )
        return texts, np.array(places, dtype=np.intp)


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
