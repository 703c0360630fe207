"""Documents in canonical order: what makes a result independent of the order of the rows.

Documents with the same text (spaces aside) become one *distinct text*, analysed once. Distinct
texts are sorted by the hash of their text, so neither the order of the rows nor the ids can reach
the computation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.progress import Progress
from analysis.texts.tokens import TokenisedText, readable, tokenise


@dataclass(frozen=True)
class Corpus:
    """Distinct texts and the documents behind each of them.

    Attributes
    ----------
    texts : one per distinct text, sorted by hash.
    ids : for each distinct text, the sorted ids of its documents.
    hash : SHA-256 of the texts and of how often each occurs; ids do not count.
    """

    texts: tuple[TokenisedText, ...]
    ids: tuple[tuple[str, ...], ...]
    hash: str

    @property
    def size(self) -> int:
        """Number of documents."""
        return sum(len(ids) for ids in self.ids)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, spaces and unreadable characters aside."""
    return sha256(readable(text).encode("utf-8")).hexdigest()


def canonical_corpus(documents: Sequence[Document], progress: Progress) -> Corpus:
    """Sort, join equal texts and tokenise.

    Raises
    ------
    AnalysisError : no document, or the same id twice.
    """
    if not documents:
        raise AnalysisError("There is no document to analyse.")
    _refuse_repeated_ids(documents)
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(text_hash(document.text), []).append(document)
    hashes = sorted(groups)
    texts = []
    for position, found in enumerate(hashes):
        if position % 500 == 0:
            progress(position / len(hashes), "tokenise")
        texts.append(tokenise(groups[found][0].text))
    return Corpus(
        texts=tuple(texts),
        ids=tuple(tuple(sorted(d.id for d in groups[found])) for found in hashes),
        hash=_hash_of({found: len(group) for found, group in groups.items()}),
    )


def corpus_hash(documents: Iterable[Document]) -> str:
    """Return the `hash` of the corpus of some documents, without analysing them."""
    return _hash_of(Counter(text_hash(document.text) for document in documents))


def _hash_of(occurrences: Mapping[str, int]) -> str:
    whole = sha256()
    for found in sorted(occurrences):
        whole.update(f"{found} {occurrences[found]}\n".encode())
    return whole.hexdigest()


def _refuse_repeated_ids(documents: Sequence[Document]) -> None:
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise AnalysisError(f"The document id {document.id!r} is used more than once.")
        seen.add(document.id)
